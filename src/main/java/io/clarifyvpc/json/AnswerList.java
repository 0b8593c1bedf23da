package io.clarifyvpc.json;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What all files together say under one top-level key: every element once, or the first gap that
 * came up. One doubtful answer spoils the key, for nobody can tell what it would have held.
 */
final class AnswerList<T> {
  /** Decodes one element; the answer around it is given too. */
  interface ElementDecoder<T> {
    T decode(JsonObject element, JsonObject answer);
  }

  /** Tells whether two readings of one thing agree, and what they say together. */
  interface Merge<T> {
    /** What two readings say together; empty where they contradict each other. */
    Optional<T> merge(T one, T other);

    /** Two equal readings are one. */
    static <T> Merge<T> ofEquals() {
      return (one, other) -> one.equals(other) ? Optional.of(one) : Optional.empty();
    }
  }

  private record Found<T>(T element, String file) {}

  private final Fact fact;
  private final String key;
  private final String remedy;
  private final ElementDecoder<T> decoder;
  private final Function<T, ?> identity;
  private final Predicate<T> preferred;
  private final Merge<T> merge;

  private final Map<Object, List<Found<T>>> found = new LinkedHashMap<>();
  private Optional<Gap> gap = Optional.empty();
  private boolean appeared;

  /**
   * @param remedy the command whose answer is to be added where the key appears nowhere
   * @param identity what makes two elements readings of one thing
   * @param preferred of several readings of one thing only these count, where there are any
   */
  AnswerList(
      Fact fact,
      String key,
      String remedy,
      ElementDecoder<T> decoder,
      Function<T, ?> identity,
      Predicate<T> preferred,
      Merge<T> merge) {
    this.fact = fact;
    this.key = key;
    this.remedy = remedy;
    this.decoder = decoder;
    this.identity = identity;
    this.preferred = preferred;
    this.merge = merge;
  }

  static <T> AnswerList<T> of(
      Fact fact, String remedy, ElementDecoder<T> decoder, Function<T, ?> identity) {
    return new AnswerList<>(
        fact, fact.label(), remedy, decoder, identity, _ -> false, Merge.ofEquals());
  }

  String key() {
    return key;
  }

  /** Takes in the list under the key. */
  void add(String file, JsonObject answer) {
    appeared = true;
    if (stopsShort(answer)) {
      spoil(file, key + " stops at a NextToken: the rest of the answer is missing");
    }
    try {
      if (!answer.has(key)) {
        throw answer.malformed(key, "is null");
      }
      for (var element : answer.objects(key)) {
        keep(file, decoder.decode(element, answer));
      }
    } catch (MalformedDocument e) {
      spoil(file, e.getMessage());
    }
  }

  /** Whether the answer is one page of several; an empty token ends the last one. */
  static boolean stopsShort(JsonObject answer) {
    return answer.find("NextToken").filter(token -> !token.asText("more").isEmpty()).isPresent();
  }

  /** Takes in one element that came by itself, without making the key appear. */
  void keep(String file, T element) {
    found
        .computeIfAbsent(identity.apply(element), _ -> new ArrayList<>(1))
        .add(new Found<>(element, file));
  }

  void appeared() {
    appeared = true;
  }

  /** Makes a gap of the whole key. */
  void spoil(String file, String problem) {
    spoil(fact.gap(file + ": " + problem));
  }

  /** Makes a gap of the whole key. */
  void spoil(Gap unread) {
    if (gap.isEmpty()) {
      gap = Optional.of(unread);
    }
  }

  /** Makes a gap of a key that has not appeared: nobody asked for it. */
  void notAsked() {
    if (!appeared) {
      spoil(fact.gap("no control that applies asked for it"));
    }
  }

  Reading<List<T>> reading() {
    if (gap.isPresent()) {
      return Reading.unread(gap.get());
    }
    if (!appeared) {
      return Reading.unread(fact.gap("no file has %s: add %s".formatted(key, remedy)));
    }
    var elements = new ArrayList<T>(found.size());
    for (var entry : found.entrySet()) {
      var merged = merged(entry.getValue());
      if (merged.isEmpty()) {
        return Reading.unread(fact.gap(contradiction(entry.getKey(), entry.getValue())));
      }
      elements.add(merged.get());
    }
    return Reading.known(List.copyOf(elements));
  }

  private Optional<T> merged(List<Found<T>> readings) {
    var all = readings.stream().map(Found::element).toList();
    var counting = all.stream().filter(preferred).toList();
    var candidates = counting.isEmpty() ? all : counting;
    var merged = Optional.of(candidates.getFirst());
    for (T next : candidates.subList(1, candidates.size())) {
      merged = merged.flatMap(one -> merge.merge(one, next));
    }
    return merged;
  }

  private String contradiction(Object id, List<Found<T>> readings) {
    var files = readings.stream().map(Found::file).distinct().toList();
    return files.size() == 1
        ? "%s describes %s twice, differently".formatted(files.getFirst(), id)
        : "%s describe %s differently".formatted(String.join(" and ", files), id);
  }
}
