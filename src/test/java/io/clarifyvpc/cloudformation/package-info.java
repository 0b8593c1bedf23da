/** The sample templates: policies are evaluated, the automation document is run. */
@NullMarked
package io.clarifyvpc.cloudformation;

import org.jspecify.annotations.NullMarked;
