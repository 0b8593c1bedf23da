package io.clarifyvpc.snapshot;

/** A Route 53 Profile associated with a VPC ({@code resourceId}); {@code status} is raw. */
public record ProfileAssociation(String resourceId, String status) {}
