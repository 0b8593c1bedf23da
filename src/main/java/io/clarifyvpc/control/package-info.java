/**
 * The contract of a control: what it declares, what it may read, what it answers, and who evaluates
 * it.
 */
@NullMarked
package io.clarifyvpc.control;

import org.jspecify.annotations.NullMarked;
