package io.clarifyvpc.assess;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void what_could_move_the_cursor_or_turn_the_reading_direction_is_replaced() {
    assertThat(PlainText.clean("a\u001b[2Jb\u0007c\u202ed\u2066e\u200bf\u009bg\u007fh"))
        .isEqualTo("a?[2Jb?c?d?e?f?g?h");
  }

  @Test
  void line_breaks_of_any_kind_become_spaces() {
    assertThat(PlainText.clean("a\r\nb\tc\u2028d\u0085e\u00a0f")).isEqualTo("a  b c d e f");
  }

  @Test
  void letters_of_any_language_stay() {
    assertThat(PlainText.clean("Modell-Größe 模型 😀")).isEqualTo("Modell-Größe 模型 😀");
  }

  @Test
  void half_a_pair_of_surrogates_is_replaced() {
    assertThat(PlainText.clean("a\ud83dz")).isEqualTo("a?z");
  }

  @Test
  void ascii_has_a_mark_for_every_other_letter() {
    assertThat(PlainText.ascii("Größe… 😀")).isEqualTo("Gr??e... ?");
  }

  @Test
  void lines_break_between_words_and_long_words_stay_whole() {
    assertThat(PlainText.wrap("in rtb-0123456789abcdef0 of a  VPC", 10))
        .containsExactly("in", "rtb-0123456789abcdef0", "of a VPC");
  }

  @Test
  void an_empty_text_is_one_empty_line() {
    assertThat(PlainText.wrap("", 10)).containsExactly("");
  }

  @Test
  void shortening_does_not_tear_a_pair_of_surrogates() {
    assertThat(PlainText.shorten("abc😀def", 5)).isEqualTo("abc…");
    assertThat(PlainText.shorten("abcde", 5)).isEqualTo("abcde");
  }
}
