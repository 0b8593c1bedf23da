package io.clarifyvpc.assess;

import static java.util.Objects.requireNonNull;

import io.clarifyvpc.control.CloudFormationResource;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Remediation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The remediations of all findings that CloudFormation can make, as one template. A change that
 * several findings ask for is in it once; of two that exclude one another the first is.
 *
 * @param description what it is for; within CloudFormation's 1024 bytes
 * @param resources in the order of the findings
 * @param outside the remediations that it does not make
 */
public record CloudFormationTemplate(
    String description, List<CloudFormationResource> resources, List<Outside> outside) {
  private static final int MOST_WORKLOADS = 2;
  private static final int LONGEST_NAME = 256;

  /** A remediation that the template does not make. */
  public record Outside(String control, String workload, String because, Remediation remediation) {}

  public CloudFormationTemplate {
    resources = List.copyOf(resources);
    outside = List.copyOf(outside);
  }

  /** Collects them. */
  public static CloudFormationTemplate of(List<Assessment> assessments) {
    var collecting = new Collecting();
    for (Assessment assessment : assessments) {
      for (Finding finding : assessment.findings()) {
        if (finding.compliance() == Compliance.NON_COMPLIANT) {
          finding
              .remediation()
              .ifPresent(remediation -> collecting.add(assessment, finding, remediation));
        }
      }
    }
    return collecting.template(assessments);
  }

  private static final class Collecting {
    private final Map<String, CloudFormationResource> resources = new LinkedHashMap<>();
    private final List<Outside> outside = new ArrayList<>();

    void add(Assessment assessment, Finding finding, Remediation remediation) {
      if (remediation.cloudFormation().isEmpty()) {
        var because =
            remediation.cli().isEmpty()
                ? "left to people"
                : "CloudFormation cannot change what it does not manage: run the commands first";
        outside.add(new Outside(finding.control(), nameOf(assessment), because, remediation));
        return;
      }
      var joined = new LinkedHashMap<String, CloudFormationResource>();
      for (CloudFormationResource resource : remediation.cloudFormation()) {
        var there = Optional.ofNullable(resources.get(resource.logicalId()));
        var both = there.map(first -> joined(first, resource)).orElse(Optional.of(resource));
        if (both.isEmpty()) {
          outside.add(
              new Outside(
                  finding.control(),
                  nameOf(assessment),
                  "another finding changes %s: deploy this, then check again"
                      .formatted(resource.logicalId()),
                  remediation));
          return;
        }
        joined.put(resource.logicalId(), both.get());
      }
      resources.putAll(joined);
    }

    CloudFormationTemplate template(List<Assessment> assessments) {
      var about =
          assessments.isEmpty()
              ? "what was given"
              : String.join(
                  ", ",
                  assessments.stream()
                      .limit(MOST_WORKLOADS)
                      .map(CloudFormationTemplate::nameOf)
                      .toList());
      var what =
          resources.isEmpty()
              ? "Changes nothing: clarify-vpc found nothing that a template can mend for %s."
              : "What clarify-vpc found wrong with the network of %s, mended.";
      var rest = outside.isEmpty() ? "" : " Metadata names what has to be done beside it.";
      return new CloudFormationTemplate(
          what.formatted(about) + rest, List.copyOf(resources.values()), outside);
    }
  }

  private static String nameOf(Assessment assessment) {
    var resource = assessment.resource();
    return PlainText.shorten(
        PlainText.ascii(resource.type().words() + " " + resource.id()), LONGEST_NAME);
  }

  /** Both at once: equal, or alike but for lists, whose elements add up. */
  private static Optional<CloudFormationResource> joined(
      CloudFormationResource one, CloudFormationResource other) {
    if (!one.type().equals(other.type())
        || !one.properties().keySet().equals(other.properties().keySet())) {
      return Optional.empty();
    }
    var properties = new LinkedHashMap<String, Object>();
    for (var property : one.properties().entrySet()) {
      var joined =
          joined(property.getValue(), requireNonNull(other.properties().get(property.getKey())));
      if (joined.isEmpty()) {
        return Optional.empty();
      }
      properties.put(property.getKey(), joined.get());
    }
    return Optional.of(new CloudFormationResource(one.logicalId(), one.type(), properties));
  }

  private static Optional<Object> joined(Object one, Object other) {
    if (one instanceof List<?> some && other instanceof List<?> more) {
      var all = new LinkedHashSet<Object>(some);
      all.addAll(more);
      return Optional.of(List.copyOf(all));
    }
    return one.equals(other) ? Optional.of(one) : Optional.empty();
  }
}
