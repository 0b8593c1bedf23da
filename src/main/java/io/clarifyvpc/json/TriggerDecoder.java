package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.Trigger;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Resource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What CloudTrail tells of SageMaker: an EventBridge event, or the bare record inside it.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/logging-using-cloudtrail.html">Log
 *     Amazon SageMaker API calls</a>
 */
public final class TriggerDecoder {
  private static final String API_CALL = "AWS API Call via CloudTrail";
  private static final Set<String> SAGEMAKER =
      Set.of("sagemaker.amazonaws.com", "sagemaker.amazonaws.com.cn");

  private TriggerDecoder() {}

  /** The trigger; no document makes this throw. */
  public static Trigger decode(JsonNode event) {
    try {
      return trigger(JsonObject.of(event, "", Naming.AS_ASKED));
    } catch (MalformedDocument e) {
      return new Trigger.Malformed(e.member().isEmpty() ? "event" : e.member(), e.problem());
    }
  }

  private static Trigger trigger(JsonObject event) {
    if (event.mentions("detail-type") || event.mentions("detail")) {
      return envelope(event);
    }
    if (event.mentions("eventName") || event.mentions("eventSource")) {
      return call(new CloudTrailCall(event, Optional.empty()));
    }
    if (event.mentions("Records")) {
      throw event.malformed("Records", "holds many records: give one of them");
    }
    throw event.malformed(
        "detail",
        Resemblance.of(event)
            .map(resemblance -> "is missing: the document " + resemblance.describe())
            .orElse("is missing: it is neither an EventBridge event nor a CloudTrail record"));
  }

  private static Trigger envelope(JsonObject event) {
    var detailType = event.text("detail-type");
    if (detailType.equals("Scheduled Event")) {
      return new Trigger.NotOurs("a scheduled event names no workload");
    }
    if (!detailType.equals(API_CALL)) {
      return new Trigger.NotOurs("its detail-type is %s, not %s".formatted(detailType, API_CALL));
    }
    return call(new CloudTrailCall(event.object("detail"), Optional.of(event)));
  }

  private static Trigger call(CloudTrailCall call) {
    var source = call.source();
    var action = call.action();
    if (!SAGEMAKER.contains(source)) {
      return new Trigger.NotOurs("%s is a call to %s".formatted(action, source));
    }
    var created = SageMakerShape.ofAction("Create", action);
    var deleted = SageMakerShape.ofAction("Delete", action);
    if (created.isEmpty() && deleted.isEmpty()) {
      return new Trigger.NotOurs("%s concerns no workload that is judged".formatted(action));
    }
    if (call.failed()) {
      return new Trigger.NotOurs(
          "the call of %s failed%s"
              .formatted(action, call.errorCode().map(code -> ": " + code).orElse("")));
    }
    if (created.isPresent()) {
      return created(created.get(), call);
    }
    return new Trigger.Deleted(call.resource(deleted.orElseThrow()), call.origin());
  }

  private static Trigger created(SageMakerShape shape, CloudTrailCall call) {
    try {
      var request = call.request();
      if (shape == SageMakerShape.PROCESSING_JOB) {
        var image = WorkloadDecoder.imageUri(request);
        if (!runsClarify(image)) {
          return new Trigger.NotOurs("not a Clarify job: its image is " + image);
        }
      }
      var workload = WorkloadDecoder.decode(shape, request);
      var resource = call.resource(shape, workload.resource());
      return new Trigger.Ours(
          new WorkloadRef.Described(workload.withResource(resource)), call.origin());
    } catch (MalformedDocument e) {
      if (!e.problem().equals(JsonObject.CUT)) {
        throw e;
      }
      return new Trigger.Cut(
          new WorkloadRef.Named(call.resource(shape)), e.member(), call.origin());
    }
  }

  /**
   * Asked of the image alone: whatever else is wrong with a request of somebody else's is no matter
   * of ours.
   */
  private static boolean runsClarify(String image) {
    var nobody =
        new Resource(
            SageMakerShape.PROCESSING_JOB.type(),
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new ProcessingJob(
            nobody,
            image,
            OptionalInt.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty())
        .runsClarify();
  }
}
