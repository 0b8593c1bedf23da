/**
 * The use case: a trigger names a workload, its snapshot is read, its findings become assessments
 * and evaluations.
 */
@NullMarked
package io.clarifyvpc.assess;

import org.jspecify.annotations.NullMarked;
