package io.clarifyvpc.control;

import java.util.List;

/**
 * The smallest change that makes a failing control compliant.
 *
 * @param text what to do, in words, with the real ids
 * @param cli AWS CLI commands, in order; empty where no command can do it
 * @param cloudFormation the same change as resources of a template; empty where a template cannot
 *     make all of it, because it would have to change what it does not manage
 */
public record Remediation(
    String text, List<String> cli, List<CloudFormationResource> cloudFormation) {
  public Remediation {
    cli = List.copyOf(cli);
    cloudFormation = List.copyOf(cloudFormation);
  }

  /** A change that is left to people. */
  public static Remediation inWords(String text) {
    return new Remediation(text, List.of(), List.of());
  }
}
