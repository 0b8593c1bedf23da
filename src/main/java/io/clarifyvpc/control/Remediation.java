package io.clarifyvpc.control;

import java.util.List;

/**
 * The smallest change that makes a failing control compliant.
 *
 * @param text what to do, in words, with the real ids
 * @param cli AWS CLI commands, in order; empty where no command can do it
 */
public record Remediation(String text, List<String> cli) {
  public Remediation {
    cli = List.copyOf(cli);
  }
}
