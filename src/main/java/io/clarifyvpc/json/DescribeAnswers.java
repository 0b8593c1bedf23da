package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.ByName;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects any number of AWS CLI answers, recognised by their top-level keys, into one snapshot. An
 * empty list is a fact; a key that no answer has, or that one answer holds in a form that cannot be
 * relied on, is a gap.
 */
public final class DescribeAnswers {
  /** Known, and read by no control, or only beside a known key. */
  private static final Set<String> SILENT =
      Set.of(
          "InternetGateways",
          "NextToken",
          "ResponseMetadata",
          "MaxItems",
          "VPCId",
          "VpcId",
          "VPC",
          "PrefixListId");

  private final Whereabouts whereabouts = new Whereabouts();
  private final Remarks remarks = new Remarks();
  private final NetworkAnswers network = new NetworkAnswers(whereabouts, remarks);
  private final SageMakerAnswers described = new SageMakerAnswers(whereabouts);

  /**
   * Takes in one answer.
   *
   * @param file the name to give where something is wrong with it
   * @param content the whole file
   */
  public void add(String file, byte[] content) {
    JsonNode answer;
    try {
      answer = Json.parse(content);
    } catch (MalformedDocument e) {
      addUnreadable(file, content, e.problem());
      return;
    }
    add(file, answer);
  }

  /**
   * Takes in one answer that cannot be read as a whole. The keys that its beginning shows become
   * gaps, whatever other files say: this one might have said more.
   *
   * @param problem what is wrong with it, such as {@code is not JSON}
   */
  public void addUnreadable(String file, byte[] beginning, String problem) {
    remarks.add("%s %s and is not used".formatted(file, problem));
    var members = Json.topLevelMembers(beginning);
    network.spoil(file, members.keySet(), problem);
    described.spoil(file, members, problem);
  }

  /** Takes in one answer. */
  public void add(String file, JsonNode document) {
    if (!document.isObject()) {
      remarks.add("%s is not an answer of the AWS CLI and is not used".formatted(file));
      return;
    }
    var answer = JsonObject.of(document, "", Naming.AS_ASKED);
    var unknown = new ArrayList<String>();
    for (var key : answer.names()) {
      boolean read = network.add(file, key, answer) || described.list(file, key, answer);
      if (!read && !SILENT.contains(key)) {
        unknown.add(key);
      }
    }
    boolean describes = network.addVpcAttributes(file, answer) || described.describe(file, answer);
    if (!describes && !unknown.isEmpty()) {
      remarks.addUnread(file, unknown);
    }
  }

  /** Takes in that something was not read: a gap, whatever other answers say of the same fact. */
  public void unread(Gap gap) {
    network.unread(gap);
  }

  /**
   * Nothing more will come: what has not appeared was not asked for, because nothing requires it.
   */
  public void nothingMore() {
    network.nothingMore();
  }

  /** Everything that was taken in. */
  public Snapshot snapshot(AnalysisConfigurations analysisConfigurations) {
    return network.snapshot(described, analysisConfigurations);
  }

  /** The processing jobs that were described. */
  public ByName<ProcessingJob> processingJobs() {
    return described.processingJobs();
  }

  /** The model bias job definitions that were described. */
  public ByName<JobDefinition> biasJobDefinitions() {
    return described.biasJobDefinitions();
  }

  /** The model explainability job definitions that were described. */
  public ByName<JobDefinition> explainabilityJobDefinitions() {
    return described.explainabilityJobDefinitions();
  }

  /** The regions that ARNs and zones of the answers name. */
  public Set<String> regions() {
    return whereabouts.regions();
  }

  /** The accounts that SageMaker's ARNs in the answers name. */
  public Set<String> accounts() {
    return whereabouts.accounts();
  }

  /** The region that a zone's name begins with; empty for a zone id. */
  public static Optional<String> regionOf(String availabilityZone) {
    return Whereabouts.regionOf(availabilityZone);
  }

  /** What was not used, in sentences. */
  public List<String> remarks() {
    return remarks.sentences();
  }
}
