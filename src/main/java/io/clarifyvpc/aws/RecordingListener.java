package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.json.AnalysisConfigurationDecoder;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Reading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Writes down what it hears. */
final class RecordingListener implements AnswerListener {
  private static final Set<Fact> OF_WORKLOADS = EnumSet.of(Fact.PROCESSING_JOB, Fact.MODEL);

  /** Described one at a time: that one of them is unread says nothing of the others. */
  private static final Set<Fact> BY_NAME =
      EnumSet.of(Fact.PROCESSING_JOB, Fact.MODEL, Fact.ENDPOINT, Fact.ENDPOINT_CONFIG);

  private final Map<Fact, Set<ObjectNode>> answers = new EnumMap<>(Fact.class);
  private final Set<Gap> gaps = new LinkedHashSet<>();
  private Optional<byte[]> analysisConfiguration = Optional.empty();
  private Optional<ObjectNode> workload = Optional.empty();
  private Optional<ObjectNode> listOfModels = Optional.empty();

  @Override
  public synchronized void answered(Fact fact, Reading<ObjectNode> answer) {
    switch (answer) {
      case Reading.Known<ObjectNode>(ObjectNode document) ->
          answers.computeIfAbsent(fact, _ -> new LinkedHashSet<>()).add(document);
      case Reading.Unread<ObjectNode>(Gap gap) -> gaps.add(gap);
    }
  }

  @Override
  public synchronized void analysisConfiguration(Reading<byte[]> content) {
    switch (content) {
      case Reading.Unread<byte[]>(Gap gap) -> gaps.add(gap);
      case Reading.Known<byte[]>(var bytes) -> {
        if (bytes.length > AnalysisConfigurationDecoder.MAX_BYTES) {
          gaps.add(Fact.ANALYSIS_CONFIGURATION.gap("it is too large to be read to its end"));
        } else {
          analysisConfiguration = Optional.of(bytes);
        }
      }
    }
  }

  /** What was heard so far describes the workload, and nothing after it does. */
  synchronized void thatWasTheWorkload() {
    workload =
        OF_WORKLOADS.stream()
            .flatMap(fact -> answers.getOrDefault(fact, Set.of()).stream())
            .findFirst();
    answers.keySet().removeAll(OF_WORKLOADS);
  }

  /**
   * Models that do not exist are known by a list that does not name them. Those that are there, and
   * those that may be, stand in it.
   */
  synchronized void models(Map<String, Reading<Optional<Model>>> models) {
    boolean anyMissing =
        models.values().stream().anyMatch(Reading.known(Optional.<Model>empty())::equals);
    if (!anyMissing) {
      return;
    }
    var list = JsonNodeFactory.instance.objectNode();
    var elements = list.putArray("Models");
    new TreeMap<>(models)
        .forEach((name, model) -> {
          if (!model.equals(Reading.known(Optional.<Model>empty()))) {
            elements.addObject().put("ModelName", name);
          }
        });
    listOfModels = Optional.of(list);
  }

  synchronized Recording recording() {
    var unread = EnumSet.noneOf(Fact.class);
    gaps.stream().map(Gap::fact).filter(fact -> !BY_NAME.contains(fact)).forEach(unread::add);
    var network = new TreeMap<String, ObjectNode>();
    answers.forEach((fact, documents) -> {
      if (!unread.contains(fact)) {
        name(fact, documents, network);
      }
    });
    listOfModels.ifPresent(list -> network.put("list-models.json", list));
    return new Recording(workload, network, analysisConfiguration, List.copyOf(gaps));
  }

  /** Names that tell nothing of the content: {@code describe-subnets-2.json}. */
  private static void name(Fact fact, Set<ObjectNode> documents, Map<String, ObjectNode> network) {
    var counts = new TreeMap<String, Integer>();
    for (var document : new ArrayList<>(documents)) {
      var action = document.has("Entries") ? fact.actions().getLast() : fact.actions().getFirst();
      var command = command(action);
      int n = counts.merge(command, 1, Integer::sum);
      network.put(n == 1 ? command + ".json" : "%s-%d.json".formatted(command, n), document);
    }
  }

  /** An action as the AWS CLI spells it. */
  private static String command(String action) {
    return action
        .substring(action.indexOf(':') + 1)
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
