package io.clarifyvpc.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.AlertState;
import io.clarifyvpc.control.Compliance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A day of an account, minute by minute on a clock of its own: events come late, twice or never,
 * AWS throttles, the network breaks and is mended, one API is denied for an hour, and one function
 * dies between publishing an alert and marking it. What AWS Config shows and what people are told
 * is held against what was so.
 */
class DaySimulationTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
  private static final int JOBS = 3_000;
  private static final int CLARIFY_JOBS = 400;
  private static final int MODELS = 800;
  private static final int NEW_MODELS = 60;
  private static final int DELETED_MODELS = 12;

  /** What was told of one resource, and of which creation of it. */
  private record Told(Instant created, AlertState state) {}

  private final SimulatedDay day = new SimulatedDay(MIDNIGHT);
  private final Map<String, Told> told = new HashMap<>();
  private final Map<String, List<String>> expected = new TreeMap<>();
  private final Map<String, List<String>> observed = new TreeMap<>();
  private final Map<String, AlertState> kept = new HashMap<>();
  private final Set<String> alertIds = new HashSet<>();
  private Map<String, String> shownBefore = Map.of();
  private int repeated;
  private int trueChanges;
  private int runs;

  @Test
  void a_day_ends_with_the_truth_and_every_change_of_state_told_once() {
    day.models(MODELS - NEW_MODELS);
    day.afterRun(this::afterRun);
    day.afterEvent(this::afterEvent);
    day.run();
    day.until(MIDNIGHT.plus(Duration.ofMinutes(30)));
    day.newModels(NEW_MODELS);
    day.deletedModels(DELETED_MODELS);
    day.jobs(JOBS, CLARIFY_JOBS);
    day.dieBetweenPublishingAndMarking(MIDNIGHT.plus(Duration.ofHours(5)));
    day.denyRouteTables(MIDNIGHT.plus(Duration.ofHours(11)), Duration.ofHours(1));
    day.breakNetwork(MIDNIGHT.plus(Duration.ofHours(8)));
    day.mendNetwork(MIDNIGHT.plus(Duration.ofHours(15)));
    day.until(MIDNIGHT.plus(Duration.ofHours(24)));
    day.untilQuiet();

    System.out.printf(
        "COUNT day: %d runs, %d AWS calls of which %d throttled once or more, %d invocations tried"
            + " again, %d events lost, %d twice; %d results put for %d true changes; %d alerts in %d"
            + " messages, %d of them repeated after a crash%n",
        runs,
        day.calls(),
        day.throttled(),
        day.retries(),
        day.lost(),
        day.duplicates(),
        day.put(),
        trueChanges,
        observed.values().stream().mapToInt(List::size).sum(),
        alertIds.size() + repeated,
        repeated);
    assertThat(differences()).isEmpty();
    assertThat(repeated).isEqualTo(1);
    assertThat(day.failures()).isEmpty();
    assertThat(day.put()).isLessThanOrEqualTo(3 * trueChanges + shownBefore.size());
  }

  private List<String> differences() {
    var keys = new TreeSet<>(expected.keySet());
    keys.addAll(observed.keySet());
    return keys.stream()
        .filter(key -> !expected.getOrDefault(key, List.of()).equals(observed.get(key)))
        .map(key -> "%s: expected %s, told %s".formatted(key, expected.get(key), observed.get(key)))
        .toList();
  }

  /** An event that was handled: what it had to tell, and what it told. */
  private void afterEvent(SimulatedDay.Workload workload, List<JsonNode> messages) {
    news(workload, day.oracle(workload));
    for (JsonNode message : distinct(messages)) {
      observe(message.get("assessments").get(0));
    }
  }

  /** A run: what AWS Config shows, and what people were told. */
  private void afterRun(List<JsonNode> messages) {
    runs++;
    var newsOfRun = new TreeMap<String, String>();
    var truth = new TreeMap<String, String>();
    for (SimulatedDay.Workload workload : day.targets()) {
      var state = kept.getOrDefault(workload.key(), day.oracle(workload));
      if (!kept.containsKey(workload.key()) && news(workload, state)) {
        newsOfRun.put(workload.key(), words(state));
      }
      if (day.isFinished(workload) && !isUndetermined(state)) {
        kept.put(workload.key(), state);
      }
      truth.put(workload.key(), shown(state));
    }
    assertThat(new TreeSet<>(day.shown())).isEqualTo(asShown(truth));
    trueChanges += changes(shownBefore, truth);
    shownBefore = truth;
    observe(distinct(messages), newsOfRun);
  }

  /** Where a message has no room for all that it tells of, it counts what it does not name. */
  private void observe(List<JsonNode> messages, Map<String, String> news) {
    var before = new HashMap<String, Integer>();
    news.keySet().forEach(key -> before.put(key, observed.getOrDefault(key, List.of()).size()));
    messages.forEach(message -> observe(message, news.keySet()));
    int unnamed =
        messages.stream().mapToInt(message -> message.at("/omitted/resources").asInt()).sum();
    var notSeen =
        news.keySet().stream()
            .filter(key -> observed.getOrDefault(key, List.of()).size() == before.get(key))
            .toList();
    if (unnamed > 0 && unnamed == notSeen.size()) {
      notSeen.forEach(
          key -> observed.computeIfAbsent(key, _ -> new ArrayList<>()).add(news.get(key)));
    }
  }

  private static boolean isUndetermined(AlertState state) {
    return state.compliance() == Compliance.UNDETERMINED;
  }

  /** What people have to be told of it, by what they were told before; whether anything. */
  private boolean news(SimulatedDay.Workload workload, AlertState state) {
    var before = Optional.ofNullable(told.get(workload.key()));
    if (before.filter(each -> each.created().isAfter(workload.created())).isPresent()) {
      return false;
    }
    var last = before.filter(each -> each.created().equals(workload.created())).map(Told::state);
    boolean news =
        last.isEmpty()
            ? state.isAlarming()
            : !last.get().isSameAs(state) && (state.isAlarming() || last.get().isAlarming());
    if (news) {
      told.put(workload.key(), new Told(workload.created(), state));
      expected.computeIfAbsent(workload.key(), _ -> new ArrayList<>()).add(words(state));
    }
    return news;
  }

  private static String words(AlertState state) {
    return state.isAlarming()
        ? state.compliance() + " " + new TreeSet<>(state.controls())
        : "COMPLIANT";
  }

  /** Those whose id is new; one that came before is a repetition. */
  private List<JsonNode> distinct(List<JsonNode> messages) {
    var distinct = new ArrayList<JsonNode>();
    for (JsonNode message : messages) {
      if (alertIds.add(message.get("alertId").asText())) {
        distinct.add(message);
      } else {
        repeated++;
      }
    }
    return distinct;
  }

  private void observe(JsonNode message, Set<String> news) {
    if (!message.get("affected").isEmpty()) {
      message.get("affected").forEach(this::observe);
      return;
    }
    var assessments = message.get("assessments");
    observe(assessments.get(0));
    // A model that comes along is told of with the job, if there is anything to tell.
    if (assessments.size() > 1 && news.contains(key(assessments.get(1)))) {
      observe(assessments.get(1));
    }
  }

  private static String key(JsonNode told) {
    return told.at("/resource/type").asText() + " " + told.at("/resource/id").asText();
  }

  private void observe(JsonNode told) {
    var controls = new TreeSet<String>();
    var compliance = told.get("compliance").asText();
    if (told.has("controls")) {
      told.get("controls").forEach(control -> controls.add(control.asText()));
    } else {
      told.get("findings")
          .forEach(finding -> {
            if (finding.get("compliance").asText().equals(compliance)
                && !finding.get("advisory").asBoolean()) {
              controls.add(finding.get("control").asText());
            }
          });
    }
    observed
        .computeIfAbsent(key(told), _ -> new ArrayList<>())
        .add(compliance.equals("COMPLIANT") ? compliance : compliance + " " + controls);
  }

  /** As AWS Config, which knows no "undetermined", is told by default. */
  private static String shown(AlertState state) {
    return switch (state.compliance()) {
      case NON_COMPLIANT, UNDETERMINED -> "NON_COMPLIANT";
      case COMPLIANT -> "COMPLIANT";
      case NOT_APPLICABLE -> "NOT_APPLICABLE";
    };
  }

  private static Set<String> asShown(Map<String, String> truth) {
    var shown = new TreeSet<String>();
    truth.forEach((key, compliance) -> shown.add(key + " " + compliance));
    return shown;
  }

  private static int changes(Map<String, String> before, Map<String, String> after) {
    var keys = new HashSet<>(before.keySet());
    keys.addAll(after.keySet());
    return (int)
        keys.stream()
            .filter(key ->
                !Optional.ofNullable(before.get(key)).equals(Optional.ofNullable(after.get(key))))
            .count();
  }
}
