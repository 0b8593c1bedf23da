package io.clarifyvpc.json;

import static java.util.Comparator.comparingInt;
import static java.util.Locale.ROOT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.json.Replacements.Kind;
import io.clarifyvpc.network.Partition;
import io.clarifyvpc.network.Wildcard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Endpoint policies. A pattern cannot be replaced piece by piece, for an asterisk may stand in the
 * middle of a name. It becomes the patterns that say the same of everything that the recording
 * names, and of nothing else: a bucket that the workload does not use is not even counted.
 */
final class PolicyRedaction {
  /** What the shadow endpoint's name begins with where the configuration does not say. */
  static final String DEFAULT_PREFIX = "sagemaker-clarify-endpoint";

  private static final String VARIABLE = "\\$\\{[^}]*+}";
  private static final String EVERYTHING = "*";

  /** The actions that are judged or advised. */
  private static final Set<String> ACTIONS =
      Set.of(
          "s3:getobject",
          "s3:putobject",
          "s3:listbucket",
          "s3:getbucketlocation",
          "sagemaker:describemodel",
          "sagemaker:createendpointconfig",
          "sagemaker:createendpoint",
          "sagemaker:describeendpointconfig",
          "sagemaker:describeendpoint",
          "sagemaker:deleteendpointconfig",
          "sagemaker:deleteendpoint",
          "sagemaker:invokeendpoint");

  /** What the actions begin with, the shortest first. */
  private static final List<Known> BEGINNINGS =
      Stream.of("", "s3:", "sagemaker:")
          .map(beginning -> new Known(beginning, beginning, true, true))
          .toList();

  private static final List<String> TYPES = List.of("model", "endpoint", "endpoint-config");

  /**
   * Something that a policy may speak of.
   *
   * @param original an ARN, or what ARNs begin with
   * @param redacted what stands for it
   * @param open whether all that begin so are meant
   * @param ignoringCase whether it is compared in lower case
   */
  private record Known(String original, String redacted, boolean open, boolean ignoringCase) {
    boolean isCoveredBy(String pattern) {
      var wildcard = wildcard(pattern);
      return open ? wildcard.coversAllThatBegin(original) : wildcard.matches(original);
    }

    boolean isTouchedBy(String pattern) {
      return open && wildcard(pattern).matchesSomeThatBegin(original);
    }

    private Wildcard wildcard(String pattern) {
      return new Wildcard(ignoringCase ? pattern.toLowerCase(ROOT) : pattern);
    }
  }

  private final Inventory inventory;
  private final Pseudonyms pseudonyms;

  PolicyRedaction(Inventory inventory, Pseudonyms pseudonyms) {
    this.inventory = inventory;
    this.pseudonyms = pseudonyms;
  }

  /** The policy; what is no JSON object stays something that is none. */
  String redact(String document) {
    try {
      var policy = Json.parse(document.getBytes(StandardCharsets.UTF_8));
      return policy instanceof ObjectNode object
          ? JsonText.of(redacted(object))
          : Pseudonyms.REDACTED;
    } catch (MalformedDocument _) {
      return Pseudonyms.REDACTED;
    }
  }

  private ObjectNode redacted(ObjectNode policy) {
    var known = known();
    var redacted = Shape.NODES.objectNode();
    policy
        .properties()
        .forEach(member -> {
          switch (member.getKey()) {
            case "Version" -> redacted.set("Version", plain(member.getValue()));
            case "Statement" -> redacted.set("Statement", statements(member.getValue(), known));
            default -> {}
          }
        });
    return redacted;
  }

  private JsonNode statements(JsonNode value, List<Known> known) {
    if (value instanceof ArrayNode several) {
      var redacted = Shape.NODES.arrayNode();
      several.forEach(each -> redacted.add(statement(each, known)));
      return redacted;
    }
    return statement(value, known);
  }

  private JsonNode statement(JsonNode value, List<Known> known) {
    if (!value.isObject()) {
      return Shape.placeholder(value);
    }
    var redacted = Shape.NODES.objectNode();
    value
        .properties()
        .forEach(member -> {
          var name = member.getKey();
          switch (name) {
            case "Effect" -> redacted.set(name, plain(member.getValue()));
            case "Action", "NotAction" ->
                redacted.set(name, texts(member.getValue(), PolicyRedaction::action));
            case "Resource", "NotResource" ->
                redacted.set(name, texts(member.getValue(), one -> patterns(one, known)));
            case "Principal", "NotPrincipal" -> redacted.set(name, principal(member.getValue()));
            case "Condition" -> redacted.set(name, condition(member.getValue()));
            default -> {}
          }
        });
    return redacted;
  }

  private static JsonNode plain(JsonNode value) {
    return Shape.asItIs().redact(value, (_, original) -> original);
  }

  /** What covers an action that is known here holds no other word than that action's. */
  private static Set<String> action(String original) {
    var pattern = new Wildcard(original.toLowerCase(ROOT));
    return ACTIONS.stream().anyMatch(pattern::matches)
        ? Set.of(original)
        : patterns(original, BEGINNINGS);
  }

  /** Whom a policy speaks of is told by "everyone" alone. */
  private static JsonNode principal(JsonNode value) {
    if (value.isNull() || PolicyDocumentDecoder.isEveryone(value)) {
      return value.isNull() ? value : Shape.NODES.textNode(EVERYTHING);
    }
    return Shape.NODES.objectNode().put("AWS", Pseudonyms.REDACTED);
  }

  /** That there is a condition is all that is judged of it. */
  private static JsonNode condition(JsonNode value) {
    if (value.isEmpty()) {
      return value.isNull() ? value : Shape.NODES.objectNode();
    }
    var redacted = Shape.NODES.objectNode();
    redacted.putObject("StringEquals").put(Pseudonyms.REDACTED, Pseudonyms.REDACTED);
    return redacted;
  }

  /** One text, or a list of them, each replaced by what says the same. */
  private static JsonNode texts(JsonNode value, Function<String, Set<String>> redaction) {
    if (value.isTextual() && !value.textValue().isEmpty()) {
      var patterns = redaction.apply(value.textValue());
      return patterns.size() == 1
          ? Shape.NODES.textNode(patterns.iterator().next())
          : texts(patterns);
    }
    if (!(value instanceof ArrayNode several)) {
      return value.isTextual() ? value : Shape.placeholder(value);
    }
    var redacted = Shape.NODES.arrayNode();
    for (var each : several) {
      if (each.isTextual() && !each.textValue().isEmpty()) {
        redaction.apply(each.textValue()).forEach(redacted::add);
      } else {
        redacted.add(each.isTextual() ? each : Shape.placeholder(each));
      }
    }
    return redacted;
  }

  private static ArrayNode texts(Set<String> texts) {
    var list = Shape.NODES.arrayNode();
    texts.forEach(list::add);
    return list;
  }

  /** From the widest to the narrowest, so that what a wide one covers is not said again. */
  private static Set<String> patterns(String original, List<Known> known) {
    boolean variable = original.contains("${");
    var pattern = original.replaceAll(VARIABLE, EVERYTHING);
    var covered = new ArrayList<String>();
    var patterns = new LinkedHashSet<String>();
    for (var each : known) {
      if (covered.stream().noneMatch(each.redacted()::startsWith) && each.isCoveredBy(pattern)) {
        patterns.add(each.open() ? each.redacted() + EVERYTHING : each.redacted());
        if (each.open()) {
          covered.add(each.redacted());
        }
      }
    }
    for (var each : known.reversed()) {
      if (patterns.stream().noneMatch(one -> speaksOf(one, each)) && each.isTouchedBy(pattern)) {
        patterns.add(each.redacted() + Pseudonyms.REDACTED);
      }
    }
    if (!variable) {
      return patterns;
    }
    var withVariable = new LinkedHashSet<String>();
    patterns.forEach(one -> withVariable.add(withVariable(one)));
    return withVariable;
  }

  private static boolean speaksOf(String pattern, Known known) {
    return new Wildcard(pattern).matchesSomeThatBegin(known.redacted());
  }

  /**
   * With a variable at the end it is known, as before, only whether the pattern may reach
   * something. Whatever a variable lets one reach, it may let one reach what lies below.
   */
  private static String withVariable(String pattern) {
    var beginning =
        pattern.endsWith(EVERYTHING) ? pattern.substring(0, pattern.length() - 1) : pattern;
    return beginning + "${redacted}";
  }

  /** Everything that the recording names, the shortest first. */
  private List<Known> known() {
    var known = new LinkedHashSet<Known>();
    known.add(new Known("", "", true, false));
    for (var region : inventory.regions()) {
      var partition = Partition.of(region);
      buckets("arn:%s:s3:::".formatted(partition), known);
      sageMaker("arn:%s:sagemaker:%s:".formatted(partition, region), known);
    }
    return known.stream().sorted(comparingInt(each -> each.redacted().length())).toList();
  }

  private void buckets(String beginning, Set<Known> known) {
    known.add(new Known(beginning, beginning, true, false));
    inventory.all(Kind.S3_URI).stream()
        .filter(Pseudonyms::isS3)
        .map(Pseudonyms::pathOf)
        .flatMap(path -> path.endsWith("/") ? Stream.of(path) : Stream.of(path, path + "/"))
        .forEach(path ->
            known.add(
                new Known(
                    beginning + path,
                    beginning + pseudonyms.path(path),
                    path.endsWith("/"),
                    false)));
  }

  /** Names exactly, and as the beginning of a shadow endpoint's. */
  private void sageMaker(String beginning, Set<Known> known) {
    known.add(new Known(beginning, beginning, true, true));
    for (var account : inventory.accounts()) {
      var original = beginning + account + ":";
      var redacted = beginning + pseudonyms.of(Kind.ACCOUNT, account) + ":";
      for (var type : TYPES) {
        known.add(new Known(original + type + "/", redacted + type + "/", true, true));
        for (var kind : List.of(Kind.NAME, Kind.ENDPOINT_NAME_PREFIX)) {
          for (var name : inventory.all(kind)) {
            named(
                original + type + "/" + name.toLowerCase(ROOT),
                redacted + type + "/" + pseudonyms.of(kind, name),
                known);
          }
        }
        named(
            original + type + "/" + DEFAULT_PREFIX, redacted + type + "/" + DEFAULT_PREFIX, known);
      }
    }
  }

  private static void named(String original, String redacted, Set<Known> known) {
    known.add(new Known(original, redacted, false, true));
    known.add(new Known(original + "-", redacted + "-", true, true));
  }
}
