package io.clarifyvpc.cli;

import io.clarifyvpc.assess.SnapshotSource;
import io.clarifyvpc.aws.AccountRecorder;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
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
 * @param account how the live account is opened
 * @param home the folder that the launcher lies in, with the sample and the events
 */
record Surroundings(
    PrintStream out,
    PrintStream err,
    Charset charset,
    boolean terminal,
    Map<String, String> environment,
    Account account,
    Path home) {
  /** Opens the live account of the usual AWS settings. */
  interface Account {
    /**
     * The account as a source of facts.
     *
     * @param accountId what the user says it is
     * @param region what the user says it is
     * @param configurations a configuration that stands in for the object in S3, or none
     */
    SnapshotSource source(
        Optional<String> accountId, Optional<String> region, AnalysisConfigurations configurations);

    /**
     * The account as one that can be recorded.
     *
     * @param accountId what the user says it is
     * @param region what the user says it is
     */
    AccountRecorder recorder(Optional<String> accountId, Optional<String> region);
  }

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
        new LiveAccount(),
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
