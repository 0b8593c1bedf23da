package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleParametersDecoderTest {
  private static Map<String, String> decode(String document) {
    return RuleParametersDecoder.decode(Json.parse(document.getBytes(UTF_8)));
  }

  @Test
  void texts_booleans_integers_and_lists_of_texts_become_text_in_order() {
    assertThat(
            decode(
                """
                {"EndpointPolicy": "ALLOW_NAT", "TrustCentralEndpoints": true, "JobLookbackHours": 24,
                 "DisabledControls": ["Clarify.9", "Clarify.10"], "PromotedControls": [],
                 "ModelScope": null}
                """))
        .containsExactly(
            entry("EndpointPolicy", "ALLOW_NAT"),
            entry("TrustCentralEndpoints", "true"),
            entry("JobLookbackHours", "24"),
            entry("DisabledControls", "Clarify.9,Clarify.10"),
            entry("PromotedControls", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[] | is not an object",
        "{'A': {}} | A is neither a string, a boolean, an integer nor a list of strings",
        "{'A': 1.5} | A is neither a string, a boolean, an integer nor a list of strings",
        "{'A': ['x', 1]} | A[1] is not a string",
      })
  void other_values_are_refused(String document, String problem) {
    assertThatThrownBy(() -> decode(document.replace('\'', '"')))
        .isInstanceOf(MalformedDocument.class)
        .hasMessage(problem);
  }
}
