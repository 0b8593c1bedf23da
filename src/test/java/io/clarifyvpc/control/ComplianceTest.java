package io.clarifyvpc.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplianceTest {
  /** Advisory findings are written in brackets. */
  private static Finding finding(String word) {
    boolean advisory = word.startsWith("(");
    return new Finding(
        "X.1",
        "A state holds",
        Severity.HIGH,
        Impact.FAILURE,
        advisory,
        Compliance.valueOf(word.replaceAll("[()]", "")),
        "because",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static List<Finding> findings(String words) {
    return Stream.of(words)
        .flatMap(line -> Arrays.stream(line.split(" ", -1)))
        .filter(word -> !word.isEmpty())
        .map(ComplianceTest::finding)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'', NOT_APPLICABLE",
    "NOT_APPLICABLE, NOT_APPLICABLE",
    "COMPLIANT, COMPLIANT",
    "NOT_APPLICABLE COMPLIANT, COMPLIANT",
    "COMPLIANT UNDETERMINED, UNDETERMINED",
    "UNDETERMINED NOT_APPLICABLE, UNDETERMINED",
    "UNDETERMINED NON_COMPLIANT COMPLIANT, NON_COMPLIANT",
    "NON_COMPLIANT UNDETERMINED, NON_COMPLIANT",
    "COMPLIANT (NON_COMPLIANT), COMPLIANT",
    "COMPLIANT (UNDETERMINED), COMPLIANT",
    "UNDETERMINED (NON_COMPLIANT), UNDETERMINED",
    "(NON_COMPLIANT), NOT_APPLICABLE"
  })
  void findings_are_folded(String findings, Compliance folded) {
    assertThat(Compliance.fold(findings(findings))).isEqualTo(folded);
    assertThat(Compliance.fold(findings(findings).reversed())).isEqualTo(folded);
  }
}
