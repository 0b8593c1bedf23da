package io.clarifyvpc.network;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A pattern of a policy: {@code *} stands for any characters, also none, {@code ?} for exactly one.
 * It is followed in all its readings at once, so that no pattern takes longer than its length times
 * the text's.
 */
public final class Wildcard {
  private static final int ANY_ONE = -1;
  private static final int ANY = -2;

  private final List<Integer> tokens;

  public Wildcard(String pattern) {
    this.tokens = tokens(pattern);
  }

  /**
   * In every run of wildcards the question marks first and one asterisk for all, which says the
   * same: what an asterisk ends is then open to the end.
   */
  private static List<Integer> tokens(String pattern) {
    var tokens = new ArrayList<Integer>();
    boolean open = false;
    for (int character : pattern.codePoints().toArray()) {
      if (character == '*') {
        open = true;
        continue;
      }
      if (character == '?') {
        tokens.add(ANY_ONE);
        continue;
      }
      if (open) {
        tokens.add(ANY);
        open = false;
      }
      tokens.add(character);
    }
    if (open) {
      tokens.add(ANY);
    }
    return List.copyOf(tokens);
  }

  /** Whether the text is one that it stands for. */
  public boolean matches(String text) {
    return after(text).get(tokens.size());
  }

  /** Whether it stands for every text that begins so. */
  public boolean coversAllThatBegin(String beginning) {
    return !tokens.isEmpty() && tokens.getLast() == ANY && matches(beginning);
  }

  /** Whether it stands for some text that begins so. */
  public boolean matchesSomeThatBegin(String beginning) {
    return !after(beginning).isEmpty();
  }

  /** How far into the pattern the text can lead: before which tokens, or at its end. */
  private BitSet after(String text) {
    var places = new BitSet(tokens.size() + 1);
    reach(0, places);
    for (int character : text.codePoints().toArray()) {
      var next = new BitSet(tokens.size() + 1);
      for (int at = places.nextSetBit(0); at >= 0; at = places.nextSetBit(at + 1)) {
        if (at < tokens.size()) {
          step(at, character, next);
        }
      }
      places = next;
      if (places.isEmpty()) {
        return places;
      }
    }
    return places;
  }

  private void step(int at, int character, BitSet next) {
    int token = tokens.get(at);
    if (token == ANY) {
      reach(at, next);
    } else if (token == ANY_ONE || token == character) {
      reach(at + 1, next);
    }
  }

  /** An asterisk may stand for nothing. */
  private void reach(int at, BitSet places) {
    places.set(at);
    if (at < tokens.size() && tokens.get(at) == ANY) {
      places.set(at + 1);
    }
  }
}
