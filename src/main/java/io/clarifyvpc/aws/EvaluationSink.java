package io.clarifyvpc.aws;

import io.clarifyvpc.assess.Evaluation;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.InvalidParameterValueException;
import software.amazon.awssdk.services.config.model.InvalidResultTokenException;
import software.amazon.awssdk.services.config.model.PutEvaluationsRequest;

/**
 * Puts evaluations into AWS Config, under the token of the invocation that asked for them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/config/latest/APIReference/API_PutEvaluations.html">PutEvaluations</a>
 */
public final class EvaluationSink {
  private static final int MOST_A_CALL = 100;
  private static final String TEST_MODE = "TESTMODE";

  /** What AWS Config took. */
  public enum Taken {
    EVERYTHING,
    /** It refuses the type {@code AWS::SageMaker::ProcessingJob}, which its list does not name. */
    ALL_BUT_JOBS
  }

  /** Evaluations that AWS Config did not take, though it answered. */
  public static final class FailedEvaluations extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedEvaluations(List<String> ids) {
      super("AWS Config did not take the evaluations of " + String.join(", ", ids));
    }
  }

  private final ConfigClient client;
  private final Deadline deadline;
  private final IntConsumer stored;

  /**
   * Puts through a client.
   *
   * @param stored hears after each call how many evaluations AWS Config took and keeps
   */
  public EvaluationSink(ConfigClient client, Deadline deadline, IntConsumer stored) {
    this.client = client;
    this.deadline = deadline;
    this.stored = stored;
  }

  /**
   * Puts all evaluations; one call without any where there is none, which ends the invocation for
   * AWS Config. Jobs go last and in calls of their own: their type may be refused, and a refused
   * type fails its whole call.
   *
   * @param resultToken the invocation's; {@code TESTMODE} asks for a call that stores nothing
   * @param orderingTimestamp of the invoking event
   * @throws FailedEvaluations if some were not taken; everything else was put
   * @throws SdkException the first that a call ended with, after the other calls were made
   * @throws InvalidResultTokenException at once: no call can succeed under the token
   */
  public Taken put(String resultToken, List<Evaluation> evaluations, Instant orderingTimestamp) {
    var others = evaluations.stream().filter(each -> !isOfJob(each)).toList();
    var jobs = evaluations.stream().filter(EvaluationSink::isOfJob).toList();
    var calls = new Calls(resultToken, orderingTimestamp);
    if (evaluations.isEmpty()) {
      calls.put(evaluations);
    }
    batches(others).forEach(calls::put);
    batches(jobs).forEach(calls::putJobs);
    tell(calls.failed, calls.refused);
    return calls.taken;
  }

  /** The calls of one run, and what came of them. */
  private final class Calls {
    private final String resultToken;
    private final Instant orderingTimestamp;
    private final List<String> failed = new ArrayList<>();
    private final List<SdkException> refused = new ArrayList<>();
    private Taken taken = Taken.EVERYTHING;

    private Calls(String resultToken, Instant orderingTimestamp) {
      this.resultToken = resultToken;
      this.orderingTimestamp = orderingTimestamp;
    }

    private void put(List<Evaluation> batch) {
      try {
        failed.addAll(call(resultToken, batch, orderingTimestamp));
      } catch (InvalidResultTokenException token) {
        throw token;
      } catch (SdkException failure) {
        refused.add(failure);
      }
    }

    private void putJobs(List<Evaluation> batch) {
      if (taken == Taken.EVERYTHING) {
        put(batch);
        // Nothing else in a call of ours can be invalid: the type is.
        if (refused.removeIf(InvalidParameterValueException.class::isInstance)) {
          taken = Taken.ALL_BUT_JOBS;
        }
      }
    }
  }

  private static void tell(List<String> failed, List<SdkException> refused) {
    var problems = new ArrayList<RuntimeException>(refused);
    if (!failed.isEmpty()) {
      problems.add(new FailedEvaluations(failed));
    }
    if (!problems.isEmpty()) {
      var first = problems.removeFirst();
      problems.forEach(first::addSuppressed);
      throw first;
    }
  }

  private static boolean isOfJob(Evaluation evaluation) {
    return evaluation.complianceResourceType().equals(ResourceType.PROCESSING_JOB.typeName());
  }

  private static List<List<Evaluation>> batches(List<Evaluation> evaluations) {
    var batches = new ArrayList<List<Evaluation>>();
    for (int from = 0; from < evaluations.size(); from += MOST_A_CALL) {
      batches.add(evaluations.subList(from, Math.min(from + MOST_A_CALL, evaluations.size())));
    }
    return batches;
  }

  /** The ids of what AWS Config did not take. */
  private List<String> call(String resultToken, List<Evaluation> batch, Instant orderingTimestamp) {
    var answer =
        client.putEvaluations(
            deadline
                .bind(PutEvaluationsRequest.builder())
                .resultToken(resultToken)
                .testMode(resultToken.equals(TEST_MODE))
                .evaluations(
                    batch.stream().map(each -> evaluation(each, orderingTimestamp)).toList())
                .build());
    var failed =
        answer.failedEvaluations().stream().map(each -> each.complianceResourceId()).toList();
    if (!resultToken.equals(TEST_MODE)) {
      stored.accept(batch.size() - failed.size());
    }
    return failed;
  }

  private static software.amazon.awssdk.services.config.model.Evaluation evaluation(
      Evaluation evaluation, Instant orderingTimestamp) {
    return software.amazon.awssdk.services.config.model.Evaluation.builder()
        .complianceResourceType(evaluation.complianceResourceType())
        .complianceResourceId(evaluation.complianceResourceId())
        .complianceType(evaluation.complianceType().name())
        .annotation(evaluation.annotation())
        .orderingTimestamp(orderingTimestamp)
        .build();
  }
}
