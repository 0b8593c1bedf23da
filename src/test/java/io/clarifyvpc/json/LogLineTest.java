package io.clarifyvpc.json;

import static io.clarifyvpc.assess.Findings.assessment;
import static io.clarifyvpc.assess.Findings.compliant;
import static io.clarifyvpc.assess.Findings.job;
import static io.clarifyvpc.assess.Findings.model;
import static io.clarifyvpc.assess.Findings.nonCompliant;
import static io.clarifyvpc.assess.Findings.undetermined;
import static io.clarifyvpc.assess.Findings.weighing;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Severity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogLineTest {
  private static final LogLine LINE =
      new LogLine(
          Instant.parse("2026-11-20T08:00:00Z"),
          "INFO",
          "11111111-2222-3333-4444-555555555555",
          "put 3 evaluations");

  @Test
  void a_line_has_the_members_of_lambdas_own() {
    assertThat(LINE.encode())
        .isEqualTo(
            "{\"timestamp\":\"2026-11-20T08:00:00.000Z\",\"level\":\"INFO\","
                + "\"message\":\"put 3 evaluations\","
                + "\"AWSRequestId\":\"11111111-2222-3333-4444-555555555555\"}");
  }

  @Test
  void a_verdict_has_members_of_its_own_with_the_controls_to_blame() {
    var verdict =
        assessment(
            job("churn"),
            compliant("Clarify.1"),
            weighing(nonCompliant("Clarify.9", "no"), Severity.LOW, Impact.FAILURE),
            nonCompliant("Clarify.6", "no"),
            undetermined("Clarify.7", "unread"));

    assertThat(LINE.encode("CreateProcessingJob", verdict))
        .isEqualTo(
            "{\"timestamp\":\"2026-11-20T08:00:00.000Z\",\"level\":\"INFO\","
                + "\"message\":\"put 3 evaluations\","
                + "\"AWSRequestId\":\"11111111-2222-3333-4444-555555555555\","
                + "\"trigger\":\"CreateProcessingJob\","
                + "\"resourceType\":\"AWS::SageMaker::ProcessingJob\",\"resourceId\":\"churn\","
                + "\"compliance\":\"NON_COMPLIANT\","
                + "\"controls\":[\"Clarify.6\",\"Clarify.9\"]}");
  }

  @Test
  void no_control_is_to_blame_for_a_compliant_resource() {
    var line = parsed(LINE.encode("AWS Config", assessment(model("m"), compliant("Clarify.1"))));

    assertThat(line.path("compliance").asText()).isEqualTo("COMPLIANT");
    assertThat(line.path("controls")).isEmpty();
  }

  @Test
  void foreign_text_stays_within_its_member_and_on_its_line() {
    var foreign = "j\",\"compliance\":\"COMPLIANT\"}\n{\"level\":\"ERROR\"}\u001b[2J\u202e";
    var line = new LogLine(LINE.timestamp(), "INFO", "id", foreign);

    var encoded = line.encode(foreign, assessment(job(foreign), nonCompliant("Clarify.6", "no")));

    assertThat(encoded).matches("\\p{Print}+");
    var cleaned = "j\",\"compliance\":\"COMPLIANT\"} {\"level\":\"ERROR\"}?[2J?";
    assertThat(parsed(encoded).path("message").asText()).isEqualTo(cleaned);
    assertThat(parsed(encoded).path("trigger").asText()).isEqualTo(cleaned);
    assertThat(parsed(encoded).path("resourceId").asText()).isEqualTo(cleaned);
    assertThat(parsed(encoded).path("compliance").asText()).isEqualTo("NON_COMPLIANT");
  }

  private static JsonNode parsed(String line) {
    return Json.parse(line.getBytes(UTF_8));
  }
}
