package io.clarifyvpc.cli;

import static java.util.stream.Collectors.joining;

import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.assess.FindingSink;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.cli.Layout.Span;
import io.clarifyvpc.cli.Layout.Style;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.snapshot.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A judgement for a reader at a terminal: the verdict first, then what fails, the worst first; what
 * passes or does not apply is one line unless more is asked for.
 */
final class TextSink implements FindingSink {
  private static final int FINDING = 2;
  private static final int DETAIL = 4;
  static final int LABEL = 10;
  private static final int COMMAND = DETAIL + LABEL;

  private final Surroundings surroundings;
  private final boolean verbose;

  TextSink(Surroundings surroundings, boolean verbose) {
    this.surroundings = surroundings;
    this.verbose = verbose;
  }

  @Override
  public void accept(Judgement judgement) {
    var layout = new Layout(surroundings);
    if (judgement.assessments().isEmpty()) {
      layout.headed(
          0,
          List.of(new Span(Style.DIM, Compliance.NOT_APPLICABLE.name())),
          "nothing to judge: " + judgement.nothingBecause().orElse("no reason is known"));
    }
    for (int i = 0; i < judgement.assessments().size(); i++) {
      if (i > 0) {
        layout.gap();
      }
      // Without tags: what is shown here often ends up in the log of a build.
      var who = i == 0 ? judgement.origin().creator().lines() : List.<String>of();
      assessment(layout, judgement.assessments().get(i), who);
    }
    surroundings.out().print(layout);
    surroundings.out().flush();
  }

  private void assessment(Layout layout, Assessment assessment, List<String> who) {
    verdict(layout, 0, assessment);
    layout.paragraph(FINDING, where(assessment.resource()));
    for (int i = 0; i < who.size(); i++) {
      layout.labelled(FINDING, i == 0 ? "who" : "", LABEL, who.get(i));
    }
    var failing = failing(assessment);
    for (List<Finding> alike :
        verbose ? failing.stream().map(List::of).toList() : grouped(failing)) {
      layout.gap();
      failing(layout, alike, failing);
    }
    layout.gap();
    if (verbose) {
      others(layout, assessment);
    }
    layout.paragraph(FINDING, countOf(assessment) + hint(assessment));
  }

  /** One line: the verdict in a word, and on what. */
  static void verdict(Layout layout, int column, Assessment assessment) {
    var resource = assessment.resource();
    layout.headed(
        column,
        List.of(new Span(Layout.styleOf(assessment.compliance()), assessment.compliance().name())),
        resource.type().words() + " " + resource.id());
  }

  private static String where(Resource resource) {
    return resource
        .arn()
        .orElseGet(() ->
            "account %s, region %s"
                .formatted(
                    resource.accountId().orElse("unknown"), resource.region().orElse("unknown")));
  }

  /** Non-compliant before undetermined, what counts before what is advisory, the worst first. */
  static List<Finding> failing(Assessment assessment) {
    var failing = new ArrayList<Finding>();
    for (var compliance : List.of(Compliance.NON_COMPLIANT, Compliance.UNDETERMINED)) {
      for (boolean advisory : List.of(false, true)) {
        assessment.findings().stream()
            .filter(finding -> finding.compliance() == compliance)
            .filter(finding -> finding.advisory() == advisory)
            .sorted(Finding.WORST_FIRST)
            .forEach(failing::add);
      }
    }
    return failing;
  }

  /**
   * Findings of which the same is to be said, together: what could not be read is often what every
   * control asked for. The order is that of each group's first.
   */
  static List<List<Finding>> grouped(List<Finding> findings) {
    var groups = new LinkedHashMap<List<Object>, List<Finding>>();
    for (Finding finding : findings) {
      var said =
          List.<Object>of(
              finding.compliance(),
              finding.reason(),
              finding.evidence(),
              finding.predictedError(),
              finding.remediation());
      groups.computeIfAbsent(said, _ -> new ArrayList<>()).add(finding);
    }
    return List.copyOf(groups.values());
  }

  /** The control and how bad it is, below those of the other findings; then its title. */
  static void heading(Layout layout, int column, Finding finding, List<Finding> all) {
    var style = Layout.styleOf(finding.compliance());
    layout.headed(
        column,
        List.of(
            new Span(
                style,
                layout.mark(finding.compliance()) + " " + finding.control(),
                widest(all, Finding::control) + 2),
            new Span(style, weight(finding), widest(all, TextSink::weight))),
        finding.title());
  }

  private static int widest(List<Finding> findings, Function<Finding, String> words) {
    return findings.stream().mapToInt(finding -> words.apply(finding).length()).max().orElse(0);
  }

  private static String weight(Finding finding) {
    return switch (finding.compliance()) {
      case COMPLIANT, NOT_APPLICABLE -> finding.compliance().name();
      case NON_COMPLIANT ->
          "%s %s%s"
              .formatted(
                  finding.severity(), finding.impact(), finding.advisory() ? ", advisory" : "");
      case UNDETERMINED -> "UNDETERMINED" + (finding.advisory() ? ", advisory" : "");
    };
  }

  private void failing(Layout layout, List<Finding> alike, List<Finding> all) {
    alike.forEach(each -> heading(layout, FINDING, each, all));
    var finding = alike.getFirst();
    found(layout, DETAIL, finding);
    finding.predictedError().ifPresent(error -> layout.labelled(DETAIL, "error", LABEL, error));
    finding
        .remediation()
        .ifPresent(remediation -> {
          layout.labelled(DETAIL, "fix", LABEL, remediation.text());
          remediation.cli().forEach(command -> layout.verbatim(COMMAND, command));
        });
    if (verbose) {
      finding
          .conflictsWith()
          .forEach(conflict -> layout.labelled(DETAIL, "conflict", LABEL, conflict));
      finding.references().forEach(page -> layout.labelled(DETAIL, "see", LABEL, page));
    }
  }

  /** What was found, and where. */
  static void found(Layout layout, int column, Finding finding) {
    layout.labelled(column, "reason", LABEL, finding.reason());
    if (!finding.evidence().isEmpty()) {
      layout.labelled(column, "evidence", LABEL, String.join(", ", finding.evidence()));
    }
  }

  private static void others(Layout layout, Assessment assessment) {
    var others =
        Stream.of(Compliance.COMPLIANT, Compliance.NOT_APPLICABLE)
            .flatMap(compliance ->
                assessment.findings().stream()
                    .filter(finding -> finding.compliance() == compliance))
            .toList();
    for (Finding finding : others) {
      heading(layout, FINDING, finding, others);
      found(layout, DETAIL, finding);
    }
    if (!others.isEmpty()) {
      layout.gap();
    }
  }

  /** How many controls gave which answer, in words. */
  static String countOf(Assessment assessment) {
    return Stream.of(
            count(assessment, Compliance.NON_COMPLIANT, "non-compliant"),
            count(assessment, Compliance.UNDETERMINED, "undetermined"),
            count(assessment, Compliance.COMPLIANT, "compliant"),
            count(assessment, Compliance.NOT_APPLICABLE, "not applicable"))
        .filter(part -> !part.isEmpty())
        .collect(joining(", ", controls(assessment.findings().size()) + ": ", ""));
  }

  private static String controls(int count) {
    return count == 1 ? "1 control" : count + " controls";
  }

  private static String count(Assessment assessment, Compliance compliance, String words) {
    long count =
        assessment.findings().stream()
            .filter(finding -> finding.compliance() == compliance)
            .count();
    return count == 0 ? "" : count + " " + words;
  }

  private String hint(Assessment assessment) {
    boolean folded =
        !verbose
            && assessment.findings().stream()
                .anyMatch(finding ->
                    finding.compliance() == Compliance.COMPLIANT
                        || finding.compliance() == Compliance.NOT_APPLICABLE);
    return folded ? "; --verbose lists them" : "";
  }
}
