package io.clarifyvpc.cli;

import static java.util.stream.Collectors.joining;

import io.clarifyvpc.assess.Alert;
import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.assess.Assessor;
import io.clarifyvpc.assess.Evaluation;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.assess.Trigger;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.cli.Layout.Span;
import io.clarifyvpc.cli.Layout.Style;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.json.AlertMessage;
import io.clarifyvpc.json.AnalysisConfigurationDecoder;
import io.clarifyvpc.json.TriggerDecoder;
import io.clarifyvpc.snapshot.AnalysisConfiguration;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code demo}: replays the sample events against the sample network, and shows for each what AWS
 * Config and the subscribers of the topic would get. Nothing is sent anywhere.
 */
final class DemoCommand {
  static final String NAME = "demo";

  private static final String NETWORK = "src/sample/network";
  private static final String BUCKETS = "src/sample/s3";
  private static final String EVENTS = "events";
  private static final String OF_THIS_ACCOUNT = "cloudtrail-.*(?<!-other-account)\\.json";
  private static final String TO_TRY = "cloudtrail-create-processing-job-one-zone-model.json";
  private static final String ITS_CONFIGURATION =
      BUCKETS + "/churn-111122223333/config/one-zone-model/analysis_config.json";
  private static final int INDENT = 2;
  private static final int LABEL = INDENT + TextSink.LABEL + 2;

  private final Surroundings surroundings;

  DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  static CommandSpec spec() {
    var spec =
        CommandSpec.create()
            .addOption(Option.flag("--verbose", "Also show each alert as mail shows it."))
            .addOption(Option.help());
    spec.usageMessage()
        .description(
            "Replays the sample events (events/) against a sample network (src/sample/) and shows"
                + " what AWS Config and SNS would get. Needs no AWS account and sends nothing.",
            "")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(
            Map.of(
                "0", "the replay worked, whatever the verdicts", "65", "the sample cannot be read"))
        .footerHeading("%nExample:%n")
        .footer("  ./clarify-vpc demo --verbose");
    return spec;
  }

  /** Replays; the exit code says whether that worked, not what the verdicts are. */
  int run(ParseResult given) {
    boolean verbose = Option.isGiven(given, "--verbose");
    var events = events();
    var source =
        FileSnapshotSource.read(
            surroundings.home().resolve(NETWORK),
            Optional.empty(),
            Optional.empty(),
            analysisConfigurations());
    source.remarks().forEach(remark -> Complaint.say(surroundings, remark));
    var assessor =
        new Assessor(source, Catalogue.controls(), Complaint.aboutControls(surroundings));

    intro(events.size());
    var tally = new TreeMap<Verdict, Integer>();
    for (int i = 0; i < events.size(); i++) {
      var layout = new Layout(surroundings);
      heading(layout, i + 1, events.size(), events.get(i));
      tally.merge(replay(layout, assessor, events.get(i), verbose), 1, Integer::sum);
      layout.gap();
      surroundings.out().print(layout);
    }
    closing(events.size(), tally);
    return 0;
  }

  /** What came of an event, in the order of the last line. */
  private enum Verdict {
    COMPLIANT("compliant"),
    NON_COMPLIANT("non-compliant"),
    UNDETERMINED("undetermined"),
    NOTHING("nothing to judge"),
    MALFORMED("malformed");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }
  }

  /**
   * CloudTrail's: what AWS Config and SQS send lies there too, and speaks of no workload by itself.
   * Another account's are for the deployment in that account.
   */
  private List<Path> events() {
    return sorted(surroundings.home().resolve(EVENTS), 1).stream()
        .filter(file -> file.getFileName().toString().matches(OF_THIS_ACCOUNT))
        .toList();
  }

  /** The sample's buckets: a folder each, with the keys below. */
  private AnalysisConfigurations analysisConfigurations() {
    var buckets = surroundings.home().resolve(BUCKETS);
    var byUri = new HashMap<String, Reading<AnalysisConfiguration>>();
    for (Path object : sorted(buckets, Integer.MAX_VALUE)) {
      var key = buckets.relativize(object).toString().replace('\\', '/');
      byUri.put(
          "s3://" + key,
          AnalysisConfigurationDecoder.decode(
              InputFile.bytes(object, AnalysisConfigurationDecoder.MAX_BYTES)));
    }
    return new AnalysisConfigurations(byUri, Optional.empty());
  }

  private static List<Path> sorted(Path folder, int depth) {
    if (!Files.isDirectory(folder)) {
      throw InputFile.malformed(
          folder, "is not there: the sample belongs beside the clarify-vpc launcher");
    }
    try (var files = Files.walk(folder, depth)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw InputFile.malformed(folder, "cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private void intro(int events) {
    var layout = new Layout(surroundings);
    layout.paragraph(
        0,
        "%d CloudTrail events (%s/), replayed against a sample network (%s/) of two VPCs: one set up for Clarify, one grown without it. For each event: the verdict, what AWS Config is told, and the SNS alert. Nothing is sent anywhere."
            .formatted(events, EVENTS, NETWORK));
    layout.gap();
    surroundings.out().print(layout);
  }

  private static void heading(Layout layout, int number, int of, Path event) {
    layout.rule();
    layout.headed(
        0,
        List.of(new Span(Style.DIM, "%d/%d".formatted(number, of))),
        event.getFileName().toString());
  }

  private Verdict replay(Layout layout, Assessor assessor, Path event, boolean verbose) {
    var trigger = InputFile.decode(event, TriggerDecoder::decode);
    if (trigger instanceof Trigger.Malformed malformed) {
      nothing(layout, "MALFORMED", malformed.describe());
      sent(
          layout,
          "failure queue",
          "the event, with the name of the member at fault; AWS Config and SNS get nothing");
      return Verdict.MALFORMED;
    }
    var parameters = RuleParameters.defaults();
    var judgement = assessor.assess(trigger, parameters);
    if (judgement.assessments().isEmpty()) {
      nothing(
          layout,
          Compliance.NOT_APPLICABLE.name(),
          judgement.nothingBecause().orElse("nothing to judge"));
      sent(layout, "nothing sent", "there is nothing to judge");
      return Verdict.NOTHING;
    }
    judgement.assessments().forEach(assessment -> assessment(layout, assessment));
    layout.gap();
    judgement.assessments().forEach(assessment -> evaluation(layout, assessment, parameters));
    alert(layout, judgement, verbose);
    return switch (judgement.assessments().getFirst().compliance()) {
      case COMPLIANT -> Verdict.COMPLIANT;
      case NON_COMPLIANT -> Verdict.NON_COMPLIANT;
      case UNDETERMINED -> Verdict.UNDETERMINED;
      case NOT_APPLICABLE -> Verdict.NOTHING;
    };
  }

  private static void nothing(Layout layout, String word, String reason) {
    layout.headed(0, List.of(new Span(Style.YELLOW, word)), reason);
  }

  private static void assessment(Layout layout, Assessment assessment) {
    TextSink.verdict(layout, 0, assessment);
    var failing = TextSink.failing(assessment);
    for (List<Finding> alike : TextSink.grouped(failing)) {
      alike.forEach(finding -> TextSink.heading(layout, INDENT, finding, failing));
      TextSink.found(layout, 2 * INDENT, alike.getFirst());
    }
    layout.paragraph(INDENT, TextSink.countOf(assessment));
  }

  private static void evaluation(Layout layout, Assessment assessment, RuleParameters parameters) {
    var evaluation = Evaluation.of(assessment, parameters);
    sent(
        layout,
        "AWS Config",
        "%s %s %s"
            .formatted(
                evaluation.complianceResourceType(),
                evaluation.complianceResourceId(),
                evaluation.complianceType()));
    sent(layout, "", evaluation.annotation());
  }

  private static void alert(Layout layout, Judgement judgement, boolean verbose) {
    var alert = Alert.of(judgement);
    if (alert.isEmpty()) {
      var first = judgement.assessments().getFirst();
      sent(
          layout,
          "SNS alert",
          "none: the %s is %s".formatted(first.resource().type().words(), first.compliance()));
      return;
    }
    var message = AlertMessage.of(alert.get());
    sent(layout, "SNS alert", message.subject());
    sent(layout, "", attributes(message));
    if (verbose) {
      layout.gap();
      layout.block(2 * INDENT, alert.get().text());
    }
  }

  private static String attributes(AlertMessage message) {
    return message.attributes().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue().stringValue())
        .collect(joining(", "));
  }

  private static void sent(Layout layout, String label, String text) {
    layout.labelled(INDENT, label, LABEL, text);
  }

  private void closing(int events, Map<Verdict, Integer> tally) {
    var layout = new Layout(surroundings);
    layout.rule();
    layout.paragraph(
        0,
        tally.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().words)
            .collect(joining(", ", events + " events: ", ".")));
    layout.paragraph(
        0, "Next: one of them in full, with what to do about it. The exit code is the verdict:");
    layout.verbatim(
        INDENT,
        "%s check --event %s --network %s --analysis-config %s"
            .formatted(
                launcher(),
                pasteable(EVENTS + "/" + TO_TRY),
                pasteable(NETWORK),
                pasteable(ITS_CONFIGURATION)));
    surroundings.out().print(layout);
    surroundings.out().flush();
  }

  private String launcher() {
    return isAtHome() ? "./clarify-vpc" : pasteable("clarify-vpc");
  }

  /** A path as it works from where the user is, quoted where a shell would split it. */
  private String pasteable(String path) {
    if (isAtHome()) {
      return path;
    }
    var absolute = surroundings.home().resolve(path).toString();
    boolean plain =
        absolute.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-+@".indexOf(c) >= 0);
    return plain ? absolute : "'" + absolute.replace("'", "'\\''") + "'";
  }

  private boolean isAtHome() {
    return surroundings.home().equals(Path.of("").toAbsolutePath().normalize());
  }
}
