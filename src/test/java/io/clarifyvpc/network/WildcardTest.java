package io.clarifyvpc.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns against brute force: every short text over a small alphabet. */
class WildcardTest {
  private static final List<String> TEXTS = texts(7);

  /** Every text of at most so many letters; {@code c} stands for what no pattern names. */
  private static List<String> texts(int length) {
    return Stream.iterate(
            List.of(""),
            shorter ->
                shorter.stream()
                    .flatMap(text -> Stream.of("a", "b", "c").map(letter -> text + letter))
                    .toList())
        .limit(length + 1)
        .flatMap(List::stream)
        .toList();
  }

  private static boolean matchesByForce(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    if (pattern.startsWith("*")) {
      return matchesByForce(pattern.substring(1), text)
          || (!text.isEmpty() && matchesByForce(pattern, text.substring(1)));
    }
    return !text.isEmpty()
        && (pattern.charAt(0) == '?' || pattern.charAt(0) == text.charAt(0))
        && matchesByForce(pattern.substring(1), text.substring(1));
  }

  @Property(tries = 300)
  void matches_what_it_stands_for(
      @ForAll @Chars({'a', 'b', '*', '?'}) @StringLength(max = 5) String pattern) {
    var wildcard = new Wildcard(pattern);

    assertThat(TEXTS)
        .allSatisfy(text ->
            assertThat(wildcard.matches(text))
                .as("%s on %s", pattern, text)
                .isEqualTo(matchesByForce(pattern, text)));
  }

  /** A pattern of at most four tokens shows its hand on texts of seven letters. */
  @Property(tries = 600)
  void covers_and_meets_a_beginning_as_its_texts_do(
      @ForAll @Chars({'a', 'b', '*', '?'}) @StringLength(max = 4) String pattern,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 2) String beginning) {
    var beginningSo = TEXTS.stream().filter(text -> text.startsWith(beginning)).toList();
    var wildcard = new Wildcard(pattern);

    assertThat(wildcard.coversAllThatBegin(beginning))
        .as("%s covers %s*", pattern, beginning)
        .isEqualTo(beginningSo.stream().allMatch(text -> matchesByForce(pattern, text)));
    assertThat(wildcard.matchesSomeThatBegin(beginning))
        .as("%s meets %s*", pattern, beginning)
        .isEqualTo(beginningSo.stream().anyMatch(text -> matchesByForce(pattern, text)));
  }

  @ParameterizedTest
  @CsvSource({
    "*, '', true",
    "?*, '', false",
    "*?, a, true",
    "*?, '', false",
    "a*, ab, true",
    "ab*, a, false",
    "a*b*, ab, true",
    "a*b*, a, false",
    "a?*, a, false",
    "a, a, false",
    "*a, a, false",
  })
  void covers(String pattern, String beginning, boolean expected) {
    assertThat(new Wildcard(pattern).coversAllThatBegin(beginning)).isEqualTo(expected);
  }

  @Test
  void question_mark_stands_for_one_character_beyond_the_basic_plane() {
    assertThat(new Wildcard("a?b").matches("a\uD83D\uDE00b")).isTrue();
  }

  /** A backtracking matcher would not come back from this one. */
  @Test
  void hostile_pattern_takes_no_longer_than_its_length_times_the_texts() {
    var pattern = new Wildcard("a*".repeat(400) + "b");
    var text = "a".repeat(2_000);

    assertThat(pattern.matches(text)).isFalse();
    assertThat(pattern.coversAllThatBegin(text)).isFalse();
    assertThat(pattern.matchesSomeThatBegin(text)).isTrue();
  }
}
