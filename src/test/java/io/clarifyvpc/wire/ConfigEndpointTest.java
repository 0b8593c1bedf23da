package io.clarifyvpc.wire;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ConfigException;
import software.amazon.awssdk.services.config.model.Evaluation;
import software.amazon.awssdk.services.config.model.InvalidParameterValueException;
import software.amazon.awssdk.services.config.model.InvalidResultTokenException;
import software.amazon.awssdk.services.config.model.NoSuchConfigRuleException;

/** The stand-in refuses what AWS Config refuses: a wire test that passes has proved something. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigEndpointTest {
  private ConfigEndpoint endpoint;
  private ConfigClient client;

  @BeforeAll
  void start() throws Exception {
    endpoint = new ConfigEndpoint("clarify-vpc");
    client =
        ConfigClient.builder()
            .endpointOverride(endpoint.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("AKIAEXAMPLE", "example")))
            .build();
  }

  @AfterAll
  void stop() {
    client.close();
    endpoint.close();
  }

  @Test
  void evaluations_under_a_token_that_was_given_out_are_taken() {
    var token = endpoint.issueToken();
    put(token, false, List.of(evaluation(_ -> {})));
    put(token, false, List.of());

    assertThat(endpoint.batches(token)).extracting(List::size).containsExactly(1, 0);
  }

  @Test
  void an_unknown_token_is_refused() {
    assertThatThrownBy(() -> put("unknown", false, List.of()))
        .isInstanceOf(InvalidResultTokenException.class);
  }

  @Test
  void test_mode_takes_any_token_and_stores_nothing() {
    int before = endpoint.tested().size();
    put("TESTMODE", true, List.of(evaluation(_ -> {})));

    assertThat(endpoint.tested()).hasSize(before + 1);
    assertThatThrownBy(() -> put("TESTMODE", false, List.of()))
        .isInstanceOf(InvalidResultTokenException.class);
  }

  @Test
  void a_hundred_evaluations_are_taken_and_one_more_is_not() {
    var token = endpoint.issueToken();
    put(token, false, nCopies(100, evaluation(_ -> {})));

    assertThatThrownBy(() -> put(token, false, nCopies(101, evaluation(_ -> {}))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("101 evaluations");
    assertThat(endpoint.batches(token)).hasSize(1);
  }

  private static Stream<Arguments> flaws() {
    return Stream.of(
        flaw("annotation", evaluation -> evaluation.annotation("x".repeat(257))),
        flaw("annotation", evaluation -> evaluation.annotation("")),
        flaw("compliance", evaluation -> evaluation.complianceType("INSUFFICIENT_DATA")),
        flaw("resource id", evaluation -> evaluation.complianceResourceId("")),
        flaw("resource id", evaluation -> evaluation.complianceResourceId("x".repeat(769))),
        flaw("timestamp", evaluation -> evaluation.orderingTimestamp(null)));
  }

  private static Arguments flaw(String named, Consumer<Evaluation.Builder> change) {
    return Arguments.of(named, evaluation(change));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void one_flawed_evaluation_has_its_batch_refused(String named, Evaluation flawed) {
    var token = endpoint.issueToken();

    assertThatThrownBy(() -> put(token, false, List.of(evaluation(_ -> {}), flawed)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(named);
    assertThat(endpoint.batches(token)).isEmpty();
  }

  @Test
  void a_type_that_is_not_known_is_refused() {
    var token = endpoint.issueToken();
    var endpointEvaluation = evaluation(e -> e.complianceResourceType("AWS::SageMaker::Endpoint"));

    assertThatThrownBy(() -> put(token, false, List.of(endpointEvaluation)))
        .isInstanceOf(InvalidParameterValueException.class);
  }

  @Test
  void jobs_are_taken_by_themselves_or_not_at_all() {
    var token = endpoint.issueToken();
    var job = evaluation(e -> e.complianceResourceType("AWS::SageMaker::ProcessingJob"));
    put(token, false, List.of(job));
    assertThatThrownBy(() -> put(token, false, List.of(evaluation(_ -> {}), job)))
        .isInstanceOf(InvalidParameterValueException.class);

    endpoint.refuseJobs();
    try {
      assertThatThrownBy(() -> put(token, false, List.of(job)))
          .isInstanceOf(InvalidParameterValueException.class);
    } finally {
      endpoint.takeJobs();
    }
  }

  @Test
  void only_the_rule_that_there_is_can_be_started() {
    client.startConfigRulesEvaluation(r -> r.configRuleNames("clarify-vpc"));

    assertThat(endpoint.started()).contains(List.of("clarify-vpc"));
    assertThatThrownBy(() -> client.startConfigRulesEvaluation(r -> r.configRuleNames("other")))
        .isInstanceOf(NoSuchConfigRuleException.class);
  }

  private void put(String token, boolean testMode, List<Evaluation> evaluations) {
    client.putEvaluations(r -> r.resultToken(token).testMode(testMode).evaluations(evaluations));
  }

  private static Evaluation evaluation(Consumer<Evaluation.Builder> change) {
    return Evaluation.builder()
        .complianceResourceType("AWS::SageMaker::Model")
        .complianceResourceId("churn")
        .complianceType("COMPLIANT")
        .annotation("COMPLIANT")
        .orderingTimestamp(Instant.EPOCH)
        .applyMutation(change)
        .build();
  }
}
