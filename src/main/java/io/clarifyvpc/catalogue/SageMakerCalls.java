package io.clarifyvpc.catalogue;

import io.clarifyvpc.catalogue.EndpointCall.Certainty;
import io.clarifyvpc.network.Partition;
import io.clarifyvpc.network.PolicyReach.Resources;
import io.clarifyvpc.network.PolicyReach.Undecided;
import io.clarifyvpc.network.Predictions;
import io.clarifyvpc.network.Predictions.Answering;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.AnalysisConfiguration;
import io.clarifyvpc.snapshot.AnalysisConfiguration.Predictor;
import io.clarifyvpc.snapshot.ClarifyWorkload;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Workload;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The calls that a job makes to SageMaker for its predictions. AWS publishes no list of them; these
 * are what the shadow endpoint cannot live without.
 */
final class SageMakerCalls {
  private static final String DESCRIBE_MODEL = "DescribeModel";
  private static final String INVOKE = "InvokeEndpoint";

  /** What the shadow endpoint's name begins with where the configuration does not say. */
  private static final String DEFAULT_PREFIX = "sagemaker-clarify-endpoint";

  private final Workload workload;
  private final String region;

  private SageMakerCalls(Workload workload, String region) {
    this.workload = workload;
    this.region = region;
  }

  /** The calls of a job or definition to one of SageMaker's two services. */
  static List<EndpointCall> of(
      Service service, Workload workload, Snapshot snapshot, String region) {
    var calls = new SageMakerCalls(workload, region);
    boolean api = service == Service.SAGEMAKER_API;
    return switch (Predictions.of(workload, snapshot).predictor()) {
      case Reading.Unread<Answering>(Gap gap) -> calls.possible(api, new Undecided(gap));
      case Reading.Known<Answering>(Answering answering) ->
          switch (answering) {
            case Answering.Unnamed _ ->
                calls.possible(
                    api, new Undecided("the predictor names neither a model nor an endpoint"));
            case Answering.Nobody(String because) ->
                List.of(
                    api
                        ? calls.onOneOf(DESCRIBE_MODEL, "model", because)
                        : calls.onOneOf(INVOKE, "endpoint", because));
            case Answering.ExistingEndpoint(String name) ->
                List.of(
                    api
                        ? calls.onOneOf(
                            DESCRIBE_MODEL, "model", "which model answers for %s".formatted(name))
                        : calls.certain(INVOKE, "endpoint", name));
            case Answering.ShadowEndpoint shadow ->
                calls.ofShadowEndpoint(api, shadow.modelName(), prefix(workload, snapshot));
          };
    };
  }

  private static String prefix(Workload workload, Snapshot snapshot) {
    return workload instanceof ClarifyWorkload clarify
        ? snapshot
            .analysisConfigurations()
            .of(clarify)
            .map(AnalysisConfiguration::predictor)
            .orElse(_ -> Optional.empty())
            .flatMap(Predictor::endpointNamePrefix)
            .orElse(DEFAULT_PREFIX)
        : DEFAULT_PREFIX;
  }

  private List<EndpointCall> ofShadowEndpoint(boolean api, String modelName, String prefix) {
    return api
        ? Stream.concat(
                Stream.of(certain(DESCRIBE_MODEL, "model", modelName)),
                lifeOfShadowEndpoint()
                    .map(call -> certain(call.action(), call.type(), prefix + "-*")))
            .toList()
        : List.of(certain(INVOKE, "endpoint", prefix + "-*"));
  }

  /** It is not known which of these are made, nor on what. */
  private List<EndpointCall> possible(boolean api, Undecided doubt) {
    return api
        ? Stream.concat(Stream.of(new OnType(DESCRIBE_MODEL, "model")), lifeOfShadowEndpoint())
            .map(call -> call(call.action(), call.type(), Certainty.POSSIBLE, doubt))
            .toList()
        : List.of(call(INVOKE, "endpoint", Certainty.POSSIBLE, doubt));
  }

  private record OnType(String action, String type) {}

  private static Stream<OnType> lifeOfShadowEndpoint() {
    return Stream.of("Create", "Describe", "Delete")
        .flatMap(verb ->
            Stream.of(
                new OnType(verb + "EndpointConfig", "endpoint-config"),
                new OnType(verb + "Endpoint", "endpoint")));
  }

  private EndpointCall onOneOf(String action, String type, String doubt) {
    return call(action, type, Certainty.ON_ONE_OF_THEM, new Undecided(doubt));
  }

  private EndpointCall call(String action, String type, Certainty certainty, Undecided doubt) {
    return new EndpointCall(
        "sagemaker:" + action,
        List.of(Resources.allThatBegin(arn(type, "")).inAnyCase()),
        certainty,
        Optional.of(doubt));
  }

  /** An account that is unknown leaves the ARN open. */
  private EndpointCall certain(String action, String type, String name) {
    if (workload.resource().accountId().isEmpty()) {
      return onOneOf(action, type, "the account is unknown");
    }
    boolean open = name.endsWith("*");
    var resources =
        open
            ? Resources.allThatBegin(arn(type, name.substring(0, name.length() - 1)))
            : Resources.exactly(arn(type, name));
    return EndpointCall.certain("sagemaker:" + action, resources.inAnyCase());
  }

  /** Up to the account where that is unknown. */
  private String arn(String type, String name) {
    var beginning = "arn:%s:sagemaker:%s:".formatted(Partition.of(region), region);
    return workload
        .resource()
        .accountId()
        .map(account -> "%s%s:%s/%s".formatted(beginning, account, type, name))
        .orElse(beginning);
  }
}
