package io.clarifyvpc.json;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An Amazon Resource Name: {@code arn:partition:service:region:account:resource}.
 *
 * @param resource the last part, such as {@code model/my-model}
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">ARNs</a>
 */
record Arn(String service, Optional<String> region, Optional<String> accountId, String resource) {
  private static final Pattern SHAPE =
      Pattern.compile("arn:[^:]+:([^:]+):([^:]*):([^:]*):(.+)", Pattern.DOTALL);

  static Optional<Arn> parse(String text) {
    var parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Arn(parts.group(1), given(parts.group(2)), given(parts.group(3)), parts.group(4)));
  }

  /** The name behind the resource's type; SageMaker lower-cases it. */
  Optional<String> resourceName() {
    return given(resource.substring(resource.indexOf('/') + 1));
  }

  private static Optional<String> given(String part) {
    return part.isEmpty() ? Optional.empty() : Optional.of(part);
  }
}
