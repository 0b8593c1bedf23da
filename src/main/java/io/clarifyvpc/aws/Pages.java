package io.clarifyvpc.aws;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All pages of a listing. */
final class Pages {
  private Pages() {}

  /**
   * Asks for page after page.
   *
   * @throws IllegalStateException if a token comes back a second time: the listing would never end
   */
  static <A, E> List<E> all(
      Function<@Nullable String, A> page,
      Function<A, List<E>> elements,
      Function<A, @Nullable String> nextToken) {
    var all = new ArrayList<E>();
    var tokens = new HashSet<String>();
    @Nullable String token = null;
    do {
      var answer = page.apply(token);
      all.addAll(elements.apply(answer));
      token = nextToken.apply(answer);
      if (token != null && !tokens.add(token)) {
        throw new IllegalStateException("the pages of a listing do not come to an end");
      }
    } while (token != null && !token.isEmpty());
    return all;
  }
}
