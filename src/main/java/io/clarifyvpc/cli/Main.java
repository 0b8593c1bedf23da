package io.clarifyvpc.cli;

import io.clarifyvpc.control.InvalidRuleParameters;
import io.clarifyvpc.json.MalformedDocument;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line {@code clarify-vpc}. No error ever ends with 0 to 3, which are verdicts. */
public final class Main {
  /** As in pom.xml; a test compares them. */
  static final String VERSION = "1.0.0-SNAPSHOT";

  private static final String NAME = "clarify-vpc";

  private final Surroundings surroundings;

  private Main(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public static void main(String[] args) {
    System.exit(run(Surroundings.ofThisProcess(), args));
  }

  /** Runs one command line to its exit code. */
  static int run(Surroundings surroundings, String... args) {
    return new Main(surroundings).run(args);
  }

  private int run(String... args) {
    try {
      int code = execute(commandLine(), args);
      if (surroundings.out().checkError()) {
        Complaint.say(surroundings, "standard output could not be written to its end");
        return ExitCode.INTERNAL_ERROR;
      }
      return code;
    } catch (WrongUsage | InvalidRuleParameters e) {
      Complaint.say(surroundings, e.getMessage());
      return ExitCode.USAGE;
    } catch (AwsNotReachable e) {
      Complaint.say(surroundings, e.getMessage());
      return ExitCode.AWS_NOT_REACHABLE;
    } catch (OutputRefused e) {
      Complaint.say(surroundings, e.getMessage());
      return ExitCode.OUTPUT_REFUSED;
    } catch (UnreadableInput | MalformedDocument e) {
      Complaint.say(surroundings, e.getMessage());
      return ExitCode.UNREADABLE_INPUT;
    } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError e) {
      Complaint.failure(
          surroundings,
          "internal error: %s%s"
              .formatted(
                  e.getClass().getSimpleName(),
                  e.getMessage() == null ? "" : ": " + e.getMessage()),
          e);
      return ExitCode.INTERNAL_ERROR;
    }
  }

  private int execute(CommandLine commandLine, String... args) {
    ParseResult given;
    try {
      given = commandLine.parseArgs(args);
    } catch (ParameterException e) {
      complain(e);
      return ExitCode.USAGE;
    }
    var asked = given.hasSubcommand() ? given.subcommand() : given;
    var command = asked.commandSpec();
    if (asked.isUsageHelpRequested()) {
      surroundings.out().print(command.commandLine().getUsageMessage(ansi()));
      surroundings.out().flush();
      return 0;
    }
    if (asked.isVersionHelpRequested()) {
      surroundings.out().println("%s %s (Java %s)".formatted(NAME, VERSION, Runtime.version()));
      return 0;
    }
    return switch (command.name()) {
      case CheckCommand.NAME -> new CheckCommand(surroundings).run(asked);
      case DemoCommand.NAME -> new DemoCommand(surroundings).run(asked);
      case RecordCommand.NAME -> new RecordCommand(surroundings).run(asked);
      case ControlsCommand.NAME -> new ControlsCommand(surroundings).run(asked);
      default -> {
        surroundings.err().print(commandLine.getUsageMessage(Ansi.OFF));
        yield ExitCode.USAGE;
      }
    };
  }

  private void complain(ParameterException e) {
    Complaint.say(surroundings, e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      Complaint.say(
          surroundings,
          "did you mean: %s?".formatted(String.join(", ", unmatched.getSuggestions())));
    }
    Complaint.say(
        surroundings,
        "try: %s --help".formatted(e.getCommandLine().getCommandSpec().qualifiedName()));
  }

  private CommandLine commandLine() {
    var root =
        CommandSpec.create()
            .name(NAME)
            .addOption(Option.help())
            .addOption(Option.version())
            .addSubcommand(CheckCommand.NAME, CheckCommand.spec())
            .addSubcommand(DemoCommand.NAME, DemoCommand.spec())
            .addSubcommand(RecordCommand.NAME, RecordCommand.spec())
            .addSubcommand(ControlsCommand.NAME, ControlsCommand.spec());
    root.usageMessage()
        .description(
            "Judges the VPC set-up of SageMaker Clarify jobs, and of the models behind them.", "")
        .synopsisSubcommandLabel("COMMAND")
        .commandListHeading("%nCommands:%n")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.meanings())
        .footerHeading("%nExample:%n")
        .footer("  ./clarify-vpc demo");
    var commandLine = new CommandLine(root);
    commandLine.setExpandAtFiles(false);
    commandLine.setUsageHelpWidth(new Layout(surroundings).width());
    return commandLine;
  }

  private Ansi ansi() {
    return surroundings.terminal() ? Ansi.ON : Ansi.OFF;
  }
}
