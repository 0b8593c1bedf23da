package io.clarifyvpc.assess;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.clarifyvpc.control.Compliance;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run has to put so that AWS Config shows what is so: what is new or changed, and what was
 * not put for a day. AWS bills every result, and keeps each until it is replaced.
 */
public final class EvaluationChanges {
  /** After this long a result is put again although nothing changed. */
  static final Duration REFRESHED_AFTER = Duration.ofDays(1);

  /** A resource as AWS Config names it. */
  public record ResourceKey(String resourceType, String resourceId) {
    static ResourceKey of(Evaluation evaluation) {
      return new ResourceKey(
          evaluation.complianceResourceType(), evaluation.complianceResourceId());
    }
  }

  private final Map<ResourceKey, RuleResult> earlier;

  /**
   * Compares with what is shown.
   *
   * @param earlier all results of the rule
   */
  public EvaluationChanges(Collection<RuleResult> earlier) {
    this.earlier =
        earlier.stream()
            .collect(
                toMap(
                    result -> ResourceKey.of(result.evaluation()),
                    result -> result,
                    (one, other) -> one.recorded().isAfter(other.recorded()) ? one : other));
  }

  /** Those of the evaluations that AWS Config does not show yet, or has shown for a day. */
  public List<Evaluation> toPut(List<Evaluation> evaluations, Instant now) {
    return evaluations.stream().filter(evaluation -> isNews(evaluation, now)).toList();
  }

  private boolean isNews(Evaluation evaluation, Instant now) {
    var shown = earlier.get(ResourceKey.of(evaluation));
    return shown == null
        || !shown.evaluation().equals(evaluation)
        || !shown.recorded().plus(REFRESHED_AFTER).isAfter(now);
  }

  /**
   * What is shown and is no longer there, as not applicable. Only after a complete listing: what a
   * partial one does not name may still be there.
   *
   * @param targets everything that is there, also what could not be judged
   */
  public List<Evaluation> toTakeBack(Collection<ResourceKey> targets) {
    Set<ResourceKey> there = targets.stream().collect(toSet());
    return earlier.keySet().stream()
        .filter(key -> !there.contains(key))
        .filter(this::shows)
        .sorted(
            Comparator.comparing(ResourceKey::resourceType).thenComparing(ResourceKey::resourceId))
        .map(this::takenBack)
        .toList();
  }

  /** Whether AWS Config shows something of the resource. */
  public boolean shows(ResourceKey key) {
    return Optional.ofNullable(earlier.get(key))
        .filter(result -> result.evaluation().complianceType() != Compliance.NOT_APPLICABLE)
        .isPresent();
  }

  /** Whether AWS Config shows something of a resource of the type. */
  public boolean showsType(String resourceType) {
    return earlier.keySet().stream()
        .anyMatch(key -> key.resourceType().equals(resourceType) && shows(key));
  }

  /** Takes the place of what is shown of a resource that is gone. */
  public Evaluation takenBack(ResourceKey key) {
    return Evaluation.notApplicable(
        key.resourceType(), key.resourceId(), "it is gone, or has left what the rule looks at");
  }
}
