package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.network.Cidr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes of the documents of one recording such as may be shown to strangers, and that are judged
 * alike. Account ids, names and addresses are replaced, the same by the same in all documents; what
 * no decoder reads, tags among it, is left out. Ids that EC2 made up stay, and so do regions, zones
 * and what is AWS's own.
 */
public final class Redaction {
  private final Replacements replacements;

  private Redaction(Replacements replacements) {
    this.replacements = replacements;
  }

  /**
   * A redaction of these documents: all of them have to be known before the first is redacted.
   *
   * @param configuration the analysis configuration
   * @param random what it makes is the only key to the addresses: take one that nobody can repeat
   */
  public static Redaction of(
      Collection<? extends JsonNode> answers,
      Optional<? extends JsonNode> configuration,
      RandomGenerator random) {
    var inventory = new Inventory();
    answers.forEach(answer -> AnswerShapes.ANSWER.redact(answer, inventory));
    configuration.ifPresent(given -> AnswerShapes.CONFIGURATION.redact(given, inventory));
    return new Redaction(new Pseudonyms(inventory, rangesOfAws(answers), random));
  }

  /** What the lists of AWS's own services hold. */
  private static List<Cidr> rangesOfAws(Collection<? extends JsonNode> answers) {
    var ranges = new ArrayList<Cidr>();
    for (var answer : answers) {
      for (var list : answer.path("PrefixLists")) {
        if (Pseudonyms.isOfAws(list.path("PrefixListName").asText())) {
          list.path("Cidrs").forEach(cidr -> Inventory.range(cidr.asText()).ifPresent(ranges::add));
        }
      }
    }
    return ranges;
  }

  /** An answer, redacted. */
  public JsonNode answer(JsonNode original) {
    return AnswerShapes.ANSWER.redact(original, replacements);
  }

  /** The analysis configuration, redacted. */
  public JsonNode configuration(JsonNode original) {
    return AnswerShapes.CONFIGURATION.redact(original, replacements);
  }
}
