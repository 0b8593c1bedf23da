package io.clarifyvpc.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clarifyvpc.aws.FakeAccount.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.model.ListModelsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListModelsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListProcessingJobsRequest;
import software.amazon.awssdk.services.sagemaker.model.ModelSummary;

class WorkloadListingTest {
  private static final Instant SINCE = Instant.parse("2026-11-19T08:00:00Z");

  private final FakeAccount account = FakeAccount.empty();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void every_model_definition_and_job_is_listed_from_all_pages(int pageSize) {
    for (int each = 1; each <= 3; each++) {
      account
          .describe(
              Kind.MODEL,
              "{'ModelName': 'm%d', 'ModelArn': 'arn:m%d'}"
                  .formatted(each, each)
                  .replace('\'', '"'))
          .describe(Kind.PROCESSING_JOB, "{\"ProcessingJobName\": \"j%d\"}".formatted(each));
    }
    account
        .describe(Kind.BIAS, "{\"JobDefinitionName\": \"b1\"}")
        .describe(Kind.EXPLAINABILITY, "{\"JobDefinitionName\": \"e1\"}")
        .pageSize(pageSize);

    assertThat(workloads())
        .containsExactly(
            "MODEL m1",
            "MODEL m2",
            "MODEL m3",
            "MODEL_BIAS_JOB_DEFINITION b1",
            "MODEL_EXPLAINABILITY_JOB_DEFINITION e1",
            "PROCESSING_JOB j1",
            "PROCESSING_JOB j2",
            "PROCESSING_JOB j3");
  }

  @Test
  void an_empty_account_has_no_workloads() {
    assertThat(workloads()).isEmpty();
  }

  @Test
  void arns_are_kept() {
    account.describe(Kind.MODEL, "{\"ModelName\": \"M\", \"ModelArn\": \"arn:aws:m\"}");

    assertThat(listing().workloads(SINCE).getFirst().resource().arn()).contains("arn:aws:m");
  }

  /** F-9: a filter by the time of modification would page on and on. */
  @Test
  void jobs_are_asked_for_by_their_creation() {
    workloads();

    var request = account.requests(ListProcessingJobsRequest.class).getFirst();
    assertThat(request.creationTimeAfter()).isEqualTo(SINCE);
    assertThat(request.lastModifiedTimeAfter()).isNull();
    assertThat(request.maxResults()).isEqualTo(100);
  }

  @Test
  void an_empty_page_with_a_token_is_not_the_last() {
    account.answer(
        "sagemaker:ListModels",
        request ->
            ((ListModelsRequest) request).nextToken() == null
                ? empty("more")
                : ListModelsResponse.builder()
                    .models(ModelSummary.builder().modelName("late").modelArn("arn:late").build())
                    .build());

    assertThat(workloads()).containsExactly("MODEL late");
  }

  @Test
  void an_empty_token_ends_the_listing() {
    account.answer("sagemaker:ListModels", _ -> empty(""));

    assertThat(workloads()).isEmpty();
  }

  @Test
  void a_token_that_comes_back_is_thrown() {
    account.answer("sagemaker:ListModels", _ -> empty("again"));

    assertThatThrownBy(this::workloads)
        .isInstanceOf(Pages.IncompleteListing.class)
        .hasMessage("its pages do not come to an end");
  }

  @Test
  void an_answer_without_its_list_is_thrown() {
    account.answer("sagemaker:ListModels", _ -> ListModelsResponse.builder().build());

    assertThatThrownBy(this::workloads)
        .isInstanceOf(Pages.IncompleteListing.class)
        .hasMessage("page 1 of the answer holds no Models");
  }

  private static ListModelsResponse empty(String nextToken) {
    return ListModelsResponse.builder().models(List.of()).nextToken(nextToken).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sagemaker:ListModels",
        "sagemaker:ListModelBiasJobDefinitions",
        "sagemaker:ListModelExplainabilityJobDefinitions",
        "sagemaker:ListProcessingJobs"
      })
  void half_a_listing_is_none(String action) {
    account.describe(Kind.MODEL, "{\"ModelName\": \"M\"}").deny(action);

    assertThatThrownBy(this::workloads).hasFieldOrPropertyWithValue("statusCode", 403);
  }

  private WorkloadListing listing() {
    return new WorkloadListing(
        account.reading().sageMaker(), Deadline.perCall(Duration.ofSeconds(5)));
  }

  private List<String> workloads() {
    return listing().workloads(SINCE).stream()
        .map(each -> each.resource().type() + " " + each.resource().id())
        .toList();
  }
}
