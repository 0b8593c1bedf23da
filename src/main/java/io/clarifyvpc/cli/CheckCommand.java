package io.clarifyvpc.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.Assessor;
import io.clarifyvpc.assess.FindingSink;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.SnapshotSource;
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
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code check}: judges one workload against a network on disk; the exit code is the verdict. */
final class CheckCommand {
  static final String NAME = "check";

  private static final List<String> SUBJECTS =
      List.of("--event", "--job", "--model", "--job-name", "--model-name");

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
            .addOption(Option.text("--job-name", "NAME", "A processing job by its name."))
            .addOption(Option.text("--model-name", "NAME", "A model by its name."))
            .addOption(
                Option.file(
                    "--network",
                    "DIR",
                    "Folder of *.json files, each the answer of an `aws ec2 describe-...` or `aws sagemaker describe-...` call. Without it the live account of the usual AWS settings is read."))
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
                    Whereabouts.ACCOUNT,
                    "ID",
                    "The workload's account, where the files do not tell it."))
            .addOption(
                Option.text(
                    Whereabouts.REGION,
                    "REGION",
                    "The workload's region, where the files do not tell it."))
            .addOption(
                Option.text(
                    "--format",
                    "FORMAT",
                    "text (for people; the default), json (one document) or cloudformation (a template that mends what CloudFormation can)."))
            .addOption(
                Option.flag(
                    "--verbose",
                    "Also list the controls that pass or do not apply, conflicts and references."))
            .addOption(Option.help());
    spec.usageMessage()
        .description(
            "Judges one workload, named by exactly one of --event, --job, --model, --job-name,"
                + " --model-name, against a network on disk or the live account. The exit code is"
                + " the verdict.",
            "")
        .customSynopsis(
            "clarify-vpc check (--event FILE | --job FILE | --model FILE | --job-name NAME |"
                + " --model-name NAME) [--network DIR] [OPTION...]")
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
    var account = Option.text(given, Whereabouts.ACCOUNT);
    account.ifPresent(Whereabouts::requireAccount);
    var region = Option.text(given, Whereabouts.REGION);
    region.ifPresent(Whereabouts::requireRegion);
    var sink = sink(given);

    var parameters = parameters(Option.file(given, "--parameters"));
    var asked = asked(subject, given);
    var source = source(given, account, region, asked);
    var assessor =
        new Assessor(source, Catalogue.controls(), Complaint.aboutControls(surroundings));
    var judgement = asked.judgedBy(assessor, parameters);
    sink.accept(judgement);
    hint(given, judgement);
    return ExitCode.of(judgement.assessments());
  }

  private SnapshotSource source(
      ParseResult given, Optional<String> account, Optional<String> region, Asked asked) {
    var configuration = analysisConfiguration(given);
    var folder = Option.file(given, "--network");
    if (folder.isEmpty()) {
      return new OpenedWhenAsked(
          () -> surroundings.account().source(account, region.or(asked::region), configuration));
    }
    var source = FileSnapshotSource.read(folder.get(), account, region, configuration);
    source.remarks().forEach(remark -> Complaint.say(surroundings, remark));
    return source;
  }

  private static String subject(ParseResult given) {
    var named = SUBJECTS.stream().filter(name -> Option.isGiven(given, name)).toList();
    if (named.size() == 1) {
      return named.getFirst();
    }
    throw new WrongUsage(
        named.isEmpty()
            ? "say what to judge: one of " + String.join(", ", SUBJECTS)
            : "one thing at a time: %s cannot stand together"
                .formatted(String.join(" and ", named)));
  }

  private FindingSink sink(ParseResult given) {
    var format = Option.text(given, "--format").orElse("text");
    return switch (format) {
      case "text" -> new TextSink(surroundings, Option.isGiven(given, "--verbose"));
      case "json" -> new JsonSink(surroundings);
      case "cloudformation" -> new CloudFormationSink(surroundings);
      default ->
          throw new WrongUsage(
              "--format %s is not one of text, json, cloudformation".formatted(format));
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

    /** The region that it lies in, where it tells. */
    Optional<String> region();
  }

  private record AskedOf(WorkloadRef workload, Origin origin) implements Asked {
    @Override
    public Judgement judgedBy(Assessor assessor, RuleParameters parameters) {
      return assessor.assess(workload, origin, parameters);
    }

    @Override
    public Optional<String> region() {
      return workload.resource().region();
    }
  }

  private record AskedBy(Trigger trigger) implements Asked {
    @Override
    public Judgement judgedBy(Assessor assessor, RuleParameters parameters) {
      return assessor.assess(trigger, parameters);
    }

    @Override
    public Optional<String> region() {
      return trigger instanceof Trigger.OfWorkload ofWorkload
          ? ofWorkload.resource().region()
          : Optional.empty();
    }
  }

  private static Asked asked(String subject, ParseResult given) {
    return switch (subject) {
      case "--event" -> ofEvent(Option.file(given, subject).orElseThrow());
      case "--job-name" -> ofName(ResourceType.PROCESSING_JOB, subject, given);
      case "--model-name" -> ofName(ResourceType.MODEL, subject, given);
      case "--job" -> ofFile(subject, given, "job file", WorkloadDecoder::job);
      default -> ofFile(subject, given, "model file", WorkloadDecoder::model);
    };
  }

  private static Asked ofEvent(Path file) {
    var trigger = InputFile.decode(file, TriggerDecoder::decode);
    if (trigger instanceof Trigger.Malformed malformed) {
      throw InputFile.malformed(file, "is not an event that can be read: " + malformed.describe());
    }
    return new AskedBy(trigger);
  }

  private static Asked ofName(ResourceType type, String option, ParseResult given) {
    var resource =
        new Resource(
            type,
            Option.text(given, option).orElseThrow(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return of(new WorkloadRef.Named(resource), option.substring("--".length()));
  }

  private static Asked ofFile(
      String option,
      ParseResult given,
      String origin,
      Function<JsonNode, ? extends Workload> decoder) {
    var file = Option.file(given, option).orElseThrow();
    return of(new WorkloadRef.Described(InputFile.decode(file, decoder)), origin);
  }

  private static Asked of(WorkloadRef reference, String origin) {
    return new AskedOf(reference, Origin.file(origin));
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
