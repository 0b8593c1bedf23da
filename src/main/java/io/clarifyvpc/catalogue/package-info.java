/** The controls, one class each, and the catalogue that lists them. */
@NullMarked
package io.clarifyvpc.catalogue;

import org.jspecify.annotations.NullMarked;
