package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.CloudFormationTemplate;
import io.clarifyvpc.assess.CloudFormationTemplate.Outside;
import io.clarifyvpc.control.CloudFormationResource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * CloudFormation in its JSON form.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html">Template
 *     sections</a>
 */
public final class CloudFormationDocument {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String FORMAT = "2010-09-09";

  /** A template without a resource is not valid; a handle waits for nobody and costs nothing. */
  private static final CloudFormationResource NOTHING =
      new CloudFormationResource(
          "NothingToChange", "AWS::CloudFormation::WaitConditionHandle", Map.of());

  private CloudFormationDocument() {}

  /** The template, ended by a line end; what it does not make is in its metadata. */
  public static String encode(CloudFormationTemplate template) {
    var document = NODES.objectNode();
    document.put("AWSTemplateFormatVersion", FORMAT);
    document.put("Description", template.description());
    var outside = document.putObject("Metadata").putObject("ClarifyVpc").putArray("Outside");
    template.outside().forEach(each -> outside.add(node(each)));
    document.set(
        "Resources",
        resources(template.resources().isEmpty() ? List.of(NOTHING) : template.resources()));
    return JsonText.indented(document) + "\n";
  }

  private static ObjectNode node(Outside outside) {
    var node = NODES.objectNode();
    node.put("Control", outside.control());
    node.put("Workload", outside.workload());
    node.put("Because", outside.because());
    node.put("Remediation", outside.remediation().text());
    node.set("Cli", AssessmentDocument.strings(outside.remediation().cli()));
    return node;
  }

  /** By logical id, as the section of a template has them. */
  static ObjectNode resources(Collection<CloudFormationResource> resources) {
    var node = NODES.objectNode();
    for (CloudFormationResource resource : resources) {
      var body = node.putObject(resource.logicalId());
      body.put("Type", resource.type());
      if (!resource.properties().isEmpty()) {
        body.set("Properties", node(resource.properties()));
      }
    }
    return node;
  }

  private static JsonNode node(Object value) {
    return switch (value) {
      case Integer number -> NODES.numberNode(number);
      case Boolean flag -> NODES.booleanNode(flag);
      case Map<?, ?> map -> {
        var node = NODES.objectNode();
        map.forEach((name, each) -> node.set((String) name, node(each)));
        yield node;
      }
      case List<?> list -> {
        var node = NODES.arrayNode();
        list.forEach(each -> node.add(node(each)));
        yield node;
      }
      default -> NODES.textNode((String) value);
    };
  }
}
