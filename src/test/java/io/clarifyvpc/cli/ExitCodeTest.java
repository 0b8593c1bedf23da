package io.clarifyvpc.cli;

import static io.clarifyvpc.control.Compliance.COMPLIANT;
import static io.clarifyvpc.control.Compliance.NON_COMPLIANT;
import static io.clarifyvpc.control.Compliance.NOT_APPLICABLE;
import static io.clarifyvpc.control.Compliance.UNDETERMINED;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-26")
class ExitCodeTest {
  @Test
  void worst_assessment_decides_wherever_it_stands() {
    assertThat(of(UNDETERMINED, NON_COMPLIANT)).isEqualTo(1);
    assertThat(of(NON_COMPLIANT, NOT_APPLICABLE, COMPLIANT)).isEqualTo(1);
    assertThat(of(COMPLIANT, UNDETERMINED)).isEqualTo(2);
    assertThat(of(UNDETERMINED, NOT_APPLICABLE)).isEqualTo(2);
    assertThat(of(NOT_APPLICABLE, COMPLIANT)).isZero();
    assertThat(of(NOT_APPLICABLE)).isEqualTo(3);
    assertThat(of()).isEqualTo(3);
  }

  private static int of(Compliance... compliances) {
    return ExitCode.of(Arrays.stream(compliances).map(ExitCodeTest::assessment).toList());
  }

  private static Assessment assessment(Compliance compliance) {
    var resource =
        new Resource(
            ResourceType.MODEL, "credit", Optional.empty(), Optional.empty(), Optional.empty());
    return new Assessment(resource, compliance, "", List.of());
  }
}
