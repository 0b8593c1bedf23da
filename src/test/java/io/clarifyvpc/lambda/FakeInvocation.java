package io.clarifyvpc.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One invocation with five minutes left, and what it wrote to the log. */
final class FakeInvocation implements Context {
  private static final int FIVE_MINUTES = 300_000;

  private volatile String requestId = "b7a1c3d2-0000-0000-0000-000000000001";
  private volatile int remaining = FIVE_MINUTES;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  /** The log, each line behind its level. */
  List<String> log() {
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
        lines.add(message);
      }

      @Override
      public void log(byte[] message) {
        lines.add(new String(message, StandardCharsets.UTF_8));
      }

      @Override
      public void log(String message, LogLevel level) {
        lines.add(level + " " + message);
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
