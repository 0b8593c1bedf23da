package io.clarifyvpc.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options, declared in code: annotations would have to be searched for at every start. */
final class Option {
  private Option() {}

  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
  }

  static OptionSpec file(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec texts(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .arity("0")
        .description("Show this help.")
        .build();
  }

  static OptionSpec version() {
    return OptionSpec.builder("-V", "--version")
        .versionHelp(true)
        .arity("0")
        .description("Show the version.")
        .build();
  }

  static boolean isGiven(ParseResult given, String name) {
    return given.hasMatchedOption(name);
  }

  static Optional<Path> file(ParseResult given, String name) {
    return text(given, name).map(Path::of);
  }

  /** The values of an option that may be given several times, each once. */
  static Set<String> texts(ParseResult given, String name) {
    var values = given.<List<String>>matchedOptionValue(name, List.of());
    if (values.stream().anyMatch(String::isBlank)) {
      throw new WrongUsage(name + " is given an empty value");
    }
    return new TreeSet<>(values);
  }

  static Optional<String> text(ParseResult given, String name) {
    var value = Optional.ofNullable(given.<String>matchedOptionValue(name, null));
    if (value.filter(String::isBlank).isPresent()) {
      throw new WrongUsage(name + " is given an empty value");
    }
    return value;
  }
}
