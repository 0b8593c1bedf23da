package io.clarifyvpc.assess;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Text that people read. Names, ids and reasons come from outside: whatever could move a cursor,
 * colour a line or turn the reading direction is replaced before it is shown.
 */
public final class PlainText {
  private static final char REPLACEMENT = '?';
  private static final String ELLIPSIS = "…";

  private PlainText() {}

  /** The text on one line, with what is not printable replaced by a question mark. */
  public static String clean(String foreign) {
    if (foreign.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      return foreign;
    }
    var cleaned = new StringBuilder(foreign.length());
    foreign.codePoints().map(PlainText::shown).forEach(cleaned::appendCodePoint);
    return cleaned.toString();
  }

  private static int shown(int codePoint) {
    if (Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == 0x85) {
      return ' ';
    }
    return switch (Character.getType(codePoint)) {
      // FORMAT holds the marks that turn the reading direction, and the invisible ones.
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          REPLACEMENT;
      default -> codePoint;
    };
  }

  /** The same in printable ASCII. */
  static String ascii(String foreign) {
    var ascii = new StringBuilder(foreign.length());
    clean(foreign)
        .codePoints()
        .forEach(
            c -> ascii.append(c == '…' ? "..." : c <= '~' ? Character.toString(c) : REPLACEMENT));
    return ascii.toString();
  }

  /**
   * Breaks a text at spaces. A word that is longer than a line stays whole: ids and addresses can
   * be copied.
   *
   * @param width in characters; at least one word stands on every line
   */
  public static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var words = new StringTokenizer(text, " "); words.hasMoreTokens(); ) {
      var word = words.nextToken();
      if (!line.isEmpty() && length(line) + 1 + length(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return List.copyOf(lines);
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  /** At most that many characters, no pair of surrogates torn. */
  public static String shorten(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - ELLIPSIS.length();
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + ELLIPSIS;
  }
}
