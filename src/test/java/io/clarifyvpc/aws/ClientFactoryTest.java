package io.clarifyvpc.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clarifyvpc.aws.CallCounter.Attempts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.model.SnsException;

/** Real clients against a server on this machine, which they find by the usual AWS settings. */
class ClientFactoryTest {
  private static final int HELD = 0;
  private static final String PUBLISHED =
      "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>";

  private final Queue<Integer> statuses = new ArrayDeque<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final CallCounter calls = new CallCounter();
  private Map<String, String> settings = Map.of();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    // The SDK takes these for the environment variables of the same names.
    settings =
        Map.of(
            "aws.region", "eu-west-1",
            "aws.accessKeyId", "AKIAEXAMPLE",
            "aws.secretAccessKey", "example",
            "aws.endpointUrl", "http://127.0.0.1:" + server.getAddress().getPort());
    settings.forEach(System::setProperty);
  }

  @AfterEach
  void stop() {
    settings.keySet().forEach(System::clearProperty);
    end.countDown();
    server.stop(0);
  }

  @Test
  void clients_take_region_credentials_and_endpoint_from_the_usual_settings() {
    statuses.add(200);
    publish();

    assertThat(requests)
        .singleElement()
        .asString()
        .contains("Credential=AKIAEXAMPLE/", "/eu-west-1/sns/");
  }

  @Test
  void a_region_that_is_given_comes_before_the_settings() {
    var factory = new ClientFactory(Optional.of(Region.US_WEST_2), Optional.empty());

    assertThat(configurations(factory))
        .hasSize(9)
        .allSatisfy(each -> assertThat(each.region()).isEqualTo(Region.US_WEST_2));
  }

  @Test
  void every_client_retries() {
    assertThat(configurations(new ClientFactory(calls)))
        .allSatisfy(each ->
            assertThat(each.overrideConfiguration().retryStrategy())
                .hasValueSatisfying(
                    strategy -> assertThat(strategy.maxAttempts()).isGreaterThanOrEqualTo(3)));
  }

  @Test
  void what_is_sent_is_tried_three_times() {
    statuses.addAll(List.of(500, 503, 200));
    publish();
    assertThat(requests).hasSize(3);

    statuses.addAll(List.of(500, 500, 500, 200));
    assertThatThrownBy(this::publish).isInstanceOf(SnsException.class);
    assertThat(requests).hasSize(6);
  }

  @Test
  void what_is_refused_is_not_tried_again() {
    statuses.addAll(List.of(403, 200));

    assertThatThrownBy(this::publish).isInstanceOf(SnsException.class);
    assertThat(requests).hasSize(1);
  }

  @Test
  void an_attempt_without_an_answer_is_given_up_and_made_again() {
    statuses.addAll(List.of(HELD, 200));
    publish();

    assertThat(requests).hasSize(2);
  }

  @Test
  void every_attempt_is_counted_and_those_that_are_throttled() {
    statuses.addAll(List.of(429, 500, 200));
    publish();
    statuses.addAll(List.of(200, 403));
    publish();
    assertThatThrownBy(this::publish).isInstanceOf(SnsException.class);

    assertThat(calls.take()).isEqualTo(Map.of("SNS", new Attempts(5, 1)));
    assertThat(calls.take()).isEmpty();
  }

  @Test
  void what_is_throttled_until_the_retries_are_used_up_is_counted() {
    statuses.addAll(List.of(429, 429, 429));
    assertThatThrownBy(this::publish).isInstanceOf(SnsException.class);

    assertThat(calls.take()).isEqualTo(Map.of("SNS", new Attempts(3, 3)));
  }

  @Test
  void every_client_tells_of_its_calls() {
    assertThat(configurations(new ClientFactory(calls)))
        .allSatisfy(each ->
            assertThat(each.overrideConfiguration().metricPublishers()).containsExactly(calls));
  }

  private void publish() {
    try (var sns = new ClientFactory(calls).sns()) {
      sns.publish(r -> r.topicArn("arn:aws:sns:eu-west-1:111122223333:findings").message("m"));
    }
  }

  private static List<AwsServiceClientConfiguration> configurations(ClientFactory factory) {
    var reading = factory.reading();
    return Stream.<AwsServiceClientConfiguration>of(
            reading.ec2().serviceClientConfiguration(),
            reading.sageMaker().serviceClientConfiguration(),
            reading.s3().serviceClientConfiguration(),
            reading.route53().serviceClientConfiguration(),
            reading.route53Profiles().serviceClientConfiguration(),
            factory.config().serviceClientConfiguration(),
            factory.sns().serviceClientConfiguration(),
            factory.sqs().serviceClientConfiguration(),
            factory.dynamoDb().serviceClientConfiguration())
        .toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      requests.add(exchange.getRequestHeaders().getFirst("Authorization"));
      int status = next();
      if (status == HELD) {
        end.await();
        return;
      }
      var code =
          switch (status) {
            case 403 -> "AuthorizationError";
            case 429 -> "Throttled";
            default -> "InternalError";
          };
      var failed = "<ErrorResponse><Error><Code>%s</Code></Error></ErrorResponse>".formatted(code);
      var body = (status == 200 ? PUBLISHED : failed).getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int next() {
    synchronized (statuses) {
      return statuses.remove();
    }
  }
}
