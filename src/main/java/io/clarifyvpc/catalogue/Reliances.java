package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.notApplicable;
import static io.clarifyvpc.control.Outcome.undetermined;

import io.clarifyvpc.catalogue.AccessVerdict.Candidate;
import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.network.Access;
import io.clarifyvpc.network.Predictions;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a workload relies on: the ways by which its subnets have their compliant answers to
 * Clarify.6, 7 and 8, whether or not those are switched off.
 */
final class Reliances {
  /** One subnet relies on one way to a service. */
  record Reliance(Service service, Subnet subnet, Access by) {}

  /**
   * What a control wants to know.
   *
   * @param services the services that it speaks of
   * @param concerns the ways that it judges
   * @param candidates the unknown ways that might turn out to be such
   */
  record Question(Set<Service> services, Predicate<Access> concerns, Set<Candidate> candidates) {
    Question {
      services = Set.copyOf(services);
      candidates = Set.copyOf(candidates);
    }
  }

  private record Open(Service service, AccessVerdict.Unknown verdict) {}

  private final List<Reliance> reliances = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();

  private Reliances() {}

  static Reading<Reliances> of(Workload workload, Context context) {
    var found = new Reliances();
    for (Service service : services(workload, context)) {
      switch (PrivateAccess.of(service, workload, context)) {
        case Reading.Unread<PrivateAccess>(var gap) -> {
          return Reading.unread(gap);
        }
        case Reading.Known<PrivateAccess>(var access) ->
            access.verdicts().forEach((subnet, verdict) -> found.add(service, subnet, verdict));
      }
    }
    return Reading.known(found);
  }

  /** The services that a workload calls, or may call. */
  static List<Service> services(Workload workload, Context context) {
    var services = new ArrayList<Service>();
    if (S3Need.of(workload)) {
      services.add(Service.S3);
    }
    if (Predictions.of(workload, context.snapshot()).needed()) {
      services.add(Service.SAGEMAKER_API);
      services.add(Service.SAGEMAKER_RUNTIME);
    }
    return services;
  }

  private void add(Service service, Subnet subnet, AccessVerdict verdict) {
    switch (verdict) {
      case AccessVerdict.Reached reached ->
          reliances.add(new Reliance(service, subnet, reached.by()));
      case AccessVerdict.Unknown unknown -> open.add(new Open(service, unknown));
      case AccessVerdict.Failed _ -> {}
    }
  }

  /**
   * Judges what is relied on. Not applicable where nothing is, and undetermined where nothing is
   * but something that is unknown might be.
   */
  static Reading<Outcome> judge(
      Workload workload,
      Context context,
      Question question,
      Function<List<Reliance>, Reading<Outcome>> judge) {
    return of(workload, context)
        .flatMap(reliances -> {
          var concerned = reliances.concerned(question);
          return concerned.isEmpty()
              ? Reading.known(reliances.nothing(question))
              : judge.apply(concerned);
        });
  }

  private List<Reliance> concerned(Question question) {
    return reliances.stream()
        .filter(reliance -> question.services().contains(reliance.service()))
        .filter(reliance -> question.concerns().test(reliance.by()))
        .toList();
  }

  private Outcome nothing(Question question) {
    return open.stream()
        .filter(each -> question.services().contains(each.service()))
        .filter(each -> question.candidates().contains(each.verdict().between()))
        .findFirst()
        .<Outcome>map(each ->
            undetermined(
                    "what it relies on for %s is unknown: %s"
                        .formatted(each.service().words(), each.verdict().words()))
                .gaps(each.verdict().gap().stream().toList()))
        .orElseGet(() -> notApplicable("nothing of the kind is relied on"));
  }
}
