package io.clarifyvpc.world;

import static java.util.stream.Collectors.toCollection;

import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.snapshot.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;

/** Compares all findings of a world with the compliant world's. */
public final class WorldAssert extends AbstractAssert<WorldAssert, World> {
  private WorldAssert(World world) {
    super(world, WorldAssert.class);
  }

  public static WorldAssert assertThat(World world) {
    return new WorldAssert(world);
  }

  /**
   * The named findings are exactly so; every other finding has the compliance, impact, severity and
   * advisory that it has in the compliant world. And what is to be done about those that fail mends
   * them ({@link Remedies}).
   */
  public WorldAssert differsFromCompliantOnlyBy(Difference... differences) {
    Map<FindingKey, FindingRow> expected = new LinkedHashMap<>();
    rows(actual.compliantCounterpart().assess())
        .forEach((key, row) -> expected.put(key, row.withoutWords()));
    for (Difference difference : differences) {
      difference.applyTo(expected);
    }
    var found = rows(actual.assess());
    var keys = new ArrayList<>(expected.keySet());
    found.keySet().stream().filter(key -> !expected.containsKey(key)).forEach(keys::add);
    var problems = new ArrayList<String>();
    for (FindingKey key : keys) {
      var wanted = expected.get(key);
      var got = found.get(key);
      if (wanted == null) {
        problems.add("%s%n    not expected, but found: %s".formatted(key, got));
      } else if (got == null) {
        problems.add("%s%n    expected: %s%n    but there is none".formatted(key, wanted));
      } else if (!wanted.isMetBy(got)) {
        problems.add("%s%n    expected: %s%n    found:    %s".formatted(key, wanted, got));
      }
    }
    if (!problems.isEmpty()) {
      failWithMessage("%s", "findings differ:%n  %s".formatted(String.join("\n  ", problems)));
    }
    return requireThatRemediationsMend();
  }

  /** What is to be done about each finding that fails mends it, and makes nothing worse. */
  public WorldAssert requireThatRemediationsMend() {
    Remedies.of(actual).requireThatEachMends();
    return this;
  }

  /** Nothing but words differs from the compliant world. */
  public WorldAssert isAsCompliant() {
    return differsFromCompliantOnlyBy();
  }

  /** Exactly these findings are undetermined ("job Clarify.6"), and none fails. */
  public WorldAssert isUndeterminedExactlyIn(List<String> findings) {
    var undetermined = new TreeSet<String>();
    var failing = new TreeSet<String>();
    rows(actual.assess())
        .forEach((key, row) -> {
          if (row.compliance() == Compliance.UNDETERMINED) {
            undetermined.add(key.toString());
          }
          if (row.compliance() == Compliance.NON_COMPLIANT) {
            failing.add(key.toString());
          }
        });
    if (!failing.isEmpty() || !undetermined.equals(new TreeSet<>(findings))) {
      failWithMessage(
          "%s",
          "expected undetermined: %s%n  but undetermined are: %s%n  and failing: %s"
              .formatted(
                  findings.stream().sorted().collect(toCollection(ArrayList::new)),
                  undetermined,
                  failing));
    }
    return this;
  }

  static Map<FindingKey, FindingRow> rows(List<Assessment> assessments) {
    var rows = new LinkedHashMap<FindingKey, FindingRow>();
    for (Assessment assessment : assessments) {
      boolean ofJob = assessment.resource().type() != ResourceType.MODEL;
      assessment
          .findings()
          .forEach(finding -> {
            var before = rows.put(new FindingKey(ofJob, finding.control()), FindingRow.of(finding));
            if (before != null) {
              throw new IllegalStateException("two findings of " + finding.control());
            }
          });
    }
    return rows;
  }
}
