/** Adapters on the AWS SDK for Java: the snapshot source, the sinks, the queues. */
@NullMarked
package io.clarifyvpc.aws;

import org.jspecify.annotations.NullMarked;
