package io.clarifyvpc.assess;

import static java.util.stream.Collectors.joining;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.RuleParameters;
import java.util.List;
import java.util.Map;

/**
 * One evaluation of the account that stands for all of its jobs, where their own type is not
 * reported.
 */
public final class AccountEvaluation {
  private static final int MOST_NAMED = 3;

  private AccountEvaluation() {}

  /**
   * The worst verdict among the jobs, how many have it, and some of them by name.
   *
   * @param jobs the verdict on each Clarify job, by its name
   * @param undescribed how many processing jobs could not be described: any of them may be a
   *     Clarify job that fails, so that nothing better than undetermined is certain
   */
  public static Evaluation of(
      String accountId, Map<String, Compliance> jobs, int undescribed, RuleParameters parameters) {
    var worst = worst(jobs);
    if (undescribed > 0 && worst != Compliance.NON_COMPLIANT && worst != Compliance.UNDETERMINED) {
      return new Evaluation(
          RuleParameters.ProcessingJobResourceType.ACCOUNT.typeName(),
          accountId,
          Evaluation.reported(Compliance.UNDETERMINED, parameters),
          "UNDETERMINED: %d processing jobs could not be described".formatted(undescribed));
    }
    var those =
        jobs.entrySet().stream()
            .filter(job -> job.getValue() == worst)
            .map(Map.Entry::getKey)
            .toList();
    return new Evaluation(
        RuleParameters.ProcessingJobResourceType.ACCOUNT.typeName(),
        accountId,
        Evaluation.reported(worst, parameters),
        annotation(worst, those, jobs.size()));
  }

  private static Compliance worst(Map<String, Compliance> jobs) {
    return List.of(Compliance.NON_COMPLIANT, Compliance.UNDETERMINED, Compliance.COMPLIANT).stream()
        .filter(jobs::containsValue)
        .findFirst()
        .orElse(Compliance.NOT_APPLICABLE);
  }

  private static String annotation(Compliance worst, List<String> those, int all) {
    if (worst == Compliance.NOT_APPLICABLE) {
      return "no Clarify job in the look-back window";
    }
    var names = those.stream().limit(MOST_NAMED).collect(joining(", "));
    var more = those.size() > MOST_NAMED ? " (+%d more)".formatted(those.size() - MOST_NAMED) : "";
    var text = "%s: %d of %d Clarify jobs: ".formatted(worst, those.size(), all);
    int room = Annotation.MAX_LENGTH - text.length() - more.length();
    return text + (names.length() <= room ? names : names.substring(0, room - 1) + "…") + more;
  }
}
