package io.clarifyvpc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.PlainText;
import io.clarifyvpc.aws.Recording;
import io.clarifyvpc.json.Json;
import io.clarifyvpc.json.MalformedDocument;
import io.clarifyvpc.json.Redaction;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code record}: writes what the live account answers into a folder that {@code check} judges as
 * it would judge the account. It gives no verdict.
 */
final class RecordCommand {
  static final String NAME = "record";

  private static final String VPC = "--vpc";
  private static final String JOB_NAME = "--job-name";
  private static final String MODEL_NAME = "--model-name";
  private static final String OUT = "--out";
  private static final String REDACT = "--redact";

  private static final List<String> SUBJECTS = List.of(VPC, JOB_NAME, MODEL_NAME);
  private static final String NETWORK = "network";
  private static final String JOB = "job.json";
  private static final String MODEL = "model.json";
  private static final String CONFIGURATION = "analysis_config.json";

  /** The options under which {@code check} takes the files beside the network. */
  private static final SequencedMap<String, String> OPTIONS = options();

  private final Surroundings surroundings;

  RecordCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  private static SequencedMap<String, String> options() {
    var options = new LinkedHashMap<String, String>();
    options.put(JOB, "--job");
    options.put(MODEL, "--model");
    options.put(CONFIGURATION, "--analysis-config");
    return options;
  }

  static CommandSpec spec() {
    var spec =
        CommandSpec.create()
            .addOption(Option.texts(VPC, "VPC_ID", "A VPC, whole; may be given several times."))
            .addOption(
                Option.text(
                    JOB_NAME,
                    "NAME",
                    "A processing job, its analysis configuration, the model behind it and the network of both."))
            .addOption(Option.text(MODEL_NAME, "NAME", "A model and its network."))
            .addOption(Option.file(OUT, "DIR", "Where to write: a folder that is new, or empty."))
            .addOption(
                Option.flag(
                    REDACT,
                    "Replace account ids, names and addresses, the same by the same, and leave out tags and whatever else no control reads. Ids of EC2, regions and zones stay."))
            .addOption(
                Option.text(
                    Whereabouts.ACCOUNT, "ID", "The account, where it is not the caller's."))
            .addOption(
                Option.text(
                    Whereabouts.REGION, "REGION", "The region, where it is not the usual one."))
            .addOption(Option.help());
    spec.usageMessage()
        .description(
            "Writes the answers of the live account that a judgement rests on into a folder, for `check` to judge them again elsewhere. What could not be read is left out and named.",
            "")
        .customSynopsis(
            "clarify-vpc record (--vpc VPC_ID... | --job-name NAME | --model-name NAME) --out DIR [--redact] [OPTION...]")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.meaningsForRecord())
        .sortOptions(false)
        .footerHeading("%nExample (needs an account):%n")
        .footer("  ./clarify-vpc record --job-name NAME --out ticket --redact");
    return spec;
  }

  /** Reads, writes, tells, and answers the exit code. */
  int run(ParseResult given) {
    var subject = subject(given);
    var out =
        Option.file(given, OUT).orElseThrow(() -> new WrongUsage("say where to write: --out DIR"));
    var account = Option.text(given, Whereabouts.ACCOUNT);
    account.ifPresent(Whereabouts::requireAccount);
    var region = Option.text(given, Whereabouts.REGION);
    region.ifPresent(Whereabouts::requireRegion);
    var vpcs = Option.texts(given, VPC);
    vpcs.forEach(RecordCommand::requireVpc);
    var name = subject.equals(VPC) ? Optional.<String>empty() : Option.text(given, subject);
    var folder = OutputFolder.at(out);

    var recorder = surroundings.account().recorder(account, region);
    var recording =
        name.map(of -> recorder.workload(resource(subject, of)))
            .orElseGet(() -> recorder.vpcs(vpcs));
    recording.gaps().stream()
        .map(Gap::describe)
        .distinct()
        .forEach(gap -> Complaint.say(surroundings, "not recorded: " + gap));
    requireExisting(subject, name, vpcs, recording);
    if (recording.network().isEmpty() && recording.workload().isEmpty()) {
      Complaint.say(surroundings, "nothing could be read, and nothing is written");
      return ExitCode.RECORDED_IN_PART;
    }
    var files = files(subject, recording, Option.isGiven(given, REDACT));
    folder.write(files);
    tell(out, files.keySet());
    return recording.gaps().isEmpty() ? 0 : ExitCode.RECORDED_IN_PART;
  }

  private static String subject(ParseResult given) {
    var named = SUBJECTS.stream().filter(name -> Option.isGiven(given, name)).toList();
    if (named.size() == 1) {
      return named.getFirst();
    }
    throw new WrongUsage(
        named.isEmpty()
            ? "say what to record: one of " + String.join(", ", SUBJECTS)
            : "one thing at a time: %s cannot stand together"
                .formatted(String.join(" and ", named)));
  }

  private static void requireVpc(String vpc) {
    if (!vpc.matches("vpc-[0-9a-f]{8,32}")) {
      throw new WrongUsage("--vpc %s is not the id of a VPC, such as vpc-0abc…".formatted(vpc));
    }
  }

  private static Resource resource(String subject, String name) {
    return new Resource(
        subject.equals(JOB_NAME) ? ResourceType.PROCESSING_JOB : ResourceType.MODEL,
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** What is known not to exist is a mistake in the command line; what was not read is a gap. */
  private static void requireExisting(
      String subject, Optional<String> name, Set<String> vpcs, Recording recording) {
    if (name.isPresent()) {
      if (recording.workload().isEmpty() && recording.gaps().isEmpty()) {
        throw new UnreadableInput(
            "the %s %s does not exist"
                .formatted(resource(subject, name.get()).type().words(), name.get()));
      }
      return;
    }
    var answers =
        recording.network().values().stream().filter(answer -> answer.has("Vpcs")).toList();
    var found = new TreeSet<String>();
    answers.forEach(
        answer -> answer.path("Vpcs").forEach(vpc -> found.add(vpc.path("VpcId").asText())));
    var missing = new TreeSet<>(vpcs);
    missing.removeAll(found);
    if (!answers.isEmpty() && !missing.isEmpty()) {
      throw new UnreadableInput(
          "%s: no such VPC in this account and region".formatted(String.join(", ", missing)));
    }
  }

  private Map<String, byte[]> files(String subject, Recording recording, boolean redact) {
    var documents = new TreeMap<String, JsonNode>();
    recording.network().forEach((name, answer) -> documents.put(NETWORK + "/" + name, answer));
    recording.workload().ifPresent(workload -> documents.put(fileOf(subject), workload));
    var files = new TreeMap<String, byte[]>();
    if (!redact) {
      documents.forEach((name, document) -> files.put(name, text(document)));
      recording.analysisConfiguration().ifPresent(content -> files.put(CONFIGURATION, content));
      return files;
    }
    var configuration = recording.analysisConfiguration().flatMap(this::parsed);
    var redaction = Redaction.of(documents.values(), configuration, new SecureRandom());
    documents.forEach((name, document) -> files.put(name, text(redaction.answer(document))));
    configuration.ifPresent(
        given -> files.put(CONFIGURATION, text(redaction.configuration(given))));
    return files;
  }

  private static String fileOf(String subject) {
    return subject.equals(JOB_NAME) ? JOB : MODEL;
  }

  /** What is not JSON cannot be redacted; left out, it is judged as what it is: unreadable. */
  private Optional<JsonNode> parsed(byte[] configuration) {
    try {
      return Optional.of(Json.parse(configuration));
    } catch (MalformedDocument e) {
      Complaint.say(
          surroundings,
          "the analysis configuration %s: it cannot be redacted and is left out"
              .formatted(e.problem()));
      return Optional.empty();
    }
  }

  private static byte[] text(JsonNode document) {
    return (document.toPrettyString() + "\n").getBytes(UTF_8);
  }

  /** How to judge it. */
  private void tell(Path out, Set<String> files) {
    var command = new ArrayList<>(List.of("clarify-vpc check --network", shown(out, NETWORK)));
    OPTIONS.forEach((file, option) -> {
      if (files.contains(file)) {
        command.add(option + " " + shown(out, file));
      }
    });
    surroundings
        .out()
        .println("%d files in %s".formatted(files.size(), PlainText.clean(out.toString())));
    surroundings.out().println(String.join(" ", command));
    surroundings.out().flush();
  }

  private static String shown(Path out, String file) {
    return PlainText.clean(out.resolve(file).toString());
  }
}
