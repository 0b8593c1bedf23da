package io.clarifyvpc.json;

import static io.clarifyvpc.assess.Findings.alert;
import static io.clarifyvpc.assess.Findings.assessment;
import static io.clarifyvpc.assess.Findings.compliant;
import static io.clarifyvpc.assess.Findings.job;
import static io.clarifyvpc.assess.Findings.judgement;
import static io.clarifyvpc.assess.Findings.mended;
import static io.clarifyvpc.assess.Findings.model;
import static io.clarifyvpc.assess.Findings.nonCompliant;
import static io.clarifyvpc.assess.Findings.notApplicable;
import static io.clarifyvpc.assess.Findings.undetermined;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.Alert;
import io.clarifyvpc.assess.Creator;
import io.clarifyvpc.assess.Creator.Detail;
import io.clarifyvpc.assess.Findings;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.StopOutcome;
import io.clarifyvpc.assess.Tag;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.json.AlertMessage.Attribute;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertMessageTest {
  private static final int LIMIT = 262_144;

  @Test
  void every_protocol_has_its_form() {
    var alert =
        alert(
            assessment(
                job("churn"),
                nonCompliant("Clarify.6", "no endpoint", "rtb-a"),
                compliant("Clarify.1")));
    var message = Json.parse(AlertMessage.of(alert).message().getBytes(UTF_8));

    assertThat(message.fieldNames())
        .toIterable()
        .containsExactly("default", "email", "sqs", "lambda", "http", "https");
    assertThat(List.of("default", "email"))
        .allSatisfy(
            protocol -> assertThat(message.get(protocol).textValue()).isEqualTo(alert.text()));
    assertThat(List.of("sqs", "lambda", "http", "https"))
        .allSatisfy(protocol ->
            assertThat(message.get(protocol).textValue()).isEqualTo(expectedDocument(alert)));
  }

  private static String expectedDocument(Alert alert) {
    var assessments = AssessmentDocument.encode(alert.assessments());
    return """
    {"kind":"ALERT","alertId":"%s","trigger":{"source":"CreateProcessingJob","eventId":"11111111-2222-3333-4444-555555555555",\
    "principal":"arn:aws:sts::111122223333:assumed-role/DataScience/maria","identityType":null,"sessionIssuer":null,\
    "roleSessionName":null,"sourceIdentity":null,"onBehalfOf":null,"identityProvider":null,"credentialsIssuedTo":null,\
    "invokedBy":null,"pipelineExecution":null,"pipelineStepName":null,"tags":[]},"time":"2026-11-20T08:07:49Z","omitted":null,"stop":null,"resources":1,"affected":[],%s\
    """
        .formatted(alert.alertId(), assessments.substring(1));
  }

  @Test
  void a_trigger_without_event_has_nulls() {
    var judgement =
        Judgement.of(
            Origin.file("job file"),
            List.of(assessment(job("j"), nonCompliant("Clarify.6", "no endpoint"))));
    var document = document(AlertMessage.of(Alert.of(judgement).orElseThrow()));

    assertThat(document.get("trigger"))
        .hasToString(
            """
            {"source":"job file","eventId":null,"principal":null,"identityType":null,"sessionIssuer":null,\
            "roleSessionName":null,"sourceIdentity":null,"onBehalfOf":null,"identityProvider":null,\
            "credentialsIssuedTo":null,"invokedBy":null,"pipelineExecution":null,"pipelineStepName":null,"tags":[]}\
            """);
    assertThat(document.get("time").isNull()).isTrue();
  }

  @Test
  void what_came_of_an_order_to_stop_is_told_in_full() {
    var failing = judgement(assessment(job("j"), nonCompliant("Clarify.4", "public")));

    assertThat(
            Arrays.stream(StopOutcome.Kind.values())
                .map(kind -> failing.after(new StopOutcome(kind, "What came of it.")))
                .map(judgement -> document(AlertMessage.of(Alert.of(judgement).orElseThrow())))
                .map(document -> document.get("stop").toString()))
        .containsExactly(
            "{\"outcome\":\"STOPPED\",\"reason\":\"What came of it.\"}",
            "{\"outcome\":\"NOT_RUNNING\",\"reason\":\"What came of it.\"}",
            "{\"outcome\":\"FAILED\",\"reason\":\"What came of it.\"}");
  }

  /** However little of an alert fits, this does. */
  @Test
  void an_abridged_alert_still_tells_of_the_stop() {
    var judgement =
        judgement(assessment(job("j"), nonCompliant("Clarify.4", "x".repeat(300_000))))
            .after(new StopOutcome(StopOutcome.Kind.STOPPED, "It was stopped."));

    var document = document(AlertMessage.of(Alert.of(judgement).orElseThrow()));

    assertThat(document.at("/omitted/reason").textValue()).contains("shortened");
    assertThat(document.at("/stop/outcome").textValue()).isEqualTo("STOPPED");
  }

  @Test
  void attributes_are_what_filter_policies_need() {
    var message =
        AlertMessage.of(
            alert(
                assessment(
                    job("j"), nonCompliant("Clarify.6", "x"), nonCompliant("Clarify.9", "y"))));

    assertThat(message.attributes())
        .containsExactly(
            entry("compliance", "String", "NON_COMPLIANT"),
            entry("severity", "String", "HIGH"),
            entry("resourceType", "String", "AWS::SageMaker::ProcessingJob"),
            entry("accountId", "String", "111122223333"),
            entry("region", "String", "us-east-1"),
            entry("controls", "String.Array", "[\"Clarify.6\",\"Clarify.9\"]"),
            entry(
                "principal",
                "String.Array",
                "[\"arn:aws:sts::111122223333:assumed-role/DataScience/maria\"]"));
  }

  @Test
  void the_document_names_who_created_the_workload_and_its_tags() {
    assertThat(document(ofPipeline()).get("trigger"))
        .hasToString(
            """
            {"source":"CreateProcessingJob","eventId":"11111111-2222-3333-4444-555555555555",\
            "principal":"arn:aws:sts::111122223333:assumed-role/churn-pipeline/SageMaker","identityType":"AssumedRole",\
            "sessionIssuer":"arn:aws:iam::111122223333:role/mlops/churn-pipeline","roleSessionName":"SageMaker",\
            "sourceIdentity":"maria","onBehalfOf":null,"identityProvider":null,"credentialsIssuedTo":null,\
            "invokedBy":"sagemaker.amazonaws.com",\
            "pipelineExecution":"arn:aws:sagemaker:us-east-1:111122223333:pipeline/churn/execution/k3v9w2m7q1xz",\
            "pipelineStepName":"Bias",\
            "tags":[{"key":"team","value":"retention"},{"key":"cost-center","value":"4711"}]}\
            """);
  }

  /** A queue that takes messages raw drops those with more than ten attributes. */
  @Test
  void whoever_is_known_is_an_attribute_and_there_are_at_most_ten() {
    assertThat(ofPipeline().attributes())
        .contains(
            entry(
                "principal",
                "String.Array",
                "[\"arn:aws:sts::111122223333:assumed-role/churn-pipeline/SageMaker\"]"),
            entry("sourceIdentity", "String.Array", "[\"maria\"]"),
            entry(
                "createdThrough",
                "String.Array",
                "[\"arn:aws:sagemaker:us-east-1:111122223333:pipeline/churn/execution/k3v9w2m7q1xz\"]"))
        .hasSizeLessThanOrEqualTo(10);
  }

  private static AlertMessage ofPipeline() {
    var judgement = Findings.ofPipeline(assessment(job("j"), nonCompliant("Clarify.6", "x")));
    return AlertMessage.of(Alert.of(judgement).orElseThrow());
  }

  @Test
  void hostile_words_are_cleaned_and_shortened_in_attributes() {
    var hostile = "maria\u001b[31m\u202e\n" + "x".repeat(500);
    var origin =
        new Origin(
            "CreateModel",
            Optional.empty(),
            Optional.empty(),
            new Creator(
                Map.of(
                    Detail.PRINCIPAL,
                    hostile,
                    Detail.SOURCE_IDENTITY,
                    hostile,
                    Detail.INVOKED_BY,
                    hostile)),
            List.of());
    var judgement =
        Judgement.of(origin, List.of(assessment(model("m"), nonCompliant("Clarify.14", "x"))));
    var shown = "[\"maria?[31m? %s\\u2026\"]".formatted("x".repeat(256 - 13));

    assertThat(AlertMessage.of(Alert.of(judgement).orElseThrow()).attributes())
        .contains(
            entry("principal", "String.Array", shown),
            entry("sourceIdentity", "String.Array", shown),
            entry("createdThrough", "String.Array", shown));
  }

  @Test
  void attributes_that_are_not_known_are_absent() {
    var message =
        AlertMessage.of(alert(assessment(model("m"), undetermined("Clarify.14", "unread"))));

    assertThat(message.attributes())
        .containsExactly(
            entry("compliance", "String", "UNDETERMINED"),
            entry("severity", "String", "HIGH"),
            entry("resourceType", "String", "AWS::SageMaker::Model"),
            entry("controls", "String.Array", "[\"Clarify.14\"]"),
            entry(
                "principal",
                "String.Array",
                "[\"arn:aws:sts::111122223333:assumed-role/DataScience/maria\"]"));
  }

  private static Map.Entry<String, Attribute> entry(String name, String type, String value) {
    return Map.entry(name, new Attribute(type, value));
  }

  @Test
  void what_passes_goes_first_and_the_message_says_so() {
    var padding = "x".repeat(70_000);
    var message =
        AlertMessage.of(
            alert(
                assessment(
                    job("j"),
                    compliant("Clarify.1"),
                    nonCompliant("Clarify.6", "no endpoint", "rtb-a"),
                    withReason(compliant("Clarify.7"), padding),
                    notApplicable("Clarify.9"))));
    var document = document(message);

    assertFits(message);
    assertThat(document.at("/omitted/findings").intValue()).isEqualTo(3);
    assertThat(document.at("/omitted/reason").textValue())
        .isEqualTo(
            "findings that pass or do not apply and CloudFormation resources were left out, to stay within the size limit of a"
                + " message");
    assertThat(document.at("/assessments/0/findings")).hasSize(1);
    assertThat(document.at("/assessments/0/findings/0/evidence")).hasToString("[\"rtb-a\"]");
    assertThat(text(message).replace("\n", " "))
        .contains("Left out: 3 findings; findings that pass");
  }

  private static Finding withReason(Finding finding, String reason) {
    return new Finding(
        finding.control(),
        finding.title(),
        finding.severity(),
        finding.impact(),
        finding.advisory(),
        finding.compliance(),
        reason,
        finding.evidence(),
        finding.predictedError(),
        finding.remediation(),
        finding.conflictsWith(),
        finding.references());
  }

  @Test
  void ten_thousand_ids_fit() {
    var ids = IntStream.range(0, 10_000).mapToObj("subnet-%017x"::formatted).toArray(String[]::new);
    var message =
        AlertMessage.of(alert(assessment(job("j"), nonCompliant("Clarify.6", "no endpoint", ids))));

    assertFits(message);
    assertThat(document(message).at("/assessments/0/findings/0/evidence")).hasSize(100);
    assertThat(document(message).at("/omitted/reason").textValue()).contains("shortened");
  }

  @ParameterizedTest
  @ValueSource(strings = {"word ", "x", "\"", "\u0000", "\u202e", "模", "😀", "\ud83d", "\\", "\n"})
  void no_text_whatsoever_breaks_the_limit(String piece) {
    var endless = piece.repeat(40_000);
    var creator =
        new Creator(
            Arrays.stream(Detail.values()).collect(toMap(detail -> detail, _ -> "." + endless)));
    var tags = Collections.nCopies(1_000, new Tag(endless, endless));
    var origin = new Origin(endless, Optional.of(endless), Optional.empty(), creator, tags);
    var finding =
        mended(nonCompliant("Clarify.6", endless, endless, endless), endless, endless, endless);
    var job = assessment(job(endless), finding, undetermined("Clarify.7", endless));
    var judgement = Judgement.of(origin, List.of(job, assessment(model(endless), finding)));

    var message = AlertMessage.of(Alert.of(judgement).orElseThrow());

    assertFits(message);
    assertThat(document(message).at("/assessments/0/findings/0/control").textValue())
        .isEqualTo("Clarify.6");
  }

  @Test
  void ten_thousand_findings_fit_and_the_worst_stay() {
    var many =
        Stream.concat(
                IntStream.range(0, 10_000)
                    .mapToObj(i -> undetermined("Clarify." + i, "unread ".repeat(50))),
                Stream.of(nonCompliant("Clarify.6", "no endpoint", "rtb-a")))
            .toArray(Finding[]::new);

    var message = AlertMessage.of(alert(assessment(job("j"), many)));

    assertFits(message);
    assertThat(document(message).at("/assessments/0/findings").findValuesAsText("reason"))
        .contains("no endpoint");
    assertThat(document(message).at("/omitted/findings").intValue()).isGreaterThan(9_900);
  }

  @Test
  void a_command_is_told_whole_or_not_at_all() {
    var command = "aws ec2 delete-" + "x".repeat(70_000);
    var message =
        AlertMessage.of(
            alert(
                assessment(
                    job("j"),
                    mended(
                        nonCompliant("Clarify.6", "no endpoint"), "error", "Do this.", command))));

    assertFits(message);
    assertThat(document(message).at("/assessments/0/findings/0/remediation"))
        .hasToString("{\"text\":\"Do this.\",\"cli\":[],\"cloudFormation\":{}}");
    assertThat(text(message)).doesNotContain("aws ec2 delete-");
  }

  private static void assertFits(AlertMessage message) {
    assertThat(message.message().getBytes(UTF_8).length).isLessThanOrEqualTo(LIMIT);
    document(message);
  }

  private static JsonNode document(AlertMessage message) {
    var whole = Json.parse(message.message().getBytes(UTF_8));
    return Json.parse(whole.get("sqs").textValue().getBytes(UTF_8));
  }

  private static String text(AlertMessage message) {
    return Json.parse(message.message().getBytes(UTF_8)).get("email").textValue();
  }
}
