package io.clarifyvpc.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelResponse;

class AnswersTest {
  private static final String ACTION = "ec2:DescribeSubnets";

  private final Answers answers = new Answers();

  private static Stream<Arguments> failures() {
    return Stream.of(
        arguments(AwsFailures.denied(), "denied (AccessDenied): allow the action in the role"),
        arguments(
            AwsFailures.of(403, "UnauthorizedOperation"),
            "denied (UnauthorizedOperation): allow the action in the role"),
        arguments(
            AwsFailures.of(400, "AccessDeniedException"),
            "denied (AccessDeniedException): allow the action in the role"),
        arguments(
            AwsFailures.of(403, "ExpiredToken"), "the credentials were refused (ExpiredToken)"),
        arguments(
            AwsFailures.throttled(),
            "throttled (ThrottlingException) until the retries were used up"),
        arguments(
            AwsFailures.of(503, "RequestLimitExceeded"),
            "throttled (RequestLimitExceeded) until the retries were used up"),
        arguments(AwsFailures.internal(), "InternalError (HTTP 500)"),
        arguments(AwsFailures.of(400, "InvalidFilter"), "InvalidFilter (HTTP 400)"),
        arguments(AwsFailures.timeout(), "no answer within the time that was left"),
        arguments(AwsFailures.aborted(), "the call was interrupted"),
        arguments(AwsFailures.unreachable(), "no answer (SdkClientException)"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("failures")
  void a_call_that_fails_is_a_gap_with_action_and_reason(SdkException failure, String reason) {
    var gap = new Gap(Fact.SUBNETS, ACTION, reason);

    assertThat(listed(failing(failure))).isEqualTo(Reading.unread(gap));
    assertThat(answers.described(Fact.SUBNETS, ACTION, () -> throwing(failure)))
        .isEqualTo(Reading.unread(gap));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("failures")
  void a_later_page_that_fails_makes_a_gap_of_the_whole(SdkException failure, String reason) {
    var pages = new AtomicInteger();

    var reading =
        listed(token -> {
          if (pages.incrementAndGet() == 3) {
            throw failure;
          }
          return page("more-" + pages, "subnet-" + pages);
        });

    assertThat(reading).isEqualTo(Reading.unread(new Gap(Fact.SUBNETS, ACTION, reason)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("failures")
  void no_reason_repeats_the_message_of_a_failure(SdkException failure, String reason) {
    assertThat(listed(failing(failure)).toString()).doesNotContain(AwsFailures.SECRET);
  }

  @Test
  void a_failure_without_details_is_told_by_its_status() {
    var failure = AwsServiceException.builder();

    assertThat(listed(failing(failure.statusCode(502).message("x").build())))
        .isEqualTo(Reading.unread(new Gap(Fact.SUBNETS, ACTION, "error (HTTP 502)")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void all_pages_are_one_document(int pages) {
    var asked = new ArrayList<Optional<String>>();

    var reading =
        listed(token -> {
          asked.add(token);
          int page = asked.size();
          return page == pages ? page(null, "s" + page) : page("t" + page, "s" + page);
        });

    assertThat(ids(reading))
        .containsExactlyElementsOf(Stream.of("s1", "s2", "s3").limit(pages).toList());
    assertThat(asked)
        .containsExactlyElementsOf(
            Stream.of(Optional.<String>empty(), Optional.of("t1"), Optional.of("t2"))
                .limit(pages)
                .toList());
    assertThat(document(reading).has("NextToken")).isFalse();
  }

  @Test
  void an_empty_page_with_a_token_is_not_the_last() {
    var reading =
        listed(token ->
            switch (token.orElse("")) {
              case "" -> page("t1", "s1");
              case "t1" -> page("t2");
              default -> page(null, "s2");
            });

    assertThat(ids(reading)).containsExactly("s1", "s2");
  }

  @Test
  void an_empty_first_page_with_a_token_is_not_the_last() {
    var reading = listed(token -> token.isEmpty() ? page("t1") : page(null, "s1"));

    assertThat(ids(reading)).containsExactly("s1");
  }

  @Test
  void an_empty_list_is_an_answer() {
    assertThat(document(listed(token -> page(null))))
        .isEqualTo(FakeAccount.object("{\"Subnets\": []}"));
  }

  /** An answer without its list is none: a proxy's page, or a body that was cut to nothing. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a_page_without_the_list_makes_a_gap_of_the_whole(int lacking) {
    var pages = new AtomicInteger();

    var reading =
        listed(token ->
            pages.incrementAndGet() == lacking
                ? DescribeSubnetsResponse.builder().build()
                : page("t" + pages, "s" + pages));

    assertThat(reading)
        .isEqualTo(
            Reading.unread(
                new Gap(
                    Fact.SUBNETS,
                    ACTION,
                    "page %d of the answer holds no Subnets".formatted(lacking))));
  }

  @Test
  void an_empty_token_ends_the_listing() {
    var reading = listed(token -> page("", "s1"));

    assertThat(document(reading).has("NextToken")).isFalse();
    assertThat(ids(reading)).containsExactly("s1");
  }

  @Test
  void a_token_that_comes_back_is_a_gap() {
    var pages = new AtomicInteger();

    var reading = listed(token -> page("t" + pages.incrementAndGet() % 2, "s" + pages));

    assertThat(reading)
        .isEqualTo(
            Reading.unread(new Gap(Fact.SUBNETS, ACTION, "its pages do not come to an end")));
    assertThat(pages).hasValueLessThan(5);
  }

  @Test
  void a_thread_that_is_interrupted_reads_nothing_and_stays_interrupted() {
    Thread.currentThread().interrupt();

    var reading = listed(token -> page(null, "s1"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(reading)
        .isEqualTo(Reading.unread(new Gap(Fact.SUBNETS, ACTION, "the run was interrupted")));
  }

  @Test
  void a_failed_call_gives_its_permit_back() {
    for (int call = 0; call < 100; call++) {
      listed(failing(AwsFailures.denied()));
    }

    assertThat(ids(listed(token -> page(null, "s1")))).containsExactly("s1");
  }

  @Test
  void what_is_described_is_there() {
    var answer = DescribeModelResponse.builder().modelName("m").build();

    assertThat(answers.described(Fact.MODEL, "sagemaker:DescribeModel", () -> answer))
        .isEqualTo(Reading.known(Optional.of(FakeAccount.object("{\"ModelName\": \"m\"}"))));
  }

  private static Stream<Arguments> missing() {
    return Stream.of(
        arguments("ValidationException", "Could not find model \"arn:aws:sagemaker:…\"."),
        arguments("ResourceNotFound", "anything"),
        arguments("ResourceNotFoundException", "anything"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("missing")
  void what_does_not_exist_is_a_fact(String code, String message) {
    assertThat(
            answers.described(
                Fact.MODEL,
                "sagemaker:DescribeModel",
                () -> throwing(AwsFailures.of(400, code, message))))
        .isEqualTo(Reading.known(Optional.empty()));
  }

  @Test
  void another_validation_error_is_a_gap() {
    var failure = AwsFailures.of(400, "ValidationException", "1 validation error detected");

    assertThat(answers.described(Fact.MODEL, "sagemaker:DescribeModel", () -> throwing(failure)))
        .isEqualTo(
            Reading.unread(
                new Gap(Fact.MODEL, "sagemaker:DescribeModel", "ValidationException (HTTP 400)")));
  }

  private Reading<ObjectNode> listed(Function<Optional<String>, DescribeSubnetsResponse> page) {
    return answers.listed(Fact.SUBNETS, ACTION, "Subnets", page);
  }

  private static Function<Optional<String>, DescribeSubnetsResponse> failing(
      RuntimeException failure) {
    return token -> throwing(failure);
  }

  private static DescribeSubnetsResponse throwing(RuntimeException failure) {
    Supplier<DescribeSubnetsResponse> call =
        () -> {
          throw failure;
        };
    return call.get();
  }

  private static DescribeSubnetsResponse page(@Nullable String nextToken, String... ids) {
    return DescribeSubnetsResponse.builder()
        .subnets(Stream.of(ids).map(id -> Subnet.builder().subnetId(id).build()).toList())
        .nextToken(nextToken)
        .build();
  }

  private static ObjectNode document(Reading<ObjectNode> reading) {
    return reading.orElse(gap -> {
      throw new AssertionError(gap.describe());
    });
  }

  private static List<String> ids(Reading<ObjectNode> reading) {
    return document(reading)
        .get("Subnets")
        .valueStream()
        .map(subnet -> subnet.get("SubnetId").asText())
        .toList();
  }
}
