package io.clarifyvpc.json;

import io.clarifyvpc.network.Cidr;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The texts of some documents that are to be replaced: what they are is known only after all
 * documents were seen.
 */
final class Inventory implements Replacements {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  private final Map<Kind, Set<String>> originals = new EnumMap<>(Kind.class);
  private final Whereabouts whereabouts = new Whereabouts();
  private final Set<String> accounts = new LinkedHashSet<>();

  @Override
  public String of(Kind kind, String original) {
    originals.computeIfAbsent(kind, _ -> new LinkedHashSet<>()).add(original);
    switch (kind) {
      case ACCOUNT -> noteAccount(original);
      case ZONE -> whereabouts.noteZone(original);
      case ARN -> {
        whereabouts.noteArn(original);
        Arn.parse(original)
            .ifPresent(arn -> {
              arn.accountId().ifPresent(this::noteAccount);
              arn.resourceName().ifPresent(name -> of(Kind.NAME, name));
            });
      }
      default -> {}
    }
    return original;
  }

  private void noteAccount(String text) {
    if (isAccount(text)) {
      accounts.add(text);
    }
  }

  static boolean isAccount(String text) {
    return ACCOUNT.matcher(text).matches();
  }

  Set<String> all(Kind kind) {
    return originals.getOrDefault(kind, Set.of());
  }

  Set<String> accounts() {
    return accounts;
  }

  Set<String> regions() {
    return whereabouts.regions();
  }

  /** The address ranges of a kind, without the texts that are none. */
  Collection<Cidr> ranges(Kind kind) {
    return all(kind).stream().map(Inventory::range).flatMap(Optional::stream).toList();
  }

  static Optional<Cidr> range(String text) {
    try {
      return Optional.of(Cidr.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whether some original is this very text. */
  boolean holds(String text) {
    return originals.values().stream()
        .anyMatch(texts -> texts.stream().anyMatch(text::equalsIgnoreCase));
  }
}
