package io.clarifyvpc.assess;

import static java.util.stream.Collectors.joining;

import io.clarifyvpc.assess.Alert.Affected;
import io.clarifyvpc.control.Compliance;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How many resources an alert tells of, also where not all of them fit into it.
 *
 * @param compliances how many have which verdict
 * @param controls how many fail which control, by its id
 */
public record Tally(Map<Compliance, Integer> compliances, Map<String, Integer> controls) {
  public Tally {
    compliances = Collections.unmodifiableMap(new EnumMap<>(compliances));
    controls = Collections.unmodifiableMap(new TreeMap<>(controls));
  }

  static Tally of(Collection<Affected> affected) {
    var compliances = new EnumMap<Compliance, Integer>(Compliance.class);
    var controls = new TreeMap<String, Integer>();
    for (Affected each : affected) {
      compliances.merge(each.state().compliance(), 1, Integer::sum);
      each.state().controls().forEach(control -> controls.merge(control, 1, Integer::sum));
    }
    return new Tally(compliances, controls);
  }

  public int resources() {
    return compliances.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** {@code 3 NON_COMPLIANT, 1 UNDETERMINED, 2 RESOLVED}. */
  String words() {
    return Stream.of(Compliance.NON_COMPLIANT, Compliance.UNDETERMINED, Compliance.COMPLIANT)
        .filter(compliances::containsKey)
        .map(compliance -> compliances.get(compliance) + " " + word(compliance))
        .collect(joining(", "));
  }

  private static String word(Compliance compliance) {
    return compliance == Compliance.COMPLIANT ? "RESOLVED" : compliance.name();
  }
}
