package io.clarifyvpc.wire;

import io.clarifyvpc.wire.LocalServer.Answer;
import io.clarifyvpc.wire.LocalServer.Request;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One Lambda function: the deployment package under the runtime interface client, in a JVM of its
 * own, and the runtime API that it asks for invocations.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime
 *     API</a>
 */
final class FunctionProcess implements AutoCloseable {
  /** For a cold start on a busy machine as well. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What the function is told that it has: the longest timeout of template.yaml. */
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  private static final String API = "/2018-06-01/runtime/";

  /**
   * How an invocation ended.
   *
   * @param failed whether the handler threw
   * @param body what it returned, or Lambda's document of the exception
   */
  record Outcome(boolean failed, String body) {}

  private record Invocation(
      String id, String event, Duration time, CompletableFuture<Outcome> outcome) {}

  private final String name;
  private final LocalServer runtimeApi;
  private final ChildProcess process;
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, Invocation> running = new ConcurrentHashMap<>();
  private final CompletableFuture<String> failedStart = new CompletableFuture<>();
  private String lastRequest = "";

  /**
   * Starts it.
   *
   * @param name as in template.yaml
   * @param environment the function's own, and where AWS is; nothing is inherited
   */
  FunctionProcess(String name, Map<String, String> environment) throws IOException {
    this.name = name;
    // Each has its own, as in Lambda.
    var scratch = Files.createDirectories(Path.of("target", "wire", "tmp", name));
    runtimeApi = new LocalServer(this::serve);
    var variables = new HashMap<>(environment);
    variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi.authority());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", name);
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name);
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "wire");
    variables.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
    variables.put("AWS_LAMBDA_LOG_LEVEL", "INFO");
    variables.put("LAMBDA_TASK_ROOT", Path.of("target", "lambda").toAbsolutePath().toString());
    process = start(name, scratch, variables);
  }

  private ChildProcess start(String name, Path scratch, Map<String, String> variables)
      throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // As Lambda's own runtime starts it: the quick compiler only, a small heap.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + scratch.toAbsolutePath(),
            "-D%s=%s".formatted(NativeLibrary.PROPERTY, library(scratch)),
            // Whatever asks for another machine goes to a port where nobody listens.
            "-Dhttp.proxyHost=127.0.0.1",
            "-Dhttp.proxyPort=9",
            "-Dhttps.proxyHost=127.0.0.1",
            "-Dhttps.proxyPort=9",
            "-Dhttp.nonProxyHosts=127.0.0.1",
            "-cp",
            System.getProperty("wire.package")
                + File.pathSeparator
                + System.getProperty("wire.runtime"),
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            "io.clarifyvpc.lambda." + name + "::handleRequest");
    try {
      return new ChildProcess(name, command, variables);
    } catch (IOException e) {
      runtimeApi.close();
      throw e;
    }
  }

  private static Path library(Path scratch) throws IOException {
    var jars = Path.of(System.getProperty("wire.runtime")).getParent();
    return NativeLibrary.unpacked(jars, scratch.resolve("libaws-lambda-jni.so"));
  }

  /** Invokes it and waits for the end; whatever is not an end in time fails the test. */
  Outcome invoke(String event) throws InterruptedException {
    return invoke(event, TIMEOUT);
  }

  /**
   * The same, with a timeout of the function.
   *
   * @param time what the function is told that it has; the test waits longer
   */
  Outcome invoke(String event, Duration time) throws InterruptedException {
    lastRequest = UUID.randomUUID().toString();
    return invoke(lastRequest, event, time);
  }

  /** Invokes it as Lambda does when an invocation has failed: under the same request id. */
  Outcome retry(String event) throws InterruptedException {
    return invoke(lastRequest, event, TIMEOUT);
  }

  private Outcome invoke(String request, String event, Duration time) throws InterruptedException {
    var invocation = new Invocation(request, event, time, new CompletableFuture<>());
    waiting.add(invocation);
    var ended =
        CompletableFuture.anyOf(invocation.outcome(), failedStart, process.onExit())
            .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    try {
      if (ended.get() instanceof Outcome outcome) {
        return outcome;
      }
      if (failedStart.isDone()) {
        throw new AssertionError(
            "%s could not be initialised: %s%n%s"
                .formatted(name, failedStart.resultNow(), process.report()));
      }
      throw new AssertionError(name + " ended during an invocation\n" + process.report());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new AssertionError(
            "%s gave no answer for %s%n%s".formatted(name, PATIENCE, process.report()), e);
      }
      throw new AssertionError(name + ": " + process.report(), e);
    }
  }

  /** What it wrote so far, as CloudWatch would get it: its log and its metrics. */
  List<String> lines() throws IOException {
    return process.lines();
  }

  /** Its log so far, for the message of a failed assertion. */
  String report() {
    return process.report() + String.join("\n", runtimeApi.failures());
  }

  private Answer serve(Request request) throws InterruptedException {
    if (request.path().equals(API + "invocation/next")) {
      return next();
    }
    if (request.path().equals(API + "init/error")) {
      failedStart.complete(request.body());
      return Answer.json(202, "{\"status\":\"OK\"}");
    }
    if (!request.path().startsWith(API + "invocation/")) {
      // A newer client asks for more; it goes without when this is not known.
      return new Answer(404, Map.of(), "");
    }
    var parts = request.path().substring((API + "invocation/").length()).split("/", -1);
    var invocation = running.remove(parts[0]);
    if (invocation == null) {
      throw new AssertionError("an answer to no invocation: " + request.path());
    }
    invocation.outcome().complete(new Outcome(parts[1].equals("error"), request.body()));
    return Answer.json(202, "{\"status\":\"OK\"}");
  }

  private Answer next() throws InterruptedException {
    var invocation = waiting.take();
    running.put(invocation.id(), invocation);
    return new Answer(
        200,
        Map.of(
            "Content-Type",
            "application/json",
            "Lambda-Runtime-Aws-Request-Id",
            invocation.id(),
            "Lambda-Runtime-Deadline-Ms",
            String.valueOf(Instant.now().plus(invocation.time()).toEpochMilli()),
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:us-east-1:111122223333:function:" + name + ":live",
            "Lambda-Runtime-Trace-Id",
            "Root=1-00000000-000000000000000000000000;Sampled=0"),
        invocation.event());
  }

  @Override
  public void close() {
    process.close();
    runtimeApi.close();
  }
}
