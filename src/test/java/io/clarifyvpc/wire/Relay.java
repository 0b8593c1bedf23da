package io.clarifyvpc.wire;

import io.clarifyvpc.wire.LocalServer.Answer;
import io.clarifyvpc.wire.LocalServer.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands between the functions and the emulator: answers what the emulator does not know, fails
 * where a test wants it, and passes everything else on.
 */
final class Relay implements AutoCloseable {
  private static final Set<String> OWN_HEADERS_OF_A_CONNECTION =
      Set.of("connection", "content-length", "date", "expect", "host", "transfer-encoding");

  /** What a test makes of some requests. */
  private interface Fault {
    /** An answer in the emulator's place, or none: then the request is passed on. */
    Optional<Answer> answer(Request request) throws InterruptedException;
  }

  private final URI emulator;
  private final HttpClient client = HttpClient.newHttpClient();
  private final LocalServer server;
  private volatile Fault fault = _ -> Optional.empty();
  private volatile CountDownLatch held = new CountDownLatch(0);

  Relay(URI emulator) throws IOException {
    this.emulator = emulator;
    server = new LocalServer(this::serve);
  }

  /** The first so many requests like this get this answer. */
  void fail(int times, Predicate<Request> which, Answer answer) {
    var left = new AtomicInteger(times);
    fault =
        request ->
            which.test(request) && left.getAndDecrement() > 0
                ? Optional.of(answer)
                : Optional.empty();
  }

  /** Every request like this gets this answer. */
  void fail(Predicate<Request> which, Answer answer) {
    fail(Integer.MAX_VALUE, which, answer);
  }

  /** Requests like this get no answer until {@link #heal}. */
  void hold(Predicate<Request> which) {
    var release = new CountDownLatch(1);
    held = release;
    fault =
        request -> {
          if (which.test(request)) {
            release.await();
          }
          return Optional.empty();
        };
  }

  /** No more faults; what is held goes on. */
  void heal() {
    fault = _ -> Optional.empty();
    held.countDown();
  }

  private Answer serve(Request request) throws IOException, InterruptedException {
    var instead = fault.answer(request).or(() -> unknownToEmulator(request));
    return instead.isPresent() ? instead.get() : passedOn(request);
  }

  /** There are no Route 53 Profiles, and no security group that is shared with another VPC. */
  private static Optional<Answer> unknownToEmulator(Request request) {
    if (request.path().startsWith("/profileassociations")) {
      return Optional.of(Answer.json(200, "{\"ProfileAssociations\":[]}"));
    }
    if (request.body().contains("Action=DescribeSecurityGroupVpcAssociations&")) {
      return Optional.of(
          Answer.xml(
              200,
              """
              <DescribeSecurityGroupVpcAssociationsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
                <requestId>00000000-0000-0000-0000-000000000000</requestId>
                <securityGroupVpcAssociationSet/>
              </DescribeSecurityGroupVpcAssociationsResponse>
              """));
    }
    return Optional.empty();
  }

  private Answer passedOn(Request request) throws IOException, InterruptedException {
    var forwarded =
        HttpRequest.newBuilder(emulator.resolve(request.path()))
            .timeout(Duration.ofSeconds(30))
            .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
    request
        .headers()
        .forEach((name, values) -> {
          if (!isOfConnection(name)) {
            values.forEach(value -> forwarded.header(name, value));
          }
        });
    var answer = client.send(forwarded.build(), HttpResponse.BodyHandlers.ofString());
    Map<String, String> headers = new TreeMap<>();
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!isOfConnection(name)) {
            headers.put(name, values.getFirst());
          }
        });
    return new Answer(answer.statusCode(), headers, answer.body());
  }

  private static boolean isOfConnection(String header) {
    return OWN_HEADERS_OF_A_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
  }

  URI uri() {
    return server.uri();
  }

  List<String> failures() {
    return server.failures();
  }

  @Override
  public void close() {
    heal();
    server.close();
    client.close();
  }
}
