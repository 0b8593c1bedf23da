package io.clarifyvpc.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * An answer, or the gap in its place. Every question to a snapshot or a network is answered by one.
 */
public sealed interface Reading<T> {
  /** What AWS answered, or what follows from it. */
  record Known<T>(T value) implements Reading<T> {}

  /** Nothing: it was not read. */
  record Unread<T>(Gap gap) implements Reading<T> {}

  static <T> Reading<T> known(T value) {
    return new Known<>(value);
  }

  static <T> Reading<T> unread(Gap gap) {
    return new Unread<>(gap);
  }

  /** All values in order, or the first gap among them. */
  static <T> Reading<List<T>> all(Collection<? extends Reading<T>> readings) {
    var values = new ArrayList<T>(readings.size());
    for (Reading<T> reading : readings) {
      switch (reading) {
        case Known<T>(T value) -> values.add(value);
        case Unread<T>(Gap gap) -> {
          return unread(gap);
        }
      }
    }
    return known(List.copyOf(values));
  }

  default <R> Reading<R> map(Function<? super T, ? extends R> then) {
    return switch (this) {
      case Known<T>(T value) -> known(then.apply(value));
      case Unread<T>(Gap gap) -> unread(gap);
    };
  }

  default <R> Reading<R> flatMap(Function<? super T, Reading<R>> then) {
    return switch (this) {
      case Known<T>(T value) -> then.apply(value);
      case Unread<T>(Gap gap) -> unread(gap);
    };
  }

  /** The value, or what the gap is turned into. */
  default T orElse(Function<Gap, ? extends T> otherwise) {
    return switch (this) {
      case Known<T>(T value) -> value;
      case Unread<T>(Gap gap) -> otherwise.apply(gap);
    };
  }
}
