package io.clarifyvpc.assess;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.clarifyvpc.assess.News.ToTell;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Puts together what one alert tells: resources of one type whose worst finding is of the same
 * control and rests on the same ids, or is undetermined for the same reason; a model with the job
 * that brings it along; what is compliant again after the same controls failed; and what an alert
 * told that may never have been published.
 *
 * @param assessments of this run
 * @param shadowModels the model behind the shadow endpoint of a job or definition
 */
record AlertGroups(
    Map<WorkloadKey, Assessment> assessments, Map<WorkloadKey, WorkloadKey> shadowModels) {

  /** The groups, in the order of what comes first in them. */
  List<List<ToTell>> of(List<ToTell> news) {
    var jobs = jobsBefore(news);
    return List.copyOf(
        news.stream()
            .collect(groupingBy(each -> cause(each, jobs), LinkedHashMap::new, toList()))
            .values());
  }

  /** The first failing job of each model: it tells of the model in its own alert. */
  private Map<WorkloadKey, ToTell> jobsBefore(Collection<ToTell> news) {
    var jobs = new HashMap<WorkloadKey, ToTell>();
    news.stream()
        .filter(AlertGroups::isNewFailure)
        .filter(each -> shadowModels.containsKey(each.entry().key()))
        .forEach(each -> jobs.putIfAbsent(shadowModels.get(each.entry().key()), each));
    return jobs;
  }

  private static boolean isNewFailure(ToTell news) {
    return !news.leftBehind() && news.entry().state().isAlarming();
  }

  private Object cause(ToTell news, Map<WorkloadKey, ToTell> jobs) {
    var entry = news.entry();
    if (news.leftBehind()) {
      return List.of("left behind", entry.alertId());
    }
    if (!entry.state().isAlarming()) {
      return List.of(
          "resolved", entry.key().type().typeName(), new TreeSet<>(entry.formerControls()));
    }
    var told = jobs.getOrDefault(entry.key(), news);
    return networkCause(assessments.get(told.entry().key()));
  }

  /** The resource itself, where its worst finding rests on nothing that others could share. */
  private static Object networkCause(Assessment assessment) {
    var resource = assessment.resource();
    var worst = assessment.decisive().getFirst();
    var shared = shared(worst, resource.id());
    return shared.isEmpty()
        ? List.of(resource.type().typeName(), resource.id())
        : List.of(resource.type().typeName(), worst.compliance().name(), worst.control(), shared);
  }

  private static List<String> shared(Finding worst, String own) {
    return worst.compliance() == Compliance.UNDETERMINED
        ? List.of(worst.reason())
        : worst.evidence().stream().filter(id -> !id.equals(own)).sorted().toList();
  }
}
