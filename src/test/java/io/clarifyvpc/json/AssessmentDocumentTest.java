package io.clarifyvpc.json;

import static io.clarifyvpc.assess.Findings.assessment;
import static io.clarifyvpc.assess.Findings.compliant;
import static io.clarifyvpc.assess.Findings.job;
import static io.clarifyvpc.assess.Findings.mended;
import static io.clarifyvpc.assess.Findings.model;
import static io.clarifyvpc.assess.Findings.nonCompliant;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AssessmentDocumentTest {
  @Test
  void nothing_judged_is_an_empty_list() {
    assertThat(AssessmentDocument.encode(List.of())).isEqualTo("{\"assessments\":[]}");
  }

  @Test
  void the_document_is_as_the_contract_says_member_by_member() {
    var document =
        AssessmentDocument.encode(
            List.of(
                assessment(
                    job("churn"),
                    mended(
                        nonCompliant("Clarify.6", "no endpoint", "subnet-a", "rtb-a"),
                        "it times out",
                        "Create one.",
                        "aws ec2 create-vpc-endpoint")),
                assessment(model("m"), compliant("Clarify.14"))));

    assertThat(document)
        .isEqualTo(
            oneLine(
                """
                {"assessments":[
                {"resource":{"type":"AWS::SageMaker::ProcessingJob","id":"churn",
                "arn":"arn:aws:sagemaker:us-east-1:111122223333:processing-job/churn",
                "accountId":"111122223333","region":"us-east-1"},
                "compliance":"NON_COMPLIANT","annotation":"Clarify.6: no endpoint",
                "findings":[{"control":"Clarify.6","title":"Title of Clarify.6","severity":"HIGH",
                "impact":"FAILURE","advisory":false,"compliance":"NON_COMPLIANT",
                "reason":"no endpoint","evidence":["subnet-a","rtb-a"],
                "predictedError":"it times out",
                "remediation":{"text":"Create one.","cli":["aws ec2 create-vpc-endpoint"],
                "cloudFormation":{}},
                "conflictsWith":["a generic control that wants the opposite"],
                "references":["https://docs.aws.amazon.com/page"]}]},
                {"resource":{"type":"AWS::SageMaker::Model","id":"m","arn":null,
                "accountId":null,"region":null},
                "compliance":"COMPLIANT","annotation":"1 control holds",
                "findings":[{"control":"Clarify.14","title":"Title of Clarify.14","severity":"HIGH",
                "impact":"FAILURE","advisory":false,"compliance":"COMPLIANT",
                "reason":"all is well","evidence":["subnet-a"],
                "predictedError":null,"remediation":null,"conflictsWith":[],"references":[]}]}
                ]}
                """));
  }

  @Test
  void hostile_text_stays_one_valid_document() {
    var hostile = "\"}]\n\u0000\u2028\ud83d";
    var document =
        AssessmentDocument.encode(
            List.of(assessment(job(hostile), nonCompliant("Clarify.6", hostile, hostile))));

    assertThat(document).doesNotContain("\n");
    assertThat(
            Json.parse(document.getBytes(UTF_8)).at("/assessments/0/findings/0/reason").textValue())
        .startsWith("\"}]\n\u0000\u2028");
  }

  private static String oneLine(String text) {
    return text.replace("\n", "");
  }
}
