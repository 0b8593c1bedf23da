package io.clarifyvpc.assess;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * The one line that AWS Config shows of an evaluation.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/config/latest/APIReference/API_Evaluation.html">Evaluation</a>
 */
final class Annotation {
  static final int MAX_LENGTH = 256;
  private static final int FEWEST_CHARACTERS_OF_A_REASON = 24;
  private static final String ELLIPSIS = "…";

  private Annotation() {}

  /** The deciding controls with their reasons, the worst first, and how many more there are. */
  static String of(List<Finding> findings) {
    return of(findings, "");
  }

  /** The same after a prefix; all of it within the limit. */
  static String of(List<Finding> findings, String prefix) {
    var compliance = Compliance.fold(findings);
    var decisive =
        findings.stream()
            .filter(finding -> finding.countsAs(compliance))
            .sorted(Finding.WORST_FIRST)
            .toList();
    return switch (compliance) {
      case COMPLIANT ->
          prefix + decisive.size() + (decisive.size() == 1 ? " control holds" : " controls hold");
      case NOT_APPLICABLE -> prefix + "no control applies";
      case NON_COMPLIANT, UNDETERMINED -> prefix + listed(decisive, MAX_LENGTH - prefix.length());
    };
  }

  private static String listed(List<Finding> decisive, int room) {
    var shown = new ArrayList<String>();
    int used = 0;
    for (int i = 0; i < decisive.size(); i++) {
      var finding = decisive.get(i);
      int separator = shown.isEmpty() ? 0 : 2;
      int rest = decisive.size() - i - 1;
      int left = room - used - separator - more(rest).length();
      String entry = finding.control() + ": " + PlainText.clean(finding.reason());
      if (entry.length() > left) {
        int enough = finding.control().length() + 2 + FEWEST_CHARACTERS_OF_A_REASON;
        if (left < enough && !shown.isEmpty()) {
          return String.join("; ", shown) + more(rest + 1);
        }
        shown.add(wholeWords(entry, left));
        return String.join("; ", shown) + more(rest);
      }
      shown.add(entry);
      used += separator + entry.length();
    }
    return String.join("; ", shown);
  }

  private static String more(int count) {
    return count == 0 ? "" : " (+%d more)".formatted(count);
  }

  private static String wholeWords(String text, int length) {
    int end = length - ELLIPSIS.length();
    int space = text.lastIndexOf(' ', end);
    int cut = space > 0 ? space : end;
    String head = text.substring(0, cut);
    if (Character.isHighSurrogate(head.charAt(head.length() - 1))) {
      head = head.substring(0, head.length() - 1);
    }
    return head.stripTrailing() + ELLIPSIS;
  }
}
