package io.clarifyvpc.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.clarifyvpc.aws.AwsFailures;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.aws.FakeAccount.Call;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.config.model.StartConfigRulesEvaluationRequest;

class ReevaluationFunctionTest {
  private final FakeAccount account = FakeAccount.empty();
  private final FakeInvocation invocation = new FakeInvocation();

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 1000})
  void a_batch_of_messages_is_one_run_of_the_rule(int messages) {
    assertThat(handle(batch(messages))).isEqualTo("started");
    assertThat(account.calls())
        .extracting(Call::action)
        .containsExactly("config:StartConfigRulesEvaluation");
    assertThat(
            account.requests(StartConfigRulesEvaluationRequest.class).getFirst().configRuleNames())
        .containsExactly(FakeLambda.RULE);
  }

  @Test
  void each_file_of_events_starts_one_run() {
    assertThat(FakeLambda.events("sqs")).isNotEmpty();
    for (String name : FakeLambda.events("sqs")) {
      account.forgetCalls();
      var event = new SQSEvent();
      event.setRecords(
          FakeLambda.event(name)
              .get("Records")
              .valueStream()
              .map(record -> {
                var message = new SQSMessage();
                message.setMessageId(record.get("messageId").asText());
                message.setBody(record.get("body").asText());
                return message;
              })
              .toList());

      assertThat(handle(event)).isEqualTo("started");
      assertThat(account.requests(StartConfigRulesEvaluationRequest.class))
          .singleElement()
          .satisfies(
              request -> assertThat(request.configRuleNames()).containsExactly(FakeLambda.RULE));
    }
  }

  @Test
  void what_the_messages_say_is_no_matter() {
    var event = batch(1);
    event.getRecords().getFirst().setBody("{{{ not JSON");

    assertThat(handle(event)).isEqualTo("started");
    assertThat(invocation.log()).noneMatch(line -> line.contains("not JSON"));
  }

  @Test
  void a_batch_without_messages_starts_nothing() {
    assertThat(handle(batch(0))).isEqualTo("nothing to do");
    assertThat(handle(new SQSEvent())).isEqualTo("nothing to do");
    assertThat(handle(null)).isEqualTo("nothing to do");
    assertThat(account.calls()).isEmpty();
  }

  /** F-30: more than once a minute, or while it runs. The batch comes back later. */
  @Test
  void what_config_refuses_is_thrown() {
    account.fail(
        "config:StartConfigRulesEvaluation", () -> AwsFailures.of(400, "LimitExceededException"));

    assertThatThrownBy(() -> handle(batch(2))).hasFieldOrPropertyWithValue("statusCode", 400);
    assertThat(account.calls()).hasSize(1);
  }

  private @Nullable String handle(@Nullable SQSEvent event) {
    return new ReevaluationFunction(FakeLambda.settings(), FakeLambda.clients(account))
        .handleRequest(event, invocation);
  }

  private static SQSEvent batch(int messages) {
    var event = new SQSEvent();
    event.setRecords(List.copyOf(Stream.generate(SQSMessage::new).limit(messages).toList()));
    return event;
  }
}
