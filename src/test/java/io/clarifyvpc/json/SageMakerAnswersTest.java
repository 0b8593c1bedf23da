package io.clarifyvpc.json;

import static io.clarifyvpc.json.WrittenAnswers.known;
import static io.clarifyvpc.json.WrittenAnswers.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.snapshot.Endpoint;
import io.clarifyvpc.snapshot.EndpointConfig;
import io.clarifyvpc.snapshot.Reading;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is described one at a time, by name. */
class SageMakerAnswersTest {
  private final WrittenAnswers answers = new WrittenAnswers();

  @Test
  void endpoints_and_their_configurations_are_told_apart() {
    answers.add(
        "a.json",
        "{'EndpointName': 'E', 'EndpointConfigName': 'C', 'ProductionVariants': [{'VariantName':"
            + " 'v'}]}");
    answers.add(
        "b.json",
        "{'EndpointConfigName': 'C', 'ProductionVariants': [{'ModelName': 'M'}, {'VariantName':"
            + " 'ic'}]}");

    assertThat(known(answers.snapshot().endpoints().named("e"))).contains(new Endpoint("E", "C"));
    assertThat(known(answers.snapshot().endpointConfigs().named("C")))
        .contains(new EndpointConfig("C", List.of(Optional.of("M"), Optional.empty())));
  }

  @Test
  void a_model_is_missing_only_where_a_complete_list_does_not_name_it() {
    var model = "{'ModelName': 'M', 'ModelArn': 'arn:aws:sagemaker:eu-west-1:1:model/m'}";
    answers.add("m.json", model);
    assertThat(known(answers.snapshot().models().named("m"))).isPresent();
    assertThat(reason(answers.snapshot().models().named("other")))
        .isEqualTo("no file describes it: add the answer of `aws sagemaker describe-model`");

    answers.add("list.json", "{'Models': [%s, {'ModelName': 'Listed'}]}".formatted(model));
    assertThat(known(answers.snapshot().models().named("other"))).isEmpty();
    assertThat(reason(answers.snapshot().models().named("listed")))
        .isEqualTo(
            "list.json lists it, no file describes it: add the answer of `aws sagemaker"
                + " describe-model`");

    answers.add("rest.json", "{'Models': [], 'NextToken': 'x'}");
    assertThat(reason(answers.snapshot().models().named("other")))
        .startsWith("rest.json: Models stops");
    assertThat(known(answers.snapshot().models().named("M"))).isPresent();
    assertThat(answers.read().accounts()).containsExactly("1");
    assertThat(answers.read().regions()).containsExactly("eu-west-1");
  }

  @Test
  void a_model_that_is_described_in_two_ways_is_a_gap() {
    answers.add("a.json", "{'ModelName': 'M', 'ModelArn': 'x'}");
    answers.add("b.json", "{'ModelName': 'M', 'ModelArn': 'x', 'EnableNetworkIsolation': true}");

    assertThat(reason(answers.snapshot().models().named("M")))
        .isEqualTo("a.json and b.json describe it differently");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'ModelName': 'M', 'ModelArn': 'x', 'EnableNetworkIsolation': 'no'}",
        "{'ModelName': 'M', 'ModelArn': 'x', ",
      })
  void a_model_that_is_described_badly_is_a_gap_also_where_another_file_has_it(String broken) {
    answers.add("a.json", "{'ModelName': 'M', 'ModelArn': 'x'}");
    answers.add("b.json", broken);
    answers.add("list.json", "{'Models': []}");

    assertThat(reason(answers.snapshot().models().named("M"))).startsWith("b.json: ");
    assertThat(known(answers.snapshot().models().named("other"))).isEmpty();
  }

  @Test
  void a_broken_answer_that_hides_its_name_may_be_about_anything() {
    answers.add("a.json", "{'Models': []}");
    answers.add("b.json", "{'ModelArn': 'x', ");

    assertThat(reason(answers.snapshot().models().named("M"))).startsWith("b.json: is not JSON");
  }

  @Test
  void a_request_in_the_folder_is_no_answer() {
    answers.add("job.json", "{'ProcessingJobName': 'J', 'AppSpecification': {'ImageUri': 'i'}}");

    assertThat(answers.read().processingJobs().named("J")).isInstanceOf(Reading.Unread.class);
    assertThat(answers.read().remarks()).hasSize(1);
  }

  @Test
  void jobs_and_definitions_are_read_by_kind() {
    answers.add(
        "j.json",
        "{'ProcessingJobName': 'J', 'ProcessingJobArn': 'x', 'AppSpecification': {'ImageUri':"
            + " 'i'}}");
    answers.add(
        "b.json",
        "{'JobDefinitionName': 'D', 'JobDefinitionArn': 'x', 'ModelBiasAppSpecification': {}}");
    answers.add(
        "e.json",
        "{'JobDefinitionName': 'D', 'JobDefinitionArn': 'x', 'ModelExplainabilityAppSpecification':"
            + " {}, 'NetworkConfig': {}}");
    answers.add("l.json", "{'ProcessingJobSummaries': []}");

    assertThat(known(answers.read().processingJobs().named("j"))).isPresent();
    assertThat(known(answers.read().processingJobs().named("k"))).isEmpty();
    assertThat(known(answers.read().biasJobDefinitions().named("D")).orElseThrow().isBias())
        .isTrue();
    assertThat(
            known(answers.read().explainabilityJobDefinitions().named("D")).orElseThrow().isBias())
        .isFalse();
    assertThat(answers.read().remarks()).isEmpty();
  }
}
