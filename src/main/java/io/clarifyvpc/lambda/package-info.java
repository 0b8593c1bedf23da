/** The three Lambda functions: their settings, their wiring, and what they do with what arrives. */
@NullMarked
package io.clarifyvpc.lambda;

import org.jspecify.annotations.NullMarked;
