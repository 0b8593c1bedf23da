/**
 * What AWS told us: immutable records shaped like the AWS API, and the gaps where it told us
 * nothing.
 */
@NullMarked
package io.clarifyvpc.snapshot;

import org.jspecify.annotations.NullMarked;
