package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.snapshot.Resource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Assessments as one JSON document, the machine form of a verdict. Every member is always there:
 * what is not known is null, what is empty is an empty list.
 */
public final class AssessmentDocument {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AssessmentDocument() {}

  /** The document on one line. */
  public static String encode(List<Assessment> assessments) {
    var document = NODES.objectNode();
    document.set("assessments", array(assessments));
    return JsonText.of(document);
  }

  static ArrayNode array(List<Assessment> assessments) {
    var array = NODES.arrayNode();
    assessments.forEach(assessment -> array.add(node(assessment)));
    return array;
  }

  private static ObjectNode node(Assessment assessment) {
    var node = NODES.objectNode();
    node.set("resource", node(assessment.resource()));
    node.put("compliance", assessment.compliance().name());
    node.put("annotation", assessment.annotation());
    var findings = node.putArray("findings");
    assessment.findings().forEach(finding -> findings.add(node(finding)));
    return node;
  }

  static ObjectNode node(Resource resource) {
    var node = NODES.objectNode();
    node.put("type", resource.type().typeName());
    node.put("id", resource.id());
    put(node, "arn", resource.arn());
    put(node, "accountId", resource.accountId());
    put(node, "region", resource.region());
    return node;
  }

  private static ObjectNode node(Finding finding) {
    var node = NODES.objectNode();
    node.put("control", finding.control());
    node.put("title", finding.title());
    node.put("severity", finding.severity().name());
    node.put("impact", finding.impact().name());
    node.put("advisory", finding.advisory());
    node.put("compliance", finding.compliance().name());
    node.put("reason", finding.reason());
    node.set("evidence", strings(finding.evidence()));
    put(node, "predictedError", finding.predictedError());
    finding
        .remediation()
        .map(AssessmentDocument::node)
        .ifPresentOrElse(
            remediation -> node.set("remediation", remediation), () -> node.putNull("remediation"));
    node.set("conflictsWith", strings(finding.conflictsWith()));
    node.set("references", strings(finding.references()));
    return node;
  }

  private static ObjectNode node(Remediation remediation) {
    var node = NODES.objectNode();
    node.put("text", remediation.text());
    node.set("cli", strings(remediation.cli()));
    node.set("cloudFormation", CloudFormationDocument.resources(remediation.cloudFormation()));
    return node;
  }

  static void put(ObjectNode node, String member, Optional<String> value) {
    node.put(member, value.orElse(null));
  }

  static ArrayNode strings(Collection<String> values) {
    var array = NODES.arrayNode();
    values.forEach(array::add);
    return array;
  }
}
