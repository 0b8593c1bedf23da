package io.clarifyvpc.snapshot;

/** A SageMaker endpoint and the configuration that it runs. */
public record Endpoint(String endpointName, String endpointConfigName) {}
