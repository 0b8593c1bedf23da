package io.clarifyvpc.catalogue;

import java.util.Collection;
import java.util.regex.Pattern;

/** An AWS CLI command that can be pasted into a shell, whatever the ids hold. */
final class AwsCli {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,$-]+");

  private final StringBuilder command;

  private AwsCli(String start) {
    command = new StringBuilder(start);
  }

  /** Begins a command such as {@code ec2 create-vpc-endpoint} in a region. */
  static AwsCli command(String serviceAndOperation, String region) {
    return new AwsCli("aws " + serviceAndOperation).with("--region", region);
  }

  /** Adds a flag. */
  AwsCli with(String flag) {
    command.append(' ').append(flag);
    return this;
  }

  /** Adds an option with its value, quoted where the shell would read it otherwise. */
  AwsCli with(String option, String value) {
    command.append(' ').append(option).append(' ').append(quoted(value));
    return this;
  }

  /** Adds an option with several values. */
  AwsCli with(String option, Collection<String> values) {
    command.append(' ').append(option);
    values.forEach(value -> command.append(' ').append(quoted(value)));
    return this;
  }

  /** Adds an option whose value is, or holds, a variable of the shell. */
  AwsCli withVariable(String option, String value) {
    command.append(' ').append(option).append(" \"").append(value).append('"');
    return this;
  }

  /** The command itself. */
  String line() {
    return command.toString();
  }

  /** The command, its output kept in a variable of the shell. */
  String into(String variable) {
    return "%s=$(%s --output text)".formatted(variable, command);
  }

  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() && !value.contains("$")
        ? value
        : "'" + value.replace("'", "'\\''") + "'";
  }
}
