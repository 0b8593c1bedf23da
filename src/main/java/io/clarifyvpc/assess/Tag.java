package io.clarifyvpc.assess;

import java.util.List;
import java.util.stream.Stream;

/**
 * A tag of a workload. What people put into tags may be none of a log's business: the value is told
 * in alerts, and is no part of {@link #toString}.
 *
 * @param key shortened beyond what AWS takes
 * @param value may be empty; shortened beyond what AWS takes
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Tag.html">Tag</a>
 */
public record Tag(String key, String value) {
  private static final int MOST_CHARACTERS_OF_KEY = 128;
  private static final int MOST_CHARACTERS_OF_VALUE = 256;
  private static final int MOST_LINES = 10;

  public Tag {
    key = PlainText.shorten(key, MOST_CHARACTERS_OF_KEY);
    value = PlainText.shorten(value, MOST_CHARACTERS_OF_VALUE);
  }

  /** The tags for a reader, one a line; the last line counts those that are too many to read. */
  public static List<String> lines(List<Tag> tags) {
    var told = tags.stream().limit(MOST_LINES).map(tag -> tag.key + "=" + tag.value);
    int more = tags.size() - MOST_LINES;
    return Stream.concat(told, more > 0 ? Stream.of("and %d more".formatted(more)) : Stream.of())
        .toList();
  }

  @Override
  public String toString() {
    return "Tag[key=%s]".formatted(key);
  }
}
