package io.clarifyvpc.snapshot;

import static java.util.Locale.ROOT;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Things that AWS describes one at a time, by name. A name may be described, known to be missing,
 * or unread. SageMaker lower-cases names in ARNs, so names are compared without regard to case.
 *
 * @param described what is known by name; an empty optional is a name known not to exist
 * @param otherwise the answer for every other name: a gap, or "does not exist" after a complete
 *     listing
 */
public record ByName<T>(
    Map<String, Reading<Optional<T>>> described, Reading<Optional<T>> otherwise) {
  public ByName {
    var byLowerCase = new TreeMap<String, Reading<Optional<T>>>();
    described.forEach((name, reading) -> byLowerCase.put(name.toLowerCase(ROOT), reading));
    described = Map.copyOf(byLowerCase);
  }

  /** Nothing is described, and nothing was listed. */
  public static <T> ByName<T> unread(Gap gap) {
    return new ByName<>(Map.of(), Reading.unread(gap));
  }

  public Reading<Optional<T>> named(String name) {
    return described.getOrDefault(name.toLowerCase(ROOT), otherwise);
  }
}
