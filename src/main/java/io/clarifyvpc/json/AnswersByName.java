package io.clarifyvpc.json;

import static java.util.Locale.ROOT;

import io.clarifyvpc.snapshot.ByName;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What all files together say of things that AWS describes one at a time: a model, an endpoint, a
 * job. Names are compared without regard to case.
 */
final class AnswersByName<T> {
  private record Found<T>(Reading<Optional<T>> reading, String file) {}

  private final Fact fact;
  private final String remedy;
  private final Map<String, Found<T>> described = new HashMap<>();
  private final Map<String, String> listed = new LinkedHashMap<>();
  private Optional<Gap> unnamed = Optional.empty();
  private Optional<Gap> listing = Optional.empty();
  private boolean listAppeared;

  /**
   * @param remedy the command whose answer is to be added where no file describes what is asked for
   */
  AnswersByName(Fact fact, String remedy) {
    this.fact = fact;
    this.remedy = remedy;
  }

  /** A whole answer. */
  void describe(String file, String name, T value) {
    add(name, new Found<>(Reading.known(Optional.of(value)), file));
  }

  /** An answer that cannot be used; where it does not even tell its name, it may have been any. */
  void spoil(String file, Optional<String> name, String problem) {
    var gap = fact.gap(file + ": " + problem);
    if (name.isPresent()) {
      add(name.get(), new Found<>(Reading.unread(gap), file));
    } else if (unnamed.isEmpty()) {
      unnamed = Optional.of(gap);
    }
  }

  private void add(String name, Found<T> latest) {
    described.merge(name.toLowerCase(ROOT), latest, this::together);
  }

  private Found<T> together(Found<T> one, Found<T> other) {
    if (one.reading() instanceof Reading.Unread<Optional<T>>
        || one.reading().equals(other.reading())) {
      return one;
    }
    if (other.reading() instanceof Reading.Unread<Optional<T>>) {
      return other;
    }
    var gap = fact.gap("%s and %s describe it differently".formatted(one.file(), other.file()));
    return new Found<>(Reading.unread(gap), one.file());
  }

  /** A complete listing: what it does not name does not exist. */
  void list(String file, JsonObject answer, String key, String nameMember) {
    listAppeared = true;
    if (AnswerList.stopsShort(answer)) {
      spoilListing(file, key + " stops at a NextToken: the rest of the answer is missing");
    }
    try {
      if (!answer.has(key)) {
        throw answer.malformed(key, "is null");
      }
      for (var summary : answer.objects(key)) {
        listed.putIfAbsent(summary.text(nameMember).toLowerCase(ROOT), file);
      }
    } catch (MalformedDocument e) {
      spoilListing(file, e.getMessage());
    }
  }

  void spoilListing(String file, String problem) {
    if (listing.isEmpty()) {
      listing = Optional.of(fact.gap(file + ": " + problem));
    }
  }

  ByName<T> byName() {
    var readings = new HashMap<String, Reading<Optional<T>>>();
    listed.forEach((name, file) ->
        readings.put(
            name,
            Reading.unread(
                fact.gap("%s lists it, no file describes it: add %s".formatted(file, remedy)))));
    described.forEach((name, found) -> readings.put(name, found.reading()));
    return new ByName<>(readings, otherwise());
  }

  private Reading<Optional<T>> otherwise() {
    var gap = unnamed.or(() -> listing);
    if (gap.isPresent()) {
      return Reading.unread(gap.get());
    }
    return listAppeared
        ? Reading.known(Optional.empty())
        : Reading.unread(fact.gap("no file describes it: add %s".formatted(remedy)));
  }
}
