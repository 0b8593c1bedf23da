package io.clarifyvpc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;

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
      (_, _, _) -> {
        throw new AwsNotReachable("AWS is not reachable");
      };

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
