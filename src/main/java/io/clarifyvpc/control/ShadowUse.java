package io.clarifyvpc.control;

import io.clarifyvpc.snapshot.Workload;
import java.util.OptionalInt;

/**
 * That a model is judged as the one behind a job's shadow endpoint.
 *
 * @param planned the job is planned or just being created: its endpoint has taken no address yet
 * @param initialInstanceCount how many instances the shadow endpoint starts with
 * @param workload the job or definition
 */
public record ShadowUse(boolean planned, OptionalInt initialInstanceCount, Workload workload) {}
