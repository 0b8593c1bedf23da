package io.clarifyvpc.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ConfigEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.aws.FakeAccount;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventDocumentTest {
  private static Stream<String> envelopes() {
    return FakeLambda.events("cloudtrail").stream();
  }

  @ParameterizedTest
  @MethodSource("envelopes")
  void an_envelope_is_the_document_that_it_was(String name) {
    var envelope = FakeLambda.event(name);

    var expected = envelope.deepCopy();
    expected.remove(List.of("version", "time", "resources"));
    assertThat(EventDocument.of(FakeLambda.scheduledEvent(envelope))).isEqualTo(expected);
  }

  @Test
  void what_is_absent_is_absent_and_a_null_inside_is_a_null() {
    assertThat(EventDocument.of(new ScheduledEvent())).isEmpty();
    assertThat(EventDocument.of((ScheduledEvent) null)).isEmpty();

    var envelope = FakeAccount.object("{\"detail\": {\"errorCode\": null, \"n\": 7}}");
    assertThat(EventDocument.of(FakeLambda.scheduledEvent(envelope))).isEqualTo(envelope);
  }

  @Test
  void an_invocation_of_config_is_the_document_that_it_was() {
    ObjectNode invocation =
        FakeAccount.object(
            """
            {"accountId": "111122223333", "configRuleName": "r", "invokingEvent": "{}",
             "ruleParameters": "{}", "resultToken": "t", "eventLeftScope": true}\
            """);

    assertThat(EventDocument.of(FakeLambda.configEvent(invocation))).isEqualTo(invocation);
  }

  /** The library's flag is never absent. */
  @Test
  void an_empty_invocation_of_config_has_not_left_the_scope() {
    assertThat(EventDocument.of(new ConfigEvent()))
        .isEqualTo(FakeAccount.object("{\"eventLeftScope\": false}"));
    assertThat(EventDocument.of((ConfigEvent) null)).isEmpty();
  }
}
