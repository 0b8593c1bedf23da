package io.clarifyvpc.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The moto server: EC2, S3, SNS and SQS on this machine. */
final class Emulator implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI uri;
  private final ChildProcess process;

  Emulator(String account) throws IOException {
    var port = freePort();
    uri = URI.create("http://127.0.0.1:" + port);
    process =
        new ChildProcess(
            "moto",
            List.of(
                System.getProperty("wire.python"),
                "-m",
                "moto.server",
                "-H",
                "127.0.0.1",
                "-p",
                String.valueOf(port)),
            Map.of(
                "MOTO_ACCOUNT_ID",
                account,
                "PATH",
                System.getenv().getOrDefault("PATH", ""),
                "HOME",
                Path.of("target", "wire").toAbsolutePath().toString(),
                "PYTHONUNBUFFERED",
                "1"));
  }

  /** Waits until it answers. */
  Emulator awaitReady() throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var request =
        HttpRequest.newBuilder(uri.resolve("/moto-api/")).timeout(Duration.ofSeconds(5)).build();
    try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      while (System.nanoTime() < deadline && process.isAlive()) {
        try {
          if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return this;
          }
        } catch (IOException e) {
          // Not listening yet.
        }
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
    var report = process.report();
    close();
    throw new AssertionError("the emulator does not answer: " + report);
  }

  URI uri() {
    return uri;
  }

  String report() {
    return process.report();
  }

  /** Free now; that somebody takes it before moto does is possible, and seen in moto's output. */
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
