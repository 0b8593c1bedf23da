package io.clarifyvpc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.SnapshotSource;
import io.clarifyvpc.aws.AccountRecorder;
import io.clarifyvpc.json.Json;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One command line, run in this process: its exit code and what it said. */
record CommandLineRun(int exitCode, String out, String err) {
  /** The top folder of the project, where Maven runs the tests. */
  static final Path HOME = Path.of("").toAbsolutePath();

  static CommandLineRun of(String... args) {
    return of(Map.of(), args);
  }

  static CommandLineRun of(Map<String, String> environment, String... args) {
    return of(HOME, environment, args);
  }

  /** A machine without credentials. */
  static final Surroundings.Account NO_ACCOUNT =
      new Surroundings.Account() {
        @Override
        public SnapshotSource source(
            Optional<String> account,
            Optional<String> region,
            AnalysisConfigurations configurations) {
          throw new AwsNotReachable("AWS is not reachable");
        }

        @Override
        public AccountRecorder recorder(Optional<String> account, Optional<String> region) {
          throw new AwsNotReachable("AWS is not reachable");
        }
      };

  /** The account of the usual settings is this one. */
  static CommandLineRun in(Surroundings.Account account, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var surroundings =
        new Surroundings(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            UTF_8,
            false,
            Map.of(),
            account,
            HOME);
    int exitCode = Main.run(surroundings, args);
    return new CommandLineRun(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  static CommandLineRun of(Path home, Map<String, String> environment, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exitCode = Main.run(surroundings(out, err, UTF_8, false, environment, home), args);
    return new CommandLineRun(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  static Surroundings surroundings(
      ByteArrayOutputStream out,
      ByteArrayOutputStream err,
      Charset charset,
      boolean terminal,
      Map<String, String> environment,
      Path home) {
    return new Surroundings(
        new PrintStream(out, true, charset),
        new PrintStream(err, true, charset),
        charset,
        terminal,
        environment,
        NO_ACCOUNT,
        home);
  }

  JsonNode document() {
    return Json.parse(out.getBytes(UTF_8));
  }
}
