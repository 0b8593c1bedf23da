package io.clarifyvpc.assess;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.snapshot.Resource;
import java.util.List;
import java.util.stream.Stream;

/** An alert for people: plain text, in lines that a mail program does not break again. */
final class AlertText {
  private static final int WIDTH = 76;
  private static final int MOST_IDS = 25;

  private final StringBuilder text = new StringBuilder();

  private AlertText() {}

  static String of(Alert alert) {
    var writer = new AlertText();
    writer.head(alert);
    writer.why(alert);
    writer.whatToDo(alert);
    alert.omission().ifPresent(writer::omission);
    writer.line("Alert " + alert.alertId());
    return writer.text.toString();
  }

  private void head(Alert alert) {
    var resource = alert.assessments().getFirst().resource();
    var severity = alert.attributes().severity().map(worst -> " (" + worst + ")").orElse("");
    labelled(
        "What",
        "%s%s: %s %s"
            .formatted(
                alert.attributes().compliance(), severity, resource.type().words(), resource.id()));
    labelled("Where", where(resource));
    resource.arn().ifPresent(arn -> labelled("", arn));
    labelled("Who", alert.origin().principal().orElse("unknown"));
    labelled("When", when(alert.origin()));
  }

  private static String where(Resource resource) {
    return "account %s, region %s"
        .formatted(resource.accountId().orElse("unknown"), resource.region().orElse("unknown"));
  }

  private static String when(Origin origin) {
    return origin.time().map(Object::toString).orElse("unknown") + ", by " + origin.source();
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
              ? "Why"
              : "The %s behind it, %s, is %s"
                  .formatted(resource.type().words(), resource.id(), assessment.compliance()));
      for (Finding finding : failing) {
        finding(finding);
      }
    }
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

  private void omission(Alert.Omission omission) {
    paragraph("", "Left out: %d findings; %s.".formatted(omission.findings(), omission.reason()));
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
