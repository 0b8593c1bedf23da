package io.clarifyvpc.snapshot;

import java.util.Optional;

/** One of {@code ProcessingInputs}; without an S3 URI where it is a dataset definition. */
public record ProcessingInput(String inputName, Optional<String> s3Uri) {}
