package io.clarifyvpc.packet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an answer could have held where it was not read. */
public final class Completions {
  private Completions() {}

  /** Every list that takes what is known, and one of the possibilities for each gap. */
  public static <T> List<List<T>> of(List<Optional<T>> known, List<T> possible) {
    List<List<T>> all = List.of(List.of());
    for (Optional<T> each : known) {
      var longer = new ArrayList<List<T>>();
      for (List<T> begun : all) {
        for (T next : each.map(List::of).orElse(possible)) {
          var list = new ArrayList<>(begun);
          list.add(next);
          longer.add(list);
        }
      }
      all = longer;
    }
    return all;
  }

  /** The same, of values by key. */
  public static <K, T> List<Map<K, T>> of(Map<K, Optional<T>> known, List<T> possible) {
    var keys = List.copyOf(known.keySet());
    return of(keys.stream().map(known::get).toList(), possible).stream()
        .map(values -> {
          var byKey = new HashMap<K, T>();
          for (int i = 0; i < keys.size(); i++) {
            byKey.put(keys.get(i), values.get(i));
          }
          return Map.copyOf(byKey);
        })
        .toList();
  }
}
