package io.clarifyvpc.cli;

import io.clarifyvpc.assess.PlainText;
import io.clarifyvpc.control.Compliance;
import java.nio.charset.Charset;
import java.util.List;

/**
 * Lines for a terminal: its width, its colours and the characters that it can show. Everything that
 * passes through here is made safe to show first.
 */
final class Layout {
  private static final int USUAL_WIDTH = 100;
  private static final int LEAST_WIDTH = 60;
  private static final int MOST_WIDTH = 140;
  private static final int LEAST_ROOM = 24;
  private static final String RESET = "\u001b[0m";

  /**
   * How a piece of text looks where colours are shown; none of them carries a meaning of its own.
   */
  enum Style {
    BOLD("\u001b[1m"),
    DIM("\u001b[2m"),
    RED("\u001b[1;31m"),
    GREEN("\u001b[1;32m"),
    YELLOW("\u001b[1;33m"),
    CYAN("\u001b[36m");

    private final String sequence;

    Style(String sequence) {
      this.sequence = sequence;
    }
  }

  private final StringBuilder lines = new StringBuilder();
  private final int width;
  private final boolean colours;
  private final boolean unicode;

  Layout(Surroundings surroundings) {
    this.width = width(surroundings.environment().get("COLUMNS"));
    this.colours = surroundings.terminal() && !surroundings.environment().containsKey("NO_COLOR");
    this.unicode = canShow(surroundings.charset());
  }

  private static int width(String columns) {
    if (columns == null || columns.isEmpty() || columns.length() > 5) {
      return USUAL_WIDTH;
    }
    for (int i = 0; i < columns.length(); i++) {
      if (columns.charAt(i) < '0' || columns.charAt(i) > '9') {
        return USUAL_WIDTH;
      }
    }
    return Math.clamp(Integer.parseInt(columns), LEAST_WIDTH, MOST_WIDTH);
  }

  private static boolean canShow(Charset charset) {
    return charset.canEncode() && charset.newEncoder().canEncode("✓✗…─");
  }

  int width() {
    return width;
  }

  /** The verdict's mark, beside the word for it and never instead. */
  String mark(Compliance compliance) {
    return switch (compliance) {
      case COMPLIANT -> unicode ? "✓" : "+";
      case NON_COMPLIANT -> unicode ? "✗" : "x";
      case UNDETERMINED -> "?";
      case NOT_APPLICABLE -> "-";
    };
  }

  static Style styleOf(Compliance compliance) {
    return switch (compliance) {
      case COMPLIANT -> Style.GREEN;
      case NON_COMPLIANT -> Style.RED;
      case UNDETERMINED -> Style.YELLOW;
      case NOT_APPLICABLE -> Style.DIM;
    };
  }

  /** The text in that look, where colours are shown. */
  String styled(Style style, String text) {
    return colours ? style.sequence + text + RESET : text;
  }

  /** An empty line. */
  void gap() {
    lines.append('\n');
  }

  /** A line across the terminal. */
  void rule() {
    lines.append(styled(Style.DIM, (unicode ? "─" : "-").repeat(width))).append('\n');
  }

  /** A text, wrapped; every line begins at the column. */
  void paragraph(int column, String text) {
    labelled(column, "", 0, text);
  }

  /** A label, and beside it a text, wrapped; its lines begin below one another. */
  void labelled(int column, String label, int labelWidth, String text) {
    int start = column + labelWidth;
    var parts = PlainText.wrap(shown(text), width - start);
    for (int i = 0; i < parts.size(); i++) {
      lines.append(" ".repeat(column));
      var head = i == 0 ? label : "";
      lines.append(head.isEmpty() ? "" : styled(Style.DIM, head));
      lines.append(" ".repeat(Math.max(0, labelWidth - head.length())));
      lines.append(parts.get(i)).append('\n');
    }
  }

  /** Something to paste: one line, however long. */
  void verbatim(int column, String command) {
    lines.append(" ".repeat(column)).append(styled(Style.CYAN, shown(command))).append('\n');
  }

  /** A text that is laid out already, line by line. */
  void block(int column, String text) {
    text.lines()
        .map(line -> line.isEmpty() ? "" : " ".repeat(column) + shown(line))
        .forEach(line -> lines.append(line).append('\n'));
  }

  /** Words in looks of their own, and beside them a text that is wrapped below itself. */
  void headed(int column, List<Span> head, String text) {
    lines.append(" ".repeat(column));
    int start = column;
    for (Span span : head) {
      var word = shown(span.text());
      int padded = Math.max(span.width(), length(word)) + 2;
      lines.append(styled(span.style(), word)).append(" ".repeat(padded - length(word)));
      start += padded;
    }
    var title = shown(text);
    boolean below = width - start < LEAST_ROOM && length(title) > width - start;
    int indent = below ? column + 2 : start;
    if (below) {
      endLine();
    }
    var parts = PlainText.wrap(title, width - indent);
    for (int i = 0; i < parts.size(); i++) {
      lines.append(i == 0 && !below ? "" : " ".repeat(indent));
      lines.append(styled(Style.BOLD, parts.get(i))).append('\n');
    }
  }

  private void endLine() {
    while (lines.charAt(lines.length() - 1) == ' ') {
      lines.setLength(lines.length() - 1);
    }
    lines.append('\n');
  }

  /** A piece of a line, padded to a width. */
  record Span(Style style, String text, int width) {
    Span(Style style, String text) {
      this(style, text, 0);
    }
  }

  private String shown(String text) {
    var clean = PlainText.clean(text);
    return unicode ? clean : clean.replace("…", "...");
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Everything so far. */
  @Override
  public String toString() {
    return lines.toString();
  }
}
