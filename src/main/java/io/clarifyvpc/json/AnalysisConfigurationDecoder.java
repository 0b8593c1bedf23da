package io.clarifyvpc.json;

import io.clarifyvpc.snapshot.AnalysisConfiguration;
import io.clarifyvpc.snapshot.AnalysisConfiguration.Predictor;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The analysis configuration of a Clarify job. Its content is a user's own: no reason ever repeats
 * any of it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-configure-analysis.html">Analysis
 *     configuration files</a>
 */
public final class AnalysisConfigurationDecoder {
  /** The largest configuration that is read. */
  public static final int MAX_BYTES = 1 << 20;

  private static final String PREDICTED_LABELS = "predicted_label_dataset_uri";
  private static final List<String> DATA_SETS =
      List.of("dataset_uri", "facet_dataset_uri", PREDICTED_LABELS);
  private static final List<String> METHODS_WITH_BASELINE =
      List.of("shap", "asymmetric_shapley_value");

  private AnalysisConfigurationDecoder() {}

  /** The configuration, or a gap that says why the document is none. */
  public static Reading<AnalysisConfiguration> decode(byte[] document) {
    if (document.length > MAX_BYTES) {
      return unread("it is larger than %d MiB".formatted(MAX_BYTES >> 20));
    }
    try {
      return Reading.known(configuration(JsonObject.of(Json.parse(document), "", Naming.AS_ASKED)));
    } catch (MalformedDocument e) {
      return unread(e.member().isEmpty() ? "it " + e.problem() : e.getMessage());
    }
  }

  private static Reading<AnalysisConfiguration> unread(String reason) {
    return Reading.unread(Fact.ANALYSIS_CONFIGURATION.gap(reason));
  }

  private static AnalysisConfiguration configuration(JsonObject document) {
    var methods = document.object("methods");
    return new AnalysisConfiguration(
        Set.copyOf(methods.names()),
        // Any label counts, also the index 0.
        document.has("predicted_label") || document.optionalText(PREDICTED_LABELS).isPresent(),
        document.optionalObject("predictor").map(AnalysisConfigurationDecoder::predictor),
        s3Uris(document, methods));
  }

  private static Predictor predictor(JsonObject predictor) {
    return new Predictor(
        predictor.optionalText("model_name"),
        predictor.optionalText("endpoint_name"),
        predictor.optionalText("endpoint_name_prefix"),
        predictor.optionalText("instance_type"),
        predictor.optionalCount("initial_instance_count"));
  }

  private static List<String> s3Uris(JsonObject document, JsonObject methods) {
    var uris = new ArrayList<String>();
    for (var dataSet : DATA_SETS) {
      document.optionalText(dataSet).ifPresent(uris::add);
    }
    METHODS_WITH_BASELINE.stream()
        .flatMap(name -> methods.optionalObject(name).stream())
        .flatMap(AnalysisConfigurationDecoder::baselineUri)
        .forEach(uris::add);
    return uris;
  }

  /** A baseline is data in place, or the address of data. */
  private static Stream<String> baselineUri(JsonObject method) {
    return method.find("baseline").stream()
        .filter(baseline -> baseline.isTextual() && baseline.textValue().startsWith("s3://"))
        .map(baseline -> baseline.textValue());
  }
}
