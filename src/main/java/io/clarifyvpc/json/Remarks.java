package io.clarifyvpc.json;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/**
 * What of the files was not used, for whoever put them there. Files with keys that nothing reads
 * are told one by one only while they are few: a folder may hold the answers of a whole account.
 */
final class Remarks {
  private static final int MOST_NAMES_SHOWN = 3;

  private final List<String> sentences = new ArrayList<>();
  private final List<String> filesWithUnreadKeys = new ArrayList<>();
  private final List<String> sentencesOnUnreadKeys = new ArrayList<>();

  /** A file that is there but not used as it should be. */
  void add(String sentence) {
    sentences.add(sentence);
  }

  /** A file with keys that nothing reads. */
  void addUnread(String file, List<String> keys) {
    var sentence = "%s holds nothing under %s that is read".formatted(file, shown(keys));
    sentences.add(sentence);
    sentencesOnUnreadKeys.add(sentence);
    filesWithUnreadKeys.add(file);
  }

  private static String shown(List<String> keys) {
    return abridged(
        keys.stream().map(key -> key.matches("[A-Za-z][A-Za-z0-9_-]{0,63}") ? key : "…").toList(),
        "keys");
  }

  private static String abridged(List<String> names, String things) {
    var some = names.stream().limit(MOST_NAMES_SHOWN).collect(joining(", "));
    return names.size() > MOST_NAMES_SHOWN
        ? "%s and %d more %s".formatted(some, names.size() - MOST_NAMES_SHOWN, things)
        : some;
  }

  /** What is to be told, in the order in which it was taken in; what is only counted comes last. */
  List<String> sentences() {
    if (filesWithUnreadKeys.size() <= MOST_NAMES_SHOWN) {
      return List.copyOf(sentences);
    }
    var told = new ArrayList<>(sentences);
    told.removeAll(sentencesOnUnreadKeys);
    told.add(
        "%d files hold keys that nothing reads: %s"
            .formatted(filesWithUnreadKeys.size(), abridged(filesWithUnreadKeys, "files")));
    return List.copyOf(told);
  }
}
