package io.clarifyvpc.cli;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the process finds around it, read once.
 *
 * @param charset of standard output
 * @param terminal whether standard output is a terminal
 * @param home the folder that the launcher lies in, with the sample and the events
 */
record Surroundings(
    PrintStream out,
    PrintStream err,
    Charset charset,
    boolean terminal,
    Map<String, String> environment,
    Path home) {
  private static final String HOME = "clarifyvpc.home";

  Surroundings {
    environment = Map.copyOf(environment);
  }

  static Surroundings ofThisProcess() {
    var environment = System.getenv();
    return new Surroundings(
        System.out,
        System.err,
        System.out.charset(),
        // Asked only where it matters: looking for the terminal costs time.
        !environment.containsKey("NO_COLOR") && isTerminal(),
        environment,
        Path.of(System.getProperty(HOME, "")).toAbsolutePath().normalize());
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** Whether to show stacks. */
  boolean debug() {
    return "1".equals(environment.get("CLARIFY_VPC_DEBUG"));
  }
}
