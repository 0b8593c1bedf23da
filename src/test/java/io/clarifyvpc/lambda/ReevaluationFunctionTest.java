package io.clarifyvpc.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.clarifyvpc.aws.AwsFailures;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.aws.FakeAccount.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.config.model.ConfigRuleEvaluationStatus;
import software.amazon.awssdk.services.config.model.DescribeConfigRuleEvaluationStatusRequest;
import software.amazon.awssdk.services.config.model.DescribeConfigRuleEvaluationStatusResponse;
import software.amazon.awssdk.services.config.model.LimitExceededException;
import software.amazon.awssdk.services.config.model.ResourceInUseException;
import software.amazon.awssdk.services.config.model.StartConfigRulesEvaluationRequest;
import software.amazon.awssdk.services.config.model.StartConfigRulesEvaluationResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

class ReevaluationFunctionTest {
  private static final Instant EIGHT = Instant.parse("2026-11-20T08:00:00Z");
  private static final String CHANGE = "{\"because\": \"CreateModel\"}";

  private final FakeAccount account = FakeAccount.empty();
  private final FakeInvocation invocation = new FakeInvocation();
  private final FakeOutput output = new FakeOutput();

  private Instant now = EIGHT;
  private Optional<Instant> lastRun = Optional.empty();

  @BeforeEach
  void config() {
    account.answer(
        "config:DescribeConfigRuleEvaluationStatus",
        _ ->
            DescribeConfigRuleEvaluationStatusResponse.builder()
                .configRulesEvaluationStatus(
                    ConfigRuleEvaluationStatus.builder()
                        .configRuleName(FakeLambda.RULE)
                        .lastSuccessfulInvocationTime(lastRun.orElse(null))
                        .build())
                .build());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 1000})
  void a_batch_of_messages_is_one_run_of_the_rule(int messages) {
    assertThat(handle(batch(IntStream.range(0, messages).mapToObj(_ -> CHANGE).toList())))
        .isEqualTo("started");
    assertThat(account.calls())
        .extracting(Call::action)
        .containsExactly(
            "config:DescribeConfigRuleEvaluationStatus", "config:StartConfigRulesEvaluation");
    assertThat(
            account
                .requests(DescribeConfigRuleEvaluationStatusRequest.class)
                .getFirst()
                .configRuleNames())
        .containsExactly(FakeLambda.RULE);
    assertThat(starts().getFirst().configRuleNames()).containsExactly(FakeLambda.RULE);
  }

  @Test
  void each_file_of_events_starts_one_run() {
    assertThat(FakeLambda.events("sqs")).isNotEmpty();
    for (String name : FakeLambda.events("sqs")) {
      account.forgetCalls();
      var bodies =
          FakeLambda.event(name).get("Records").valueStream().map(r -> r.get("body").asText());

      assertThat(handle(batch(bodies.toList()))).isEqualTo("started");
      assertThat(starts()).hasSize(1);
    }
  }

  @Test
  void a_message_that_is_not_understood_starts_a_run_and_is_not_repeated_in_the_log() {
    assertThat(handle(batch(List.of("{{{ not JSON")))).isEqualTo("started");
    assertThat(invocation.log()).noneMatch(line -> line.contains("{{{"));
  }

  @Test
  void a_batch_without_messages_asks_nothing() {
    assertThat(handle(batch(List.of()))).isEqualTo("nothing to do");
    assertThat(handle(new SQSEvent())).isEqualTo("nothing to do");
    assertThat(handle(null)).isEqualTo("nothing to do");
    assertThat(account.calls()).isEmpty();
  }

  @Test
  void calls_that_failed_or_only_read_ask_nothing() {
    assertThat(
            handle(
                batch(
                    List.of(
                        networkCall("CreateRoute", "\"errorCode\": \"Client.Denied\""),
                        networkCall("DescribeSubnets", "\"readOnly\": true")))))
        .isEqualTo("nothing to do");
    assertThat(account.calls()).isEmpty();
  }

  @Test
  void one_change_among_others_is_enough() {
    assertThat(
            handle(
                batch(
                    List.of(
                        networkCall("DescribeSubnets", "\"readOnly\": true"),
                        networkCall("CreateRoute", "\"readOnly\": false")))))
        .isEqualTo("started");
  }

  /** One message takes the place of the batch, with the time of its latest change. */
  @Test
  void what_is_too_early_is_put_off_by_one_message() {
    lastRun = Optional.of(EIGHT.minus(Duration.ofMinutes(5)));

    assertThat(handle(batch(List.of(CHANGE, CHANGE, CHANGE)))).isEqualTo("put off");

    assertThat(starts()).isEmpty();
    assertThat(account.requests(SendMessageRequest.class))
        .singleElement()
        .satisfies(message -> {
          assertThat(message.queueUrl()).isEqualTo(FakeLambda.REEVALUATION_QUEUE);
          assertThat(message.delaySeconds()).isEqualTo(600);
          assertThat(message.messageBody())
              .isEqualTo("{\"because\":\"CreateModel\",\"since\":\"2026-11-20T08:00:00Z\"}");
        });
  }

  private static List<Supplier<RuntimeException>> refusals() {
    return List.of(
        () -> LimitExceededException.builder().statusCode(400).build(),
        () -> ResourceInUseException.builder().statusCode(400).build());
  }

  /** F-30: more than once a minute, or while one goes on. The invocation succeeds (F-51). */
  @ParameterizedTest
  @MethodSource("refusals")
  void what_config_refuses_for_now_is_put_off(Supplier<RuntimeException> refusal) {
    account.fail("config:StartConfigRulesEvaluation", refusal);

    assertThat(handle(batch(List.of(CHANGE)))).isEqualTo("put off");
    assertThat(account.requests(SendMessageRequest.class))
        .extracting(SendMessageRequest::delaySeconds)
        .containsExactly(120);
  }

  /** Then the message is left to age, which rings the queue's alarm. */
  @Test
  void what_config_has_refused_for_an_hour_is_thrown() {
    account.fail(
        "config:StartConfigRulesEvaluation",
        () -> LimitExceededException.builder().statusCode(400).build());
    now = EIGHT.plus(Duration.ofMinutes(60));
    assertThat(handle(batch(List.of(CHANGE)))).isEqualTo("put off");

    now = EIGHT.plus(Duration.ofMinutes(61));
    assertThatThrownBy(() -> handle(batch(List.of(CHANGE))))
        .isInstanceOf(ReevaluationFunction.RuleDoesNotStart.class);
  }

  /** The longest delay that SQS knows is 15 minutes; after it the message is put off again. */
  @Test
  void no_delay_is_longer_than_sqs_knows() {
    lastRun = Optional.of(EIGHT);
    var environment = new HashMap<>(FakeLambda.ENVIRONMENT);
    environment.put("REEVALUATION_MINUTES", "60");
    var settings = Settings.of(environment, EnumSet.allOf(Settings.Variable.class));

    new ReevaluationFunction(settings, FakeLambda.clients(account), output.telemetry(), () -> now)
        .handleRequest(batch(List.of(CHANGE)), invocation);

    assertThat(account.requests(SendMessageRequest.class))
        .extracting(SendMessageRequest::delaySeconds)
        .containsExactly(900);
  }

  @Test
  void a_change_that_a_later_run_has_seen_asks_nothing_more() {
    lastRun = Optional.of(EIGHT.plusSeconds(1));
    now = EIGHT.plus(Duration.ofHours(1));

    assertThat(handle(batch(List.of("{\"since\": \"2026-11-20T08:00:00Z\"}"))))
        .isEqualTo("covered");
    assertThat(starts()).isEmpty();
    assertThat(account.requests(SendMessageRequest.class)).isEmpty();
  }

  @Test
  void when_the_rule_last_ran_may_be_unknown() {
    account.deny("config:DescribeConfigRuleEvaluationStatus");

    assertThat(handle(batch(List.of(CHANGE)))).isEqualTo("started");
    assertThat(invocation.log())
        .anyMatch(line -> line.startsWith("WARN when the rule last ran is not known"));
  }

  /** The batch comes back. */
  @Test
  void other_failures_are_thrown() {
    account.fail("config:StartConfigRulesEvaluation", AwsFailures::internal);
    assertThatThrownBy(() -> handle(batch(List.of(CHANGE))))
        .hasFieldOrPropertyWithValue("statusCode", 500);

    account.fail("sqs:SendMessage", AwsFailures::internal);
    lastRun = Optional.of(EIGHT);
    assertThatThrownBy(() -> handle(batch(List.of(CHANGE))))
        .hasFieldOrPropertyWithValue("statusCode", 500);
  }

  // ---- The loop: queue, function and AWS Config together

  private record Message(Instant visible, Instant sent, String body) {}

  /**
   * A queue with delays, batches of at most a hundred, and an AWS Config whose runs take ten
   * minutes, refuses a second one meanwhile, and shows a run's beginning half a minute late.
   */
  private final class Loop {
    private static final Duration RUN = Duration.ofMinutes(10);

    private final PriorityQueue<Message> queue =
        new PriorityQueue<>(Comparator.comparing(Message::visible));
    private final List<Instant> runs = new ArrayList<>();

    Loop() {
      account.answer(
          "sqs:SendMessage",
          request -> {
            var message = (SendMessageRequest) request;
            queue.add(
                new Message(now.plusSeconds(message.delaySeconds()), now, message.messageBody()));
            return SendMessageResponse.builder().build();
          });
      account.answer(
          "config:StartConfigRulesEvaluation",
          _ -> {
            if (!runs.isEmpty() && now.isBefore(runs.getLast().plus(RUN))) {
              throw ResourceInUseException.builder().statusCode(400).build();
            }
            runs.add(now);
            return StartConfigRulesEvaluationResponse.builder().build();
          });
    }

    void change(Instant at, String body) {
      queue.add(new Message(at, at, body));
    }

    void runUntilQuiet() {
      while (!queue.isEmpty()) {
        now = queue.peek().visible().plusSeconds(1);
        lastRun =
            runs.stream().filter(run -> run.plusSeconds(30).isBefore(now)).reduce((_, b) -> b);
        var batch = new ArrayList<SQSMessage>();
        while (batch.size() < 100 && !queue.isEmpty() && queue.peek().visible().isBefore(now)) {
          var message = queue.remove();
          batch.add(message(message.body(), message.sent()));
        }
        var event = new SQSEvent();
        event.setRecords(batch);
        handle(event);
      }
    }
  }

  /** Issue: one run or two, none lost. */
  @Test
  void a_thousand_changes_within_a_minute_are_one_run_or_two() {
    var loop = new Loop();
    for (int each = 0; each < 1000; each++) {
      loop.change(EIGHT.plusMillis(60L * each), networkCall("CreateRoute", "\"readOnly\": false"));
    }

    loop.runUntilQuiet();

    assertThat(loop.runs).hasSizeBetween(1, 2);
    assertThat(loop.runs.getLast()).isAfter(EIGHT.plusMillis(60L * 999));
  }

  @Test
  void a_change_while_a_run_goes_on_leads_to_another_one_afterwards() {
    var loop = new Loop();
    loop.change(EIGHT, CHANGE);
    loop.change(EIGHT.plus(Duration.ofMinutes(3)), CHANGE);

    loop.runUntilQuiet();

    assertThat(loop.runs).hasSize(2);
    assertThat(Duration.between(loop.runs.getFirst(), loop.runs.getLast()))
        .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(16));
  }

  @Test
  void a_day_of_changes_is_at_most_one_run_a_quarter_of_an_hour_and_the_last_one_is_seen() {
    var loop = new Loop();
    var last = EIGHT;
    for (int minute = 0; minute < 24 * 60; minute += 2) {
      last = EIGHT.plus(Duration.ofMinutes(minute));
      loop.change(last, CHANGE);
    }

    loop.runUntilQuiet();

    assertThat(loop.runs).hasSizeLessThanOrEqualTo(24 * 4 + 1).hasSizeGreaterThan(24 * 3);
    assertThat(loop.runs.getLast()).isAfter(last);
    for (int run = 1; run < loop.runs.size(); run++) {
      assertThat(Duration.between(loop.runs.get(run - 1), loop.runs.get(run)))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(15));
    }
  }

  private static String networkCall(String name, String member) {
    return "{\"detail\": {\"eventName\": \"%s\", %s}}".formatted(name, member);
  }

  private List<StartConfigRulesEvaluationRequest> starts() {
    return account.requests(StartConfigRulesEvaluationRequest.class);
  }

  private @Nullable String handle(@Nullable SQSEvent event) {
    return new ReevaluationFunction(
            FakeLambda.settings(), FakeLambda.clients(account), output.telemetry(), () -> now)
        .handleRequest(event, invocation);
  }

  private static SQSEvent batch(List<String> bodies) {
    var event = new SQSEvent();
    event.setRecords(bodies.stream().map(body -> message(body, EIGHT)).toList());
    return event;
  }

  private static SQSMessage message(String body, Instant sent) {
    var message = new SQSMessage();
    message.setBody(body);
    message.setAttributes(Map.of("SentTimestamp", Long.toString(sent.toEpochMilli())));
    return message;
  }
}
