package io.clarifyvpc.assess;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toCollection;

import io.clarifyvpc.assess.Alert.Affected;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.snapshot.Resource;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How much of an alert is told, from everything down to what fits into a message whatever it holds:
 * first without what passed and without CloudFormation resources, then with shorter texts and fewer
 * ids, then without the least severe findings; of many resources fewer and fewer. A command is told
 * whole or not at all: half a command might still run.
 */
public enum Abridgement {
  WHOLE(true, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
  WITHOUT_PASSED(false, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
  LONG(false, Integer.MAX_VALUE, 100, 2000, 250),
  MEDIUM(false, Integer.MAX_VALUE, 25, 600, 100),
  SHORT(false, Integer.MAX_VALUE, 8, 300, 50),
  FEW_FINDINGS(false, 24, 8, 300, 25),
  FEWER_FINDINGS(false, 6, 4, 200, 10),
  THE_WORST_FINDING(false, 1, 1, 128, 1);

  private final boolean passed;
  private final int findings;
  private final int items;
  private final int characters;
  private final int resources;

  /**
   * @param passed whether findings that pass or do not apply are told
   * @param findings most findings an assessment
   * @param items most ids, commands, references a finding
   * @param characters most characters a text
   * @param resources most resources of one cause, or of a digest
   */
  Abridgement(boolean passed, int findings, int items, int characters, int resources) {
    this.passed = passed;
    this.findings = findings;
    this.items = items;
    this.characters = characters;
    this.resources = resources;
  }

  Alert of(Alert alert) {
    if (this == WHOLE) {
      return alert;
    }
    var told = alert.assessments().stream().map(this::abridged).toList();
    var affected = alert.affected().stream().limit(resources).map(this::abridged).toList();
    return new Alert(
        alert.kind(),
        alert.alertId(),
        abridged(alert.origin()),
        told,
        affected,
        alert.tally(),
        alert.attributes(),
        alert.subject(),
        Optional.of(
            new Alert.Omission(
                count(alert.assessments()) - count(told),
                alert.affected().size() - affected.size(),
                reason())),
        alert.stop());
  }

  private static int count(List<Assessment> assessments) {
    return assessments.stream().mapToInt(assessment -> assessment.findings().size()).sum();
  }

  private String reason() {
    var left = "findings that pass or do not apply and CloudFormation resources were left out";
    if (characters == Integer.MAX_VALUE) {
      return left + ", to stay within the size limit of a message";
    }
    return findings == Integer.MAX_VALUE
        ? left + " and long texts and lists shortened, to stay within the size limit of a message"
        : "all but the worst findings were left out and long texts and lists shortened, to stay"
            + " within the size limit of a message";
  }

  private Assessment abridged(Assessment assessment) {
    var told = told(assessment);
    return new Assessment(
        abridged(assessment.resource()),
        assessment.compliance(),
        assessment.annotation(),
        assessment.findings().stream().filter(told::contains).map(this::abridged).toList());
  }

  /** The findings that stay: the deciding ones before the others, the worst first. */
  private Set<Finding> told(Assessment assessment) {
    Comparator<Finding> decidingFirst =
        comparing(finding -> !finding.countsAs(assessment.compliance()));
    return assessment.findings().stream()
        .filter(finding -> passed || isTold(finding.compliance()))
        .sorted(decidingFirst.thenComparing(Finding.WORST_FIRST))
        .limit(findings)
        .collect(toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
  }

  private static boolean isTold(Compliance compliance) {
    return switch (compliance) {
      case NON_COMPLIANT, UNDETERMINED -> true;
      case COMPLIANT, NOT_APPLICABLE -> false;
    };
  }

  private Finding abridged(Finding finding) {
    return new Finding(
        shorten(finding.control()),
        shorten(finding.title()),
        finding.severity(),
        finding.impact(),
        finding.advisory(),
        finding.compliance(),
        shorten(finding.reason()),
        shorten(finding.evidence()),
        finding.predictedError().map(this::shorten),
        finding.remediation().map(this::abridged),
        shorten(finding.conflictsWith()),
        shorten(finding.references()));
  }

  private Remediation abridged(Remediation remediation) {
    boolean whole =
        remediation.cli().size() <= items
            && remediation.cli().stream().allMatch(command -> command.length() <= characters);
    return new Remediation(
        shorten(remediation.text()), whole ? remediation.cli() : List.of(), List.of());
  }

  private Affected abridged(Affected affected) {
    var state = affected.state();
    return new Affected(
        abridged(affected.resource()),
        new AlertState(
            state.compliance(),
            shorten(state.controls()),
            state.severity(),
            shorten(state.annotation()),
            state.stop()),
        shorten(affected.formerControls()),
        affected.createdBy().map(this::abridged));
  }

  private Resource abridged(Resource resource) {
    return new Resource(
        resource.type(),
        shorten(resource.id()),
        resource.arn().map(this::shorten),
        resource.accountId().map(this::shorten),
        resource.region().map(this::shorten));
  }

  private Origin abridged(Origin origin) {
    return new Origin(
        shorten(origin.source()),
        origin.eventId().map(this::shorten),
        origin.time(),
        origin.creator().shortened(characters),
        origin.tags().stream()
            .limit(items)
            .map(tag -> new Tag(shorten(tag.key()), shorten(tag.value())))
            .toList());
  }

  private List<String> shorten(List<String> texts) {
    return texts.stream().limit(items).map(this::shorten).toList();
  }

  private String shorten(String text) {
    return PlainText.shorten(text, characters);
  }
}
