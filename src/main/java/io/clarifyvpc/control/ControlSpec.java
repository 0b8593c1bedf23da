package io.clarifyvpc.control;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.ResourceType;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a control declares of itself: the only home of its prose.
 *
 * @param id given out once, never reused
 * @param title the state that must hold, at most 80 characters
 * @param severity of a failure, unless the outcome sets its own
 * @param impact of a failure, unless the outcome sets its own
 * @param advisory reported without making the resource non-compliant, unless promoted
 * @param appliesTo the types that it speaks of
 * @param subject what of the workload it judges
 * @param requires every fact that its verdict may rest on; a remediation looks at whatever else was
 *     read
 * @param meaning what is judged, and why
 * @param remediation what to change in general
 * @param references the AWS pages behind it
 * @param conflictsWith generic controls that demand the opposite
 */
public record ControlSpec(
    String id,
    String title,
    Severity severity,
    Impact impact,
    boolean advisory,
    Set<ResourceType> appliesTo,
    Subject subject,
    Set<Fact> requires,
    String meaning,
    String remediation,
    List<String> references,
    List<String> conflictsWith) {
  /** What of a workload a control judges. Where that is empty, the control is not applicable. */
  public enum Subject {
    /** The workload itself. */
    WORKLOAD,
    /** Its VpcConfig. */
    VPC_CONFIG,
    /** Those subnets of its VpcConfig that exist. */
    SUBNETS,
    /** Those security groups of its VpcConfig that exist. */
    SECURITY_GROUPS
  }

  /** Begins the specification of a control. */
  public static Builder named(String id, String title) {
    return new Builder(id, title);
  }

  /**
   * Collects a specification; what is not set has no default but advisory, requires and
   * conflictsWith.
   */
  public static final class Builder {
    private final String id;
    private final String title;
    private Severity severity = Severity.HIGH;
    private Impact impact = Impact.FAILURE;
    private boolean advisory;
    private Set<ResourceType> appliesTo = EnumSet.noneOf(ResourceType.class);
    private Subject subject = Subject.WORKLOAD;
    private Set<Fact> requires = EnumSet.noneOf(Fact.class);
    private String meaning = "";
    private String remediation = "";
    private List<String> references = List.of();
    private List<String> conflictsWith = List.of();

    private Builder(String id, String title) {
      this.id = id;
      this.title = title;
    }

    public Builder severity(Severity value) {
      severity = value;
      return this;
    }

    public Builder impact(Impact value) {
      impact = value;
      return this;
    }

    public Builder advisory() {
      advisory = true;
      return this;
    }

    public Builder appliesTo(ResourceType... types) {
      appliesTo = EnumSet.copyOf(Arrays.asList(types));
      return this;
    }

    public Builder appliesToEverything() {
      appliesTo = EnumSet.allOf(ResourceType.class);
      return this;
    }

    public Builder judges(Subject value) {
      subject = value;
      return this;
    }

    public Builder requires(Fact... facts) {
      requires = EnumSet.copyOf(Arrays.asList(facts));
      return this;
    }

    public Builder meaning(String value) {
      meaning = value;
      return this;
    }

    public Builder remediation(String value) {
      remediation = value;
      return this;
    }

    public Builder references(String... urls) {
      references = List.of(urls);
      return this;
    }

    public Builder conflictsWith(String... controls) {
      conflictsWith = List.of(controls);
      return this;
    }

    /** The finished specification. */
    public ControlSpec build() {
      return new ControlSpec(
          id,
          title,
          severity,
          impact,
          advisory,
          Collections.unmodifiableSet(appliesTo),
          subject,
          Collections.unmodifiableSet(requires),
          meaning,
          remediation,
          references,
          conflictsWith);
    }
  }
}
