package io.clarifyvpc.assess;

import io.clarifyvpc.assess.Alert.Affected;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.snapshot.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An alert for people: plain text, in lines that a mail program does not break again. */
final class AlertText {
  private static final int WIDTH = 76;
  private static final int MOST_IDS = 25;

  private final StringBuilder text = new StringBuilder();

  private AlertText() {}

  static String of(Alert alert) {
    var writer = new AlertText();
    switch (alert.kind()) {
      case ALERT -> writer.alert(alert);
      case RESOLVED -> writer.resolved(alert);
      case DIGEST -> writer.digest(alert);
    }
    alert.omission().ifPresent(writer::omission);
    writer.line("Alert " + alert.alertId());
    return writer.text.toString();
  }

  private void alert(Alert alert) {
    var severity = alert.attributes().severity().map(worst -> " (" + worst + ")").orElse("");
    head(alert, alert.attributes().compliance() + severity);
    why(alert);
    affected(alert);
    whatToDo(alert);
  }

  private void resolved(Alert alert) {
    head(alert, "RESOLVED");
    line("");
    if (alert.tally().resources() == 1) {
      paragraph(
          "", "It is compliant now. It failed " + controls(alert.attributes().controls()) + ".");
    } else {
      paragraph("", "All of these are compliant now.");
    }
    affected(alert);
    line("");
  }

  private void digest(Alert alert) {
    labelled("What", "DIGEST: " + alert.tally().words());
    labelled("Where", where(alert.attributes().accountId(), alert.attributes().region()));
    labelled("When", when(alert.origin()));
    line("");
    paragraph(
        "",
        "Everything that is not as it should be, told once and together: this is the first run, or"
            + " the rule's parameters or controls have changed, or who was told what cannot be read."
            + " After this only changes are told.");
    line("");
    line("By control");
    for (Control control : Catalogue.controls()) {
      var spec = control.spec();
      Optional.ofNullable(alert.tally().controls().get(spec.id()))
          .ifPresent(
              count -> hanging("* ", "%s: %d: %s".formatted(spec.id(), count, spec.title())));
    }
    affected(alert);
    line("");
  }

  private void head(Alert alert, String verdict) {
    var resource = first(alert);
    labelled("What", "%s: %s".formatted(verdict, named(alert, resource)));
    labelled("Where", where(resource.accountId(), resource.region()));
    if (alert.tally().resources() == 1) {
      resource.arn().ifPresent(arn -> labelled("", arn));
      var who = alert.origin().creator().lines();
      labelled("Who", who.isEmpty() ? List.of("unknown") : who);
      labelled("Tags", Tag.lines(alert.origin().tags()));
    }
    labelled("When", when(alert.origin()));
    alert.stop().ifPresent(outcome -> labelled("Stop", outcome.sentence()));
  }

  private static Resource first(Alert alert) {
    return alert.assessments().isEmpty()
        ? alert.affected().getFirst().resource()
        : alert.assessments().getFirst().resource();
  }

  private static String named(Alert alert, Resource first) {
    int count = alert.tally().resources();
    return count == 1
        ? first.type().words() + " " + first.id()
        : "%d %s with one cause".formatted(count, Alert.kinds(alert.affected()));
  }

  private static String where(Optional<String> accountId, Optional<String> region) {
    return "account %s, region %s".formatted(accountId.orElse("unknown"), region.orElse("unknown"));
  }

  private static String when(Origin origin) {
    return origin.time().map(Object::toString).orElse("unknown") + ", by " + origin.source();
  }

  private static String controls(List<String> controls) {
    return controls.isEmpty() ? "nothing that is known" : String.join(", ", controls);
  }

  /** One line or two each, the worst first. */
  private void affected(Alert alert) {
    if (alert.affected().isEmpty()) {
      return;
    }
    line("");
    line("Which");
    for (Affected each : alert.affected()) {
      hanging(
          "* ",
          "%s %s: %s"
              .formatted(
                  each.resource().type().words(),
                  each.resource().id(),
                  each.state().isAlarming()
                      ? failing(each)
                      : "RESOLVED, it failed " + controls(each.controls())));
      each.creator().summary().ifPresent(who -> hanging("  ", "created by " + who));
    }
  }

  private static String failing(Affected affected) {
    return "%s: %s%s"
        .formatted(
            affected.state().compliance(),
            controls(affected.controls()),
            affected.state().newsOfStop().map(stop -> ", " + stop.word()).orElse(""));
  }

  private void why(Alert alert) {
    for (Assessment assessment : alert.assessments()) {
      var failing = failing(assessment);
      if (failing.isEmpty()) {
        continue;
      }
      var resource = assessment.resource();
      boolean first = assessment.equals(alert.assessments().getFirst());
      line("");
      paragraph(
          "",
          first
              ? why(alert, resource)
              : "The %s behind it, %s, is %s"
                  .formatted(resource.type().words(), resource.id(), assessment.compliance()));
      for (Finding finding : failing) {
        finding(finding);
      }
    }
  }

  private static String why(Alert alert, Resource first) {
    return alert.tally().resources() == 1
        ? "Why"
        : "Why, by the first of them, %s %s".formatted(first.type().words(), first.id());
  }

  /** Non-compliant before undetermined, what decides before what is advisory, the worst first. */
  private static List<Finding> failing(Assessment assessment) {
    return Stream.of(Compliance.NON_COMPLIANT, Compliance.UNDETERMINED)
        .flatMap(compliance ->
            Stream.concat(of(assessment, compliance, false), of(assessment, compliance, true)))
        .toList();
  }

  private static Stream<Finding> of(
      Assessment assessment, Compliance compliance, boolean advisory) {
    return assessment.findings().stream()
        .filter(finding -> finding.compliance() == compliance && finding.advisory() == advisory)
        .sorted(Finding.WORST_FIRST);
  }

  private void finding(Finding finding) {
    var weight =
        finding.compliance() == Compliance.UNDETERMINED
            ? "UNDETERMINED"
            : finding.severity() + ", " + finding.impact();
    hanging(
        "* ",
        "%s (%s%s): %s"
            .formatted(
                finding.control(),
                weight,
                finding.advisory() ? ", advisory" : "",
                finding.title()));
    paragraph("  ", finding.reason());
    if (!finding.evidence().isEmpty()) {
      paragraph("  ", "Ids: " + ids(finding.evidence()));
    }
    finding.predictedError().ifPresent(error -> paragraph("  ", "Expect this error: " + error));
  }

  private static String ids(List<String> ids) {
    var named = String.join(", ", ids.subList(0, Math.min(ids.size(), MOST_IDS)));
    return ids.size() <= MOST_IDS
        ? named
        : "%s and %d more".formatted(named, ids.size() - MOST_IDS);
  }

  private void whatToDo(Alert alert) {
    line("");
    line("What to do");
    afterStops(alert);
    var failing =
        alert.assessments().stream().flatMap(assessment -> failing(assessment).stream()).toList();
    var remedies = failing.stream().filter(finding -> finding.remediation().isPresent()).toList();
    for (Finding finding : remedies) {
      var remediation = finding.remediation().get();
      hanging("* ", finding.control() + ": " + remediation.text());
      // On one line each, however long: a command is there to be pasted.
      remediation.cli().forEach(command -> line("    " + PlainText.clean(command)));
    }
    if (failing.stream().anyMatch(finding -> finding.compliance() == Compliance.UNDETERMINED)) {
      hanging(
          "* ",
          "Let clarify-vpc read what is undetermined, or look at it by hand: undetermined is not"
              + " compliant.");
    }
    line("");
  }

  private void afterStops(Alert alert) {
    var kinds =
        Stream.concat(
                alert.stop().stream(),
                alert.affected().stream().flatMap(each -> each.state().stop().stream()))
            .map(StopOutcome::kind)
            .toList();
    if (kinds.contains(StopOutcome.Kind.STOPPED)) {
      hanging("* ", "Mend what is named below before what was stopped is started again.");
    }
    if (kinds.contains(StopOutcome.Kind.FAILED)) {
      hanging(
          "* ",
          "What was NOT stopped runs on: stop it yourself if it must not. The next run of the rule"
              + " tries again.");
    }
  }

  private void omission(Alert.Omission omission) {
    var findings = omission.findings() + " findings";
    paragraph(
        "",
        "Left out: %s; %s."
            .formatted(
                omission.resources() == 0
                    ? findings
                    : findings + " and %d resources".formatted(omission.resources()),
                omission.reason()));
  }

  private void labelled(String label, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      labelled(i == 0 ? label : "", values.get(i));
    }
  }

  private void labelled(String label, String value) {
    hanging("%-6s ".formatted(label), value);
  }

  private void paragraph(String indent, String value) {
    PlainText.wrap(PlainText.clean(value), WIDTH - indent.length())
        .forEach(part -> line(indent + part));
  }

  private void hanging(String start, String value) {
    var indent = " ".repeat(start.length());
    var lines = PlainText.wrap(PlainText.clean(value), WIDTH - start.length());
    for (int i = 0; i < lines.size(); i++) {
      line((i == 0 ? start : indent) + lines.get(i));
    }
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
