package io.clarifyvpc.snapshot;

/**
 * EC2 offers an instance type at a location: a region, a zone or a zone id, as {@code locationType}
 * says.
 */
public record InstanceTypeOffering(String instanceType, String locationType, String location) {}
