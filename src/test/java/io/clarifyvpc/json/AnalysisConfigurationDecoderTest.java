package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.snapshot.AnalysisConfiguration;
import io.clarifyvpc.snapshot.AnalysisConfiguration.Predictor;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalysisConfigurationDecoderTest {
  private static Reading<AnalysisConfiguration> decode(String document) {
    return AnalysisConfigurationDecoder.decode(document.replace('\'', '"').getBytes(UTF_8));
  }

  private static AnalysisConfiguration known(String document) {
    return decode(document)
        .orElse(gap -> {
          throw new AssertionError(gap.describe());
        });
  }

  @Test
  void everything_that_matters_is_read() {
    assertThat(
            known(
                """
                {'dataset_uri': 's3://b/data', 'facet_dataset_uri': 's3://b/facet',
                 'predicted_label_dataset_uri': 's3://b/labels', 'label': 'y',
                 'methods': {'shap': {'baseline': 's3://b/baseline'}, 'report': {}},
                 'predictor': {'model_name': 'm', 'instance_type': 'ml.m5.large',
                   'initial_instance_count': 2, 'endpoint_name_prefix': 'p'}}
                """))
        .isEqualTo(
            new AnalysisConfiguration(
                Set.of("shap", "report"),
                true,
                Optional.of(
                    new Predictor(
                        Optional.of("m"),
                        Optional.empty(),
                        Optional.of("p"),
                        Optional.of("ml.m5.large"),
                        OptionalInt.of(2))),
                List.of("s3://b/data", "s3://b/facet", "s3://b/labels", "s3://b/baseline")));
  }

  @Tag("R-5")
  @Test
  void empty_methods_are_valid() {
    assertThat(known("{'methods': {}}"))
        .isEqualTo(new AnalysisConfiguration(Set.of(), false, Optional.empty(), List.of()));
  }

  @Tag("R-5")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'predicted_label': 0 | true",
        "'predicted_label': 'p' | true",
        "'predicted_label': null | false",
        "'predicted_label_dataset_uri': 's3://b/l' | true",
        "'predicted_label_dataset_uri': '' | false",
        "'label': 0 | false",
      })
  void a_predicted_label_is_given_also_by_its_index(String member, boolean given) {
    var configuration = known("{'methods': {'post_training_bias': {}}, %s}".formatted(member));

    assertThat(configuration.predictedLabelGiven()).isEqualTo(given);
    assertThat(configuration.needsPredictions()).isEqualTo(!given);
  }

  @Test
  void an_empty_name_is_no_name() {
    var configuration =
        known("{'methods': {}, 'predictor': {'model_name': 'm', 'endpoint_name': ''}}");

    assertThat(configuration.shadowModelName()).contains("m");
  }

  @Test
  void a_baseline_in_place_is_no_address() {
    assertThat(known("{'methods': {'shap': {'baseline': [[1, 2]]}}}").s3Uris()).isEmpty();
    assertThat(known("{'methods': {'shap': {'baseline': {'a': 1}}}}").s3Uris()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "x | it is not JSON (line 1, column 1)",
        "[] | it is not an object",
        "null | it is not an object",
        "{} | methods is missing",
        "{'methods': null} | methods is missing",
        "{'methods': []} | methods is not an object",
        "{'methods': {'shap': 'all'}} | methods.shap is not an object",
        "{'methods': {}, 'predictor': []} | predictor is not an object",
        "{'methods': {}, 'predictor': {'model_name': 5}} | predictor.model_name is not a string",
        "{'methods': {}, 'predictor': {'initial_instance_count': '1'}} |"
            + " predictor.initial_instance_count is not an integer",
        "{'methods': {}, 'dataset_uri': {}} | dataset_uri is not a string",
      })
  void what_is_no_configuration_is_a_gap(String document, String reason) {
    assertThat(decode(document)).isEqualTo(Reading.unread(Fact.ANALYSIS_CONFIGURATION.gap(reason)));
  }

  @Test
  void a_configuration_beyond_the_limit_is_a_gap() {
    var large = "{'methods': {}}" + " ".repeat(AnalysisConfigurationDecoder.MAX_BYTES);

    assertThat(decode(large))
        .isEqualTo(Reading.unread(Fact.ANALYSIS_CONFIGURATION.gap("it is larger than 1 MiB")));
  }
}
