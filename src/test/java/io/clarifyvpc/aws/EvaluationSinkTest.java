package io.clarifyvpc.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clarifyvpc.assess.Evaluation;
import io.clarifyvpc.aws.EvaluationSink.Taken;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.config.model.InvalidParameterValueException;
import software.amazon.awssdk.services.config.model.InvalidResultTokenException;
import software.amazon.awssdk.services.config.model.PutEvaluationsRequest;
import software.amazon.awssdk.services.config.model.PutEvaluationsResponse;

class EvaluationSinkTest {
  private static final Instant ORDERING = Instant.parse("2026-11-20T08:00:00Z");
  private static final String TOKEN = "a-token";

  private final FakeAccount account = FakeAccount.empty();
  private final List<Integer> stored = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(
      value = Compliance.class,
      names = {"COMPLIANT", "NON_COMPLIANT", "NOT_APPLICABLE"})
  void an_evaluation_is_put_whole(Compliance compliance) {
    put(TOKEN, List.of(new Evaluation("AWS::SageMaker::Model", "m-1", compliance, "because")));

    var request = only();
    assertThat(request.resultToken()).isEqualTo(TOKEN);
    assertThat(request.testMode()).isFalse();
    assertThat(request.evaluations())
        .containsExactly(
            software.amazon.awssdk.services.config.model.Evaluation.builder()
                .complianceResourceType("AWS::SageMaker::Model")
                .complianceResourceId("m-1")
                .complianceType(compliance.name())
                .annotation("because")
                .orderingTimestamp(ORDERING)
                .build());
    assertThat(request.overrideConfiguration().orElseThrow().apiCallTimeout())
        .contains(Duration.ofSeconds(9));
  }

  /** F-29: an empty call ends a run that has nothing to report. */
  @Test
  void nothing_to_put_is_one_empty_call() {
    put(TOKEN, List.of());

    assertThat(only().evaluations()).isEmpty();
    assertThat(only().resultToken()).isEqualTo(TOKEN);
  }

  @Test
  void the_token_of_a_test_stores_nothing() {
    put("TESTMODE", models(1));

    assertThat(only().testMode()).isTrue();
    assertThat(only().resultToken()).isEqualTo("TESTMODE");
    assertThat(stored).isEmpty();
  }

  @ParameterizedTest(name = "{0} models and {1} jobs are calls of {2}")
  @CsvSource({
    "1, 0, 1",
    "100, 0, 100",
    "101, 0, 100 1",
    "250, 0, 100 100 50",
    "0, 1, 1",
    "0, 101, 100 1",
    "1, 1, 1 1",
    "100, 100, 100 100",
    "150, 120, 100 50 100 20"
  })
  void calls_hold_at_most_a_hundred_and_never_jobs_beside_others(
      int models, int jobs, String sizes) {
    var evaluations = new ArrayList<>(jobs(jobs));
    evaluations.addAll(models(models));
    Collections.shuffle(evaluations, new Random(7));

    put(TOKEN, evaluations);

    assertThat(requests().stream().map(request -> request.evaluations().size()))
        .containsExactlyElementsOf(
            List.of(sizes.split(" ")).stream().map(Integer::valueOf).toList());
    var put =
        requests().stream()
            .flatMap(request -> request.evaluations().stream())
            .map(each -> each.complianceResourceType())
            .toList();
    assertThat(put)
        .containsExactlyElementsOf(
            Stream.concat(
                    Stream.generate(() -> "AWS::SageMaker::Model").limit(models),
                    Stream.generate(() -> "AWS::SageMaker::ProcessingJob").limit(jobs))
                .toList());
    assertThat(requests())
        .allSatisfy(request ->
            assertThat(request.evaluations())
                .extracting(each -> each.complianceResourceType())
                .containsOnly(request.evaluations().getFirst().complianceResourceType()));
    assertThat(stored)
        .containsExactlyElementsOf(
            requests().stream().map(request -> request.evaluations().size()).toList());
  }

  @Test
  void a_refused_job_type_is_told_after_all_others_are_put() {
    account.answer(
        "config:PutEvaluations",
        request -> {
          var isOfJobs =
              ((PutEvaluationsRequest) request)
                  .evaluations().stream()
                      .anyMatch(each ->
                          each.complianceResourceType()
                              .equals(ResourceType.PROCESSING_JOB.typeName()));
          if (isOfJobs) {
            throw InvalidParameterValueException.builder().statusCode(400).message("no").build();
          }
          return PutEvaluationsResponse.builder().build();
        });
    var evaluations = new ArrayList<>(jobs(102));
    evaluations.addAll(models(150));

    assertThat(put(TOKEN, evaluations)).isEqualTo(Taken.ALL_BUT_JOBS);
    assertThat(requests().stream().map(request -> request.evaluations().size()))
        .containsExactly(100, 50, 100);
    assertThat(stored).containsExactly(100, 50);
  }

  @Test
  void evaluations_that_were_not_taken_are_an_error_with_their_ids_after_everything_is_put() {
    account.answer(
        "config:PutEvaluations",
        request ->
            PutEvaluationsResponse.builder()
                .failedEvaluations(
                    ((PutEvaluationsRequest) request)
                        .evaluations().stream()
                            .filter(each -> each.complianceResourceId().endsWith("7"))
                            .toList())
                .build());
    var evaluations = new ArrayList<>(models(18));
    evaluations.addAll(jobs(8));

    assertThatThrownBy(() -> put(TOKEN, evaluations))
        .isInstanceOf(EvaluationSink.FailedEvaluations.class)
        .hasMessage("AWS Config did not take the evaluations of model-7, model-17, job-7");
    assertThat(requests()).hasSize(2);
    assertThat(stored).containsExactly(16, 7);
  }

  @Test
  void a_call_that_fails_does_not_keep_the_later_ones_from_being_made() {
    account.answer(
        "config:PutEvaluations",
        request -> {
          var ids =
              ((PutEvaluationsRequest) request)
                  .evaluations().stream().map(each -> each.complianceResourceId()).toList();
          if (ids.contains("model-101")) {
            throw AwsFailures.internal();
          }
          if (ids.contains("model-1")) {
            throw AwsFailures.throttled();
          }
          return PutEvaluationsResponse.builder()
              .failedEvaluations(
                  ((PutEvaluationsRequest) request)
                      .evaluations().stream()
                          .filter(each -> each.complianceResourceId().equals("model-205"))
                          .toList())
              .build();
        });
    var evaluations = new ArrayList<>(models(250));
    evaluations.addAll(jobs(2));

    assertThatThrownBy(() -> put(TOKEN, evaluations))
        .hasFieldOrPropertyWithValue("statusCode", 400)
        .satisfies(first ->
            assertThat(first.getSuppressed())
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                    second -> assertThat(second).contains("Status Code: 500"),
                    third -> assertThat(third).endsWith("the evaluations of model-205")));
    assertThat(requests().stream().map(request -> request.evaluations().size()))
        .containsExactly(100, 100, 50, 2);
    assertThat(stored).containsExactly(49, 2);
  }

  @Test
  void a_token_that_is_refused_is_thrown_at_once() {
    account.fail(
        "config:PutEvaluations",
        () -> InvalidResultTokenException.builder().statusCode(400).message("no").build());

    assertThatThrownBy(() -> put(TOKEN, models(101)))
        .hasFieldOrPropertyWithValue("statusCode", 400);
    assertThat(requests()).hasSize(1);
  }

  private Taken put(String token, List<Evaluation> evaluations) {
    return new EvaluationSink(
            account.config(), Deadline.perCall(Duration.ofSeconds(9)), stored::add)
        .put(token, evaluations, ORDERING);
  }

  private List<PutEvaluationsRequest> requests() {
    return account.requests(PutEvaluationsRequest.class);
  }

  private PutEvaluationsRequest only() {
    assertThat(requests()).hasSize(1);
    return requests().getFirst();
  }

  private static List<Evaluation> models(int count) {
    return evaluations("AWS::SageMaker::Model", "model-", count);
  }

  private static List<Evaluation> jobs(int count) {
    return evaluations("AWS::SageMaker::ProcessingJob", "job-", count);
  }

  private static List<Evaluation> evaluations(String type, String prefix, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(each -> new Evaluation(type, prefix + each, Compliance.COMPLIANT, "well"))
        .toList();
  }
}
