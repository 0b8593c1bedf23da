package io.clarifyvpc.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One invocation with five minutes left, and what it wrote to the log. */
final class FakeInvocation implements Context {
  private static final int FIVE_MINUTES = 300_000;

  private volatile String requestId = "b7a1c3d2-0000-0000-0000-000000000001";
  private volatile int remaining = FIVE_MINUTES;
  private final List<JsonNode> lines = Collections.synchronizedList(new ArrayList<>());

  /** A log that writes here. */
  Log toLog() {
    return Log.of(this, () -> FakeOutput.EIGHT, new Metrics());
  }

  /** The log, each message behind its level. */
  List<String> log() {
    return lines().stream()
        .map(line -> line.path("level").asText() + " " + line.path("message").asText())
        .toList();
  }

  /** The log, line by line. */
  List<JsonNode> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** So much is left from now on. */
  void remaining(int millis) {
    remaining = millis;
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        throw new AssertionError("without a level, and Lambda would make its own line of it");
      }

      @Override
      public void log(byte[] message) {
        throw new AssertionError("without a level");
      }

      @Override
      public void log(byte[] message, LogLevel level) {
        var text = new String(message, StandardCharsets.UTF_8);
        assertThat(text).matches("\\p{Print}+\n");
        var line = Json.parse(message);
        assertThat(line.path("level").asText()).isEqualTo(level.name());
        assertThat(line.path("AWSRequestId").asText()).isEqualTo(getAwsRequestId());
        lines.add(line);
      }
    };
  }

  @Override
  public int getRemainingTimeInMillis() {
    return remaining;
  }

  /** From now on it is another invocation; a retry has the same id. */
  void requestId(String id) {
    requestId = id;
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "group";
  }

  @Override
  public String getLogStreamName() {
    return "stream";
  }

  @Override
  public String getFunctionName() {
    return "function";
  }

  @Override
  public String getFunctionVersion() {
    return "1";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:us-east-1:111122223333:function:function:1";
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw new UnsupportedOperationException("nobody should ask");
  }

  @Override
  public ClientContext getClientContext() {
    throw new UnsupportedOperationException("nobody should ask");
  }

  @Override
  public int getMemoryLimitInMB() {
    return 1024;
  }
}
