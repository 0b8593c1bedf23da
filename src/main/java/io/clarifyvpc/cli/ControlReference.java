package io.clarifyvpc.cli;

import static java.util.stream.Collectors.joining;

import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.ResourceType;
import java.util.List;
import java.util.Locale;

/** The control reference in Markdown, made from the specifications, which are its only source. */
final class ControlReference {
  private static final String HEAD =
      """
      # Controls

      Made by `./clarify-vpc controls --markdown`; a test holds it in step with the code. The ids are this product's own.

      Advisory controls are reported and do not make a resource non-compliant unless `PromotedControls` names them. A
      control is undetermined when a fact that its verdict needs could not be read.

      """;

  private ControlReference() {}

  static String of(List<Control> controls) {
    var specs = controls.stream().map(Control::spec).toList();
    return HEAD
        + overview(specs)
        + specs.stream().map(ControlReference::section).collect(joining());
  }

  private static String overview(List<ControlSpec> specs) {
    return specs.stream()
        .map(spec ->
            "| [%s](#%s) | %s | %s%s, %s |\n"
                .formatted(
                    spec.id(),
                    anchor(spec.id()),
                    spec.title(),
                    spec.severity(),
                    spec.advisory() ? ", advisory" : "",
                    spec.impact()))
        .collect(
            joining("", "| id | state that must hold | severity, impact |\n|---|---|---|\n", ""));
  }

  private static String anchor(String id) {
    return id.toLowerCase(Locale.ROOT).replace(".", "");
  }

  private static String section(ControlSpec spec) {
    var section = new StringBuilder();
    section
        .append("\n## ")
        .append(spec.id())
        .append("\n\n**")
        .append(spec.title())
        .append("**\n\n");
    section.append(spec.meaning().strip()).append("\n\n");
    item(section, "Applies to", types(spec));
    item(
        section,
        "Severity",
        spec.severity() + ", " + spec.impact() + (spec.advisory() ? ", advisory" : ""));
    item(section, "Reads", facts(spec));
    item(section, "Remediation", spec.remediation());
    spec.conflictsWith().forEach(conflict -> item(section, "Conflicts with", conflict));
    spec.references().forEach(url -> item(section, "See", "<" + url + ">"));
    return section.toString();
  }

  private static void item(StringBuilder section, String name, String text) {
    section.append("- ").append(name).append(": ").append(text).append('\n');
  }

  static String types(ControlSpec spec) {
    return spec.appliesTo().stream().map(ResourceType::words).collect(joining(", "));
  }

  /** The facts with the actions that read them. */
  static String facts(ControlSpec spec) {
    return spec.requires().isEmpty()
        ? "nothing but the workload itself"
        : spec.requires().stream().map(ControlReference::fact).collect(joining(", "));
  }

  private static String fact(Fact fact) {
    return fact.actions().isEmpty()
        ? fact.label()
        : fact.label() + " (" + String.join(", ", fact.actions()) + ")";
  }
}
