package io.clarifyvpc.network;

import static java.util.stream.Collectors.joining;

import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.PolicyDocument;
import io.clarifyvpc.snapshot.PolicyDocument.Effect;
import io.clarifyvpc.snapshot.PolicyDocument.Restriction;
import io.clarifyvpc.snapshot.PolicyDocument.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the policy of a VPC endpoint lets through. A statement that does not reach a call is
 * ignored, a Deny beats every Allow, and what no Allow covers is shut out. Patterns are judged one
 * by one: a beginning that only several of them would cover between them counts as covered in part.
 */
public final class PolicyReach {
  private static final String EVERYTHING = "*";
  private static final String VARIABLE = "\\$\\{[^}]*+}";

  /** Whether a call passes. */
  public sealed interface Passage {}

  /** An Allow covers all that was asked for, and no Deny touches it. */
  public record Allowed() implements Passage {}

  /**
   * It is shut out.
   *
   * @param denied by a Deny, which no further Allow would mend
   * @param entirely nothing of what was asked for is let through
   */
  public record Blocked(boolean denied, boolean entirely) implements Passage {}

  /**
   * A statement that cannot be judged from here would decide.
   *
   * @param because what of it, such as {@code a Condition}
   * @param gap what was unread of the call; empty where it was read, and still nobody can tell
   */
  public record Undecided(String because, Optional<Gap> gap) implements Passage {
    public Undecided(String because) {
      this(because, Optional.empty());
    }

    public Undecided(Gap gap) {
      this(gap.describe(), Optional.of(gap));
    }
  }

  /**
   * What a call acts on: one resource, or all whose ARNs begin so.
   *
   * @param beginning the ARN or its beginning, in which wildcards mean themselves
   * @param ignoringCase the service writes names in lower case that its callers do not
   */
  public record Resources(String beginning, boolean open, boolean ignoringCase) {
    public static Resources exactly(String arn) {
      return new Resources(arn, false, false);
    }

    public static Resources allThatBegin(String beginning) {
      return new Resources(beginning, true, false);
    }

    /** The same, compared without regard to case. */
    public Resources inAnyCase() {
      return new Resources(beginning, open, true);
    }

    /** As a policy would write them. */
    public String pattern() {
      return open ? beginning + EVERYTHING : beginning;
    }

    private Extent coveredBy(String pattern) {
      var wildcard = new Wildcard(ignoringCase ? lowerCase(pattern) : pattern);
      var asked = ignoringCase ? lowerCase(beginning) : beginning;
      if (open ? wildcard.coversAllThatBegin(asked) : wildcard.matches(asked)) {
        return Extent.ALL;
      }
      return open && wildcard.matchesSomeThatBegin(asked) ? Extent.SOME : Extent.NOTHING;
    }
  }

  private enum Extent {
    NOTHING,
    SOME,
    ALL
  }

  private final PolicyDocument policy;

  public PolicyReach(PolicyDocument policy) {
    this.policy = policy;
  }

  /** Whether the action passes on all of the resources. */
  public Passage passage(String action, Resources resources) {
    var asked = lowerCase(action);
    var reaching =
        policy.statements().stream()
            .filter(statement ->
                statement
                    .actions()
                    .map(patterns -> patterns.stream().anyMatch(each -> names(each, asked)))
                    .orElse(true))
            .toList();
    var denied = plainly(Effect.DENY, reaching, resources);
    if (denied != Extent.NOTHING) {
      return new Blocked(true, denied == Extent.ALL);
    }
    var allowed = plainly(Effect.ALLOW, reaching, resources);
    if (allowed == Extent.ALL) {
      return doubt(Effect.DENY, reaching, resources)
          .<Passage>map(Undecided::new)
          .orElseGet(Allowed::new);
    }
    return doubt(Effect.ALLOW, reaching, resources)
        .<Passage>map(Undecided::new)
        .orElseGet(() -> new Blocked(false, allowed == Extent.NOTHING));
  }

  /**
   * Whether everything of a service passes, as under the default policy: one plain Allow does it,
   * and there is no Deny.
   *
   * @param actions the beginning of the service's actions, such as {@code s3:}
   */
  public boolean isFullAccess(String actions, Resources resources) {
    return policy.statements().stream().noneMatch(each -> each.effect() == Effect.DENY)
        && policy.statements().stream()
            .filter(statement ->
                statement.actions().orElse(List.of()).stream()
                    .anyMatch(
                        pattern -> new Wildcard(lowerCase(pattern)).coversAllThatBegin(actions)))
            .anyMatch(
                statement -> plainly(Effect.ALLOW, List.of(statement), resources) == Extent.ALL);
  }

  private static boolean names(String pattern, String action) {
    return new Wildcard(lowerCase(pattern)).matches(action);
  }

  /** How much of the resources the statements that can be judged speak of. */
  private static Extent plainly(Effect effect, List<Statement> statements, Resources resources) {
    return statements.stream()
        .filter(statement -> statement.effect() == effect)
        .filter(statement -> statement.restrictions().isEmpty())
        .flatMap(statement -> statement.resources().orElse(List.of()).stream())
        .filter(pattern -> !hasVariable(pattern))
        .map(resources::coveredBy)
        .max(Extent::compareTo)
        .orElse(Extent.NOTHING);
  }

  /** What would decide in the first statement that may reach the resources. */
  private static Optional<String> doubt(
      Effect effect, List<Statement> statements, Resources resources) {
    return statements.stream()
        .filter(statement -> statement.effect() == effect)
        .flatMap(statement -> doubt(statement, resources).stream())
        .findFirst();
  }

  private static Optional<String> doubt(Statement statement, Resources resources) {
    boolean plain = statement.restrictions().isEmpty();
    return statement.resources().orElse(List.of(EVERYTHING)).stream()
        .filter(pattern -> !plain || hasVariable(pattern))
        .filter(pattern ->
            resources.coveredBy(pattern.replaceAll(VARIABLE, EVERYTHING)) != Extent.NOTHING)
        .findFirst()
        .map(_ -> plain ? "a policy variable" : words(statement));
  }

  private static String words(Statement statement) {
    return statement.restrictions().stream()
        .sorted()
        .map(Restriction::words)
        .collect(joining(" and "));
  }

  /** A variable such as <code>${aws:PrincipalAccount}</code>. */
  private static boolean hasVariable(String pattern) {
    return pattern.contains("${");
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
