package io.clarifyvpc.control;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parameters of the rule, as AWS Config passes them in {@code InputParameters}. Unknown names,
 * ids and values are refused; absent and empty ones take the default.
 *
 * @param endpointPolicy whether a NAT gateway may stand in for a VPC endpoint
 * @param trustCentralEndpoints whether an endpoint in another VPC, reached by name and route,
 *     counts
 * @param undeterminedCompliance what AWS Config is told of an undetermined resource
 * @param disabledControls ids of controls that are switched off; beats promoted
 * @param promotedControls ids of advisory controls that count
 * @param modelScope which models the scheduled run judges
 * @param jobLookbackHours how far back the scheduled run looks for jobs
 * @param processingJobResourceType how jobs are reported to AWS Config
 * @param executionRoleName role to assume in the account that is evaluated
 * @param executionRoleRegion region of the STS endpoint for it
 * @param assumeRoleMode whether the role is assumed; empty: only in another account
 */
public record RuleParameters(
    EndpointPolicy endpointPolicy,
    boolean trustCentralEndpoints,
    UndeterminedCompliance undeterminedCompliance,
    Set<String> disabledControls,
    Set<String> promotedControls,
    ModelScope modelScope,
    int jobLookbackHours,
    ProcessingJobResourceType processingJobResourceType,
    Optional<String> executionRoleName,
    Optional<String> executionRoleRegion,
    Optional<Boolean> assumeRoleMode) {
  private static final int MAX_LOOKBACK_HOURS = 8760;

  /** Whether a NAT gateway may stand in for a VPC endpoint. */
  public enum EndpointPolicy {
    PRIVATE_ONLY,
    ALLOW_NAT
  }

  /** What AWS Config, which knows no "undetermined", is told instead. */
  public enum UndeterminedCompliance {
    NON_COMPLIANT,
    NOT_APPLICABLE
  }

  /** Which models the scheduled run judges. */
  public enum ModelScope {
    ALL,
    /** Only models that a Clarify job or definition has named. */
    REFERENCED
  }

  /** The resource type under which jobs are reported. */
  public enum ProcessingJobResourceType {
    PROCESSING_JOB("AWS::SageMaker::ProcessingJob"),
    ACCOUNT("AWS::::Account");

    private final String typeName;

    ProcessingJobResourceType(String typeName) {
      this.typeName = typeName;
    }

    public String typeName() {
      return typeName;
    }
  }

  private enum Name {
    EndpointPolicy,
    TrustCentralEndpoints,
    UndeterminedCompliance,
    DisabledControls,
    PromotedControls,
    ModelScope,
    JobLookbackHours,
    ProcessingJobResourceType,
    ExecutionRoleName,
    ExecutionRoleRegion,
    AssumeRoleMode
  }

  public RuleParameters {
    disabledControls = Set.copyOf(disabledControls);
    promotedControls = Set.copyOf(promotedControls);
  }

  /** What holds where nothing is said. */
  public static RuleParameters defaults() {
    return parse(Map.of(), Set.of());
  }

  /**
   * Reads the parameters.
   *
   * @param values name and value as AWS Config passes them
   * @param controls the ids of the catalogue
   * @throws InvalidRuleParameters if a name, id or value is not understood; the message lists what
   *     is valid
   */
  public static RuleParameters parse(Map<String, String> values, Collection<String> controls) {
    return new Parser(values, controls).parse();
  }

  private static final class Parser {
    private final Map<String, String> given;
    private final Collection<String> controls;
    private final List<String> problems = new ArrayList<>();

    Parser(Map<String, String> given, Collection<String> controls) {
      this.given = new TreeMap<>(given);
      this.controls = controls;
    }

    RuleParameters parse() {
      var names = Arrays.stream(Name.values()).map(Name::name).toList();
      given.keySet().stream()
          .filter(name -> !names.contains(name))
          .forEach(name ->
              problems.add(
                  "unknown parameter %s, valid are: %s"
                      .formatted(quoted(name), String.join(", ", names))));
      var parameters =
          new RuleParameters(
              choice(
                  Name.EndpointPolicy,
                  Map.of(
                      "PRIVATE_ONLY",
                      EndpointPolicy.PRIVATE_ONLY,
                      "ALLOW_NAT",
                      EndpointPolicy.ALLOW_NAT),
                  EndpointPolicy.PRIVATE_ONLY),
              flag(Name.TrustCentralEndpoints).orElse(false),
              choice(
                  Name.UndeterminedCompliance,
                  Map.of(
                      "NON_COMPLIANT",
                      UndeterminedCompliance.NON_COMPLIANT,
                      "NOT_APPLICABLE",
                      UndeterminedCompliance.NOT_APPLICABLE),
                  UndeterminedCompliance.NON_COMPLIANT),
              ids(Name.DisabledControls),
              ids(Name.PromotedControls),
              choice(
                  Name.ModelScope,
                  Map.of("ALL", ModelScope.ALL, "REFERENCED", ModelScope.REFERENCED),
                  ModelScope.ALL),
              hours(),
              choice(
                  Name.ProcessingJobResourceType,
                  Map.of(
                      ProcessingJobResourceType.PROCESSING_JOB.typeName(),
                          ProcessingJobResourceType.PROCESSING_JOB,
                      ProcessingJobResourceType.ACCOUNT.typeName(),
                          ProcessingJobResourceType.ACCOUNT),
                  ProcessingJobResourceType.PROCESSING_JOB),
              value(Name.ExecutionRoleName),
              value(Name.ExecutionRoleRegion),
              flag(Name.AssumeRoleMode));
      if (!problems.isEmpty()) {
        throw new InvalidRuleParameters(problems);
      }
      return parameters;
    }

    private Optional<String> value(Name name) {
      return Optional.ofNullable(given.get(name.name()))
          .map(String::strip)
          .filter(value -> !value.isEmpty());
    }

    private <T> T choice(Name name, Map<String, T> valid, T otherwise) {
      var value = value(name);
      if (value.isEmpty()) {
        return otherwise;
      }
      var chosen = valid.get(value.get());
      if (chosen == null) {
        refuse(name, value.get(), String.join(", ", new TreeSet<>(valid.keySet())));
        return otherwise;
      }
      return chosen;
    }

    private Optional<Boolean> flag(Name name) {
      var value = value(name);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      if (value.get().equalsIgnoreCase("true")) {
        return Optional.of(true);
      }
      if (!value.get().equalsIgnoreCase("false")) {
        refuse(name, value.get(), "false, true");
      }
      return Optional.of(false);
    }

    private Set<String> ids(Name name) {
      var ids = new TreeSet<String>();
      for (String id : value(name).orElse("").split(",", -1)) {
        if (id.isBlank()) {
          continue;
        }
        if (!controls.contains(id.strip())) {
          refuse(name, id.strip(), String.join(", ", controls));
        }
        ids.add(id.strip());
      }
      return ids;
    }

    private int hours() {
      var value = value(Name.JobLookbackHours).orElse("24");
      if (!value.matches("[0-9]{1,4}")
          || Integer.parseInt(value) < 1
          || Integer.parseInt(value) > MAX_LOOKBACK_HOURS) {
        refuse(Name.JobLookbackHours, value, "whole hours from 1 to " + MAX_LOOKBACK_HOURS);
        return 1;
      }
      return Integer.parseInt(value);
    }

    private void refuse(Name name, String value, String valid) {
      problems.add("%s %s is not valid, valid are: %s".formatted(name, quoted(value), valid));
    }

    private static String quoted(String text) {
      return text.codePoints()
          .limit(60)
          .mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString(c))
          .collect(joining("", "\"", "\""));
    }
  }
}
