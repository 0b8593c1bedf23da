package io.clarifyvpc.cli;

import io.clarifyvpc.assess.Assessor;
import io.clarifyvpc.assess.FindingSink;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.Trigger;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.json.AnalysisConfigurationDecoder;
import io.clarifyvpc.json.RuleParametersDecoder;
import io.clarifyvpc.json.TriggerDecoder;
import io.clarifyvpc.json.WorkloadDecoder;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code check}: judges one workload against a network on disk; the exit code is the verdict. */
final class CheckCommand {
  static final String NAME = "check";

  private static final List<String> SUBJECTS = List.of("--event", "--job", "--model");

  private final Surroundings surroundings;

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  static CommandSpec spec() {
    var spec =
        CommandSpec.create()
            .addOption(
                Option.file("--event", "FILE", "A CloudTrail event, as EventBridge delivers it."))
            .addOption(
                Option.file(
                    "--job",
                    "FILE",
                    "A processing job or a monitoring job definition: the request that creates it,"
                        + " or the answer that describes it."))
            .addOption(
                Option.file("--model", "FILE", "A CreateModel request, or a DescribeModel answer."))
            .addOption(
                Option.file(
                    "--network",
                    "DIR",
                    "Folder of *.json files, each the answer of an `aws ec2 describe-...` or `aws"
                        + " sagemaker describe-...` call. Needed for now: reading the live account"
                        + " comes with a later release."))
            .addOption(
                Option.file(
                    "--analysis-config",
                    "FILE",
                    "The job's analysis configuration, in place of the object in S3."))
            .addOption(
                Option.file(
                    "--parameters",
                    "FILE",
                    "Rule parameters: a JSON object, such as {\"EndpointPolicy\":\"ALLOW_NAT\"}."))
            .addOption(
                Option.text(
                    "--account", "ID", "The workload's account, where the files do not tell it."))
            .addOption(
                Option.text(
                    "--region", "REGION", "The workload's region, where the files do not tell it."))
            .addOption(
                Option.text(
                    "--format", "FORMAT", "text (for people; the default) or json (one document)."))
            .addOption(
                Option.flag(
                    "--verbose",
                    "Also list the controls that pass or do not apply, conflicts and references."))
            .addOption(Option.help());
    spec.usageMessage()
        .description(
            "Judges one workload, named by exactly one of --event, --job, --model. The exit code is"
                + " the verdict.",
            "")
        .customSynopsis(
            "clarify-vpc check (--event | --job | --model) FILE --network DIR [OPTION...]")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.meanings())
        .sortOptions(false)
        .footerHeading("%nExample:%n")
        .footer(
            "  ./clarify-vpc check --job src/sample/job.json --network src/sample/network \\",
            "      --analysis-config src/sample/analysis_config.json");
    return spec;
  }

  /** Judges, tells, and answers the exit code. */
  int run(ParseResult given) {
    var subject = subject(given);
    var folder =
        Option.file(given, "--network")
            .orElseThrow(() ->
                new WrongUsage(
                    "check needs --network DIR, a folder with answers of the AWS CLI: reading the"
                        + " live account comes with a later release"));
    var account = Option.text(given, "--account");
    account.ifPresent(CheckCommand::requireAccount);
    var region = Option.text(given, "--region");
    region.ifPresent(CheckCommand::requireRegion);
    var sink = sink(given);

    var parameters = parameters(Option.file(given, "--parameters"));
    var asked = asked(subject, Option.file(given, subject).orElseThrow());
    var source = FileSnapshotSource.read(folder, account, region, analysisConfiguration(given));
    source.remarks().forEach(remark -> Complaint.say(surroundings, remark));

    var assessor =
        new Assessor(source, Catalogue.controls(), Complaint.aboutControls(surroundings));
    var judgement = asked.judgedBy(assessor, parameters);
    sink.accept(judgement);
    hint(given, judgement);
    return ExitCode.of(judgement.assessments());
  }

  private static String subject(ParseResult given) {
    var named = SUBJECTS.stream().filter(name -> Option.isGiven(given, name)).toList();
    if (named.size() == 1) {
      return named.getFirst();
    }
    throw new WrongUsage(
        named.isEmpty()
            ? "say what to judge: one of --event, --job, --model"
            : "one thing at a time: %s cannot stand together"
                .formatted(String.join(" and ", named)));
  }

  private static void requireAccount(String account) {
    if (!account.matches("[0-9]{12}")) {
      throw new WrongUsage("--account %s is not an account id: 12 digits".formatted(account));
    }
  }

  private static void requireRegion(String region) {
    if (!region.matches("[a-z]{2,4}(-[a-z]{2,12}){1,3}-[0-9]{1,2}")) {
      throw new WrongUsage("--region %s is not a region, such as us-east-1".formatted(region));
    }
  }

  private FindingSink sink(ParseResult given) {
    var format = Option.text(given, "--format").orElse("text");
    return switch (format) {
      case "text" -> new TextSink(surroundings, Option.isGiven(given, "--verbose"));
      case "json" -> new JsonSink(surroundings);
      default -> throw new WrongUsage("--format %s is not one of text, json".formatted(format));
    };
  }

  private static RuleParameters parameters(Optional<Path> file) {
    Map<String, String> values =
        file.map(path -> InputFile.decode(path, RuleParametersDecoder::decode)).orElse(Map.of());
    return RuleParameters.parse(values, Catalogue.ids());
  }

  private static AnalysisConfigurations analysisConfiguration(ParseResult given) {
    return new AnalysisConfigurations(
        Map.of(),
        Option.file(given, "--analysis-config")
            .map(file -> InputFile.bytes(file, AnalysisConfigurationDecoder.MAX_BYTES))
            .map(AnalysisConfigurationDecoder::decode));
  }

  /** What the user asked about, decoded. */
  private interface Asked {
    Judgement judgedBy(Assessor assessor, RuleParameters parameters);
  }

  private static Asked asked(String subject, Path file) {
    if (subject.equals("--event")) {
      var trigger = InputFile.decode(file, TriggerDecoder::decode);
      if (trigger instanceof Trigger.Malformed malformed) {
        throw InputFile.malformed(
            file, "is not an event that can be read: " + malformed.describe());
      }
      return (assessor, parameters) -> assessor.assess(trigger, parameters);
    }
    Workload workload =
        subject.equals("--job")
            ? InputFile.decode(file, WorkloadDecoder::job)
            : InputFile.decode(file, WorkloadDecoder::model);
    var reference = new WorkloadRef.Described(workload);
    var origin = Origin.file(subject.equals("--job") ? "job file" : "model file");
    return (assessor, parameters) -> assessor.assess(reference, origin, parameters);
  }

  private void hint(ParseResult given, Judgement judgement) {
    if (Option.isGiven(given, "--analysis-config")) {
      return;
    }
    boolean wanted =
        judgement.assessments().stream()
            .flatMap(assessment -> assessment.findings().stream())
            .filter(finding -> finding.compliance() == Compliance.UNDETERMINED)
            .anyMatch(finding ->
                finding.reason().contains(Fact.ANALYSIS_CONFIGURATION.label() + " unread"));
    if (wanted) {
      Complaint.say(
          surroundings,
          "the analysis configuration decides here: give its file with --analysis-config");
    }
  }
}
