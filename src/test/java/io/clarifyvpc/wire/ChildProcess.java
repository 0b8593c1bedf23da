package io.clarifyvpc.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process with exactly the given environment, its output in a file, and an end for certain. */
final class ChildProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int TAIL_LINES = 60;

  private final String name;
  private final Process process;
  private final Path output;
  private final Thread atExit;

  ChildProcess(String name, List<String> command, Map<String, String> environment)
      throws IOException {
    this.name = name;
    var folder = Files.createDirectories(Path.of("target", "wire"));
    output = folder.resolve(name + ".log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    process = builder.start();
    // For a build that is broken off: @AfterAll does not run then.
    atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Its name, state and last lines, for the message of a failure. */
  String report() {
    var state = process.isAlive() ? "running" : "ended with exit code " + process.exitValue();
    return "%s (%s), the end of %s:%n%s".formatted(name, state, output, tail());
  }

  /** What it wrote so far. */
  List<String> lines() throws IOException {
    return new String(Files.readAllBytes(output), UTF_8).lines().toList();
  }

  private String tail() {
    try {
      var lines = lines();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(unreadable: " + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The hook is running: it does the same.
      return;
    }
  }
}
