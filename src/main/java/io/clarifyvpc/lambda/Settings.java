package io.clarifyvpc.lambda;

import io.clarifyvpc.assess.StopOnControls;
import io.clarifyvpc.assess.StopOnControls.InvalidStopOnControls;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.control.InvalidRuleParameters;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.json.Json;
import io.clarifyvpc.json.MalformedDocument;
import io.clarifyvpc.json.RuleParametersDecoder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The environment of a function, read once and validated as a whole. */
final class Settings {
  /** The environment variables that template.yaml sets, and the region, which Lambda sets. */
  enum Variable {
    ACCOUNT_ID,
    AWS_REGION,
    FINDINGS_TOPIC_ARN,
    REEVALUATION_QUEUE_URL,
    FAILURE_QUEUE_URL,
    RULE_PARAMETERS,
    CONFIG_RULE_NAME,
    REEVALUATION_MINUTES,
    STATE_TABLE,
    /** Absent where no job is ever stopped. */
    STOP_ON_CONTROLS
  }

  private static final Set<Variable> OPTIONAL = EnumSet.of(Variable.STOP_ON_CONTROLS);

  /** Everything that is wrong with the environment, in one message. */
  static final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSettings(List<String> problems) {
      super("the function's environment is not usable: " + String.join("; ", problems));
    }
  }

  private final Map<Variable, String> values = new EnumMap<>(Variable.class);
  private final RuleParameters ruleParameters;
  private final StopOnControls stopOnControls;

  private Settings(Map<String, String> environment, Set<Variable> needed) {
    var problems = new ArrayList<String>();
    for (Variable variable : needed) {
      var value = environment.getOrDefault(variable.name(), "").strip();
      values.put(variable, value);
      problem(variable, value).forEach(problems::add);
    }
    var ruleParametersJson = values.getOrDefault(Variable.RULE_PARAMETERS, "");
    this.ruleParameters =
        ruleParametersJson.isEmpty()
            ? RuleParameters.defaults()
            : ruleParameters(ruleParametersJson, problems);
    this.stopOnControls =
        stopOnControls(values.getOrDefault(Variable.STOP_ON_CONTROLS, ""), problems);
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }

  /**
   * Reads what a function needs.
   *
   * @throws InvalidSettings if anything is missing or wrong; the message names all of it
   */
  static Settings of(Map<String, String> environment, Set<Variable> needed) {
    return new Settings(environment, needed);
  }

  private static List<String> problem(Variable variable, String value) {
    if (value.isEmpty()) {
      return OPTIONAL.contains(variable) ? List.of() : List.of(variable + " is missing");
    }
    return switch (variable) {
      case ACCOUNT_ID ->
          value.matches("[0-9]{12}")
              ? List.of()
              : List.of(variable + " is not the id of an AWS account");
      case FINDINGS_TOPIC_ARN ->
          value.matches("arn:[a-z0-9-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_.-]+")
              ? List.of()
              : List.of(variable + " is not the ARN of an SNS topic");
      case REEVALUATION_QUEUE_URL, FAILURE_QUEUE_URL ->
          isUrl(value) ? List.of() : List.of(variable + " is not the URL of an SQS queue");
      case REEVALUATION_MINUTES ->
          value.matches("[1-9][0-9]{0,3}")
              ? List.of()
              : List.of(variable + " is not a number of minutes from 1 to 9999");
      case AWS_REGION, RULE_PARAMETERS, CONFIG_RULE_NAME, STATE_TABLE, STOP_ON_CONTROLS ->
          List.of();
    };
  }

  private static boolean isUrl(String value) {
    try {
      var scheme = new URI(value).getScheme();
      return "https".equals(scheme) || "http".equals(scheme);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static RuleParameters ruleParameters(String json, List<String> problems) {
    try {
      var values = RuleParametersDecoder.decode(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
      return RuleParameters.parse(values, Catalogue.ids());
    } catch (MalformedDocument | InvalidRuleParameters invalid) {
      problems.add(Variable.RULE_PARAMETERS + ": " + invalid.getMessage());
      return RuleParameters.defaults();
    }
  }

  private static StopOnControls stopOnControls(String ids, List<String> problems) {
    try {
      return StopOnControls.parse(ids, Catalogue.controls());
    } catch (InvalidStopOnControls invalid) {
      problems.add(Variable.STOP_ON_CONTROLS + ": " + invalid.getMessage());
      return StopOnControls.none();
    }
  }

  String get(Variable variable) {
    var value = values.get(variable);
    if (value == null) {
      throw new IllegalArgumentException(variable + " was not asked for");
    }
    return value;
  }

  /** The shortest time between the beginnings of two runs of the rule. */
  Duration reevaluationInterval() {
    return Duration.ofMinutes(Long.parseLong(get(Variable.REEVALUATION_MINUTES)));
  }

  Home home() {
    return new Home(get(Variable.ACCOUNT_ID), get(Variable.AWS_REGION));
  }

  RuleParameters ruleParameters() {
    return ruleParameters;
  }

  /** For which failures a running job is stopped. */
  StopOnControls stopOnControls() {
    return stopOnControls;
  }
}
