package io.clarifyvpc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.control.Control;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The control reference, and its command. */
class ControlsCommandTest {
  /** Mended by: ./clarify-vpc controls --markdown > src/site/markdown/controls.md */
  @Test
  void the_document_is_in_step_with_the_controls() throws IOException {
    var run = CommandLineRun.of("controls", "--markdown");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(Files.readString(Path.of("src/site/markdown/controls.md")));
  }

  @Test
  void every_control_has_a_line() {
    var run = CommandLineRun.of("controls");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().filter(line -> line.startsWith("Clarify.")))
        .hasSize(Catalogue.controls().size());
    assertThat(run.out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Clarify.14", "clarify.14", "14"})
  void one_control_is_told_whole(String id) {
    var run = CommandLineRun.of("controls", id);
    var spec =
        Catalogue.controls().stream()
            .map(Control::spec)
            .filter(each -> each.id().equals("Clarify.14"))
            .findFirst()
            .orElseThrow();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("Clarify.14: Model subnets span two Availability Zones")
        .contains("ec2:DescribeSubnets")
        .contains(spec.references())
        .contains("SAGEMAKER_MODEL_IN_VPC");
  }

  @Test
  void a_control_that_does_not_exist_is_wrong_usage_with_those_that_do() {
    var run = CommandLineRun.of("controls", "Clarify.99");

    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.err()).contains("Clarify.99").contains("Clarify.14");
    assertThat(run.out()).isEmpty();
  }
}
