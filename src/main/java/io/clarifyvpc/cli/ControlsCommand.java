package io.clarifyvpc.cli;

import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code controls}: what is decided, all of it or one control. */
final class ControlsCommand {
  static final String NAME = "controls";

  private static final int INDENT = 2;
  private static final int LINE_HEAD = 30;
  private static final int ITEM_HEAD = 12;

  private final Surroundings surroundings;

  ControlsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  static CommandSpec spec() {
    var spec =
        CommandSpec.create()
            .addPositional(
                PositionalParamSpec.builder()
                    .index("0")
                    .arity("0..1")
                    .type(String.class)
                    .paramLabel("ID")
                    .description("A control, such as Clarify.14 or 14.")
                    .build())
            .addOption(
                Option.flag(
                    "--markdown", "The whole reference as Markdown, as the documents hold it."))
            .addOption(Option.help());
    spec.usageMessage()
        .description("Prints the controls, or everything about one of them.", "")
        .footerHeading("%nExample:%n")
        .footer("  ./clarify-vpc controls Clarify.14");
    return spec;
  }

  /** Prints; always ends well. */
  int run(ParseResult given) {
    if (Option.isGiven(given, "--markdown")) {
      surroundings.out().print(ControlReference.of(Catalogue.controls()));
      surroundings.out().flush();
      return 0;
    }
    String id = given.matchedPositionalValue(0, "");
    var layout = new Layout(surroundings);
    if (id.isEmpty()) {
      Catalogue.controls().stream().map(Control::spec).forEach(spec -> line(layout, spec));
    } else {
      whole(layout, named(id));
    }
    surroundings.out().print(layout);
    surroundings.out().flush();
    return 0;
  }

  private static ControlSpec named(String id) {
    var asked = id.toLowerCase(Locale.ROOT);
    return Catalogue.controls().stream()
        .map(Control::spec)
        .filter(spec ->
            spec.id().toLowerCase(Locale.ROOT).equals(asked)
                || spec.id().equals("Clarify." + asked))
        .findFirst()
        .orElseThrow(() ->
            new WrongUsage(
                "there is no control %s; there are %s"
                    .formatted(id, String.join(", ", Catalogue.ids()))));
  }

  private static void line(Layout layout, ControlSpec spec) {
    layout.labelled(
        0,
        "%-11s %-7s %-9s ".formatted(spec.id(), spec.severity(), spec.impact()),
        LINE_HEAD,
        spec.title() + (spec.advisory() ? " (advisory)" : ""));
  }

  private static void whole(Layout layout, ControlSpec spec) {
    layout.paragraph(0, spec.id() + ": " + spec.title());
    layout.gap();
    layout.paragraph(INDENT, spec.meaning().strip());
    layout.gap();
    item(layout, "applies to", ControlReference.types(spec));
    item(
        layout,
        "severity",
        "%s, %s%s".formatted(spec.severity(), spec.impact(), spec.advisory() ? ", advisory" : ""));
    item(layout, "reads", ControlReference.facts(spec));
    item(layout, "fix", spec.remediation());
    spec.conflictsWith().forEach(conflict -> item(layout, "conflict", conflict));
    spec.references().forEach(url -> item(layout, "see", url));
  }

  private static void item(Layout layout, String name, String text) {
    layout.labelled(INDENT, name, ITEM_HEAD, text);
  }
}
