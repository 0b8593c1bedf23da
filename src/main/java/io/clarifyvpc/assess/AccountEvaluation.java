package io.clarifyvpc.assess;

import static java.util.stream.Collectors.joining;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.RuleParameters;
import java.util.Collection;
import java.util.List;

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
   * @param undescribed how many processing jobs could not be described: any of them may be a
   *     Clarify job that fails, so that nothing better than undetermined is certain
   */
  public static Evaluation of(
      String accountId, Collection<Assessment> jobs, int undescribed, RuleParameters parameters) {
    var worst = worst(jobs);
    if (undescribed > 0 && worst != Compliance.NON_COMPLIANT && worst != Compliance.UNDETERMINED) {
      return new Evaluation(
          RuleParameters.ProcessingJobResourceType.ACCOUNT.typeName(),
          accountId,
          Evaluation.reported(Compliance.UNDETERMINED, parameters),
          "UNDETERMINED: %d processing jobs could not be described".formatted(undescribed));
    }
    var those = jobs.stream().filter(job -> job.compliance() == worst).toList();
    return new Evaluation(
        RuleParameters.ProcessingJobResourceType.ACCOUNT.typeName(),
        accountId,
        Evaluation.reported(worst, parameters),
        annotation(worst, those, jobs.size()));
  }

  private static Compliance worst(Collection<Assessment> jobs) {
    return List.of(Compliance.NON_COMPLIANT, Compliance.UNDETERMINED, Compliance.COMPLIANT).stream()
        .filter(each -> jobs.stream().anyMatch(job -> job.compliance() == each))
        .findFirst()
        .orElse(Compliance.NOT_APPLICABLE);
  }

  private static String annotation(Compliance worst, List<Assessment> those, int all) {
    if (worst == Compliance.NOT_APPLICABLE) {
      return "no Clarify job in the look-back window";
    }
    var names =
        those.stream().limit(MOST_NAMED).map(job -> job.resource().id()).collect(joining(", "));
    var more = those.size() > MOST_NAMED ? " (+%d more)".formatted(those.size() - MOST_NAMED) : "";
    var text = "%s: %d of %d Clarify jobs: ".formatted(worst, those.size(), all);
    int room = Annotation.MAX_LENGTH - text.length() - more.length();
    return text + (names.length() <= room ? names : names.substring(0, room - 1) + "…") + more;
  }
}
