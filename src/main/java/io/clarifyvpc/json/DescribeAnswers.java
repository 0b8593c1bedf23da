package io.clarifyvpc.json;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.ByName;
import io.clarifyvpc.snapshot.DhcpOptions;
import io.clarifyvpc.snapshot.Endpoint;
import io.clarifyvpc.snapshot.EndpointConfig;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.HostedZone;
import io.clarifyvpc.snapshot.InstanceTypeOffering;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.NatGateway;
import io.clarifyvpc.snapshot.NetworkAcl;
import io.clarifyvpc.snapshot.PrefixList;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.ProfileAssociation;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.SecurityGroup;
import io.clarifyvpc.snapshot.SecurityGroupVpcAssociation;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.Vpc;
import io.clarifyvpc.snapshot.VpcAttributes;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Collects any number of AWS CLI answers, recognised by their top-level keys, into one snapshot. An
 * empty list is a fact; a key that no answer has, or that one answer holds in a form that cannot be
 * relied on, is a gap.
 */
public final class DescribeAnswers {
  private static final String MODELS = "Models";
  private static final String ENDPOINTS = "Endpoints";

  /** What the contract calls the list of jobs, and what the API does. */
  private static final List<String> PROCESSING_JOBS =
      List.of("ProcessingJobs", "ProcessingJobSummaries");

  private static final String ENTRIES = "Entries";
  private static final List<String> VPC_ATTRIBUTES =
      List.of("EnableDnsSupport", "EnableDnsHostnames");

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

  private static final int MOST_KEYS_SHOWN = 3;

  private final Whereabouts whereabouts = new Whereabouts();
  private final List<String> remarks = new ArrayList<>();

  private final AnswerList<Subnet> subnets =
      AnswerList.of(
          Fact.SUBNETS,
          "the answer of `aws ec2 describe-subnets`",
          (element, _) -> subnet(element),
          Subnet::subnetId);
  private final AnswerList<RouteTable> routeTables =
      AnswerList.of(
          Fact.ROUTE_TABLES,
          "the answer of `aws ec2 describe-route-tables`",
          (element, _) -> NetworkDecoder.routeTable(element),
          RouteTable::routeTableId);
  private final AnswerList<SecurityGroup> securityGroups =
      AnswerList.of(
          Fact.SECURITY_GROUPS,
          "the answer of `aws ec2 describe-security-groups`",
          (element, _) -> NetworkDecoder.securityGroup(element),
          SecurityGroup::groupId);
  private final AnswerList<SecurityGroupVpcAssociation> securityGroupVpcAssociations =
      AnswerList.of(
          Fact.SECURITY_GROUP_VPC_ASSOCIATIONS,
          "the answer of `aws ec2 describe-security-group-vpc-associations`",
          (element, _) -> NetworkDecoder.securityGroupVpcAssociation(element),
          Function.identity());
  private final AnswerList<NetworkAcl> networkAcls =
      AnswerList.of(
          Fact.NETWORK_ACLS,
          "the answer of `aws ec2 describe-network-acls`",
          (element, _) -> NetworkDecoder.networkAcl(element),
          NetworkAcl::networkAclId);
  private final AnswerList<VpcEndpoint> vpcEndpoints =
      new AnswerList<>(
          Fact.VPC_ENDPOINTS,
          Fact.VPC_ENDPOINTS.label(),
          "the answer of `aws ec2 describe-vpc-endpoints`",
          (element, _) -> NetworkDecoder.vpcEndpoint(element),
          VpcEndpoint::vpcEndpointId,
          VpcEndpoint::isAvailable,
          DescribeAnswers::together);
  private final AnswerList<Vpc> vpcs =
      AnswerList.of(
          Fact.VPCS,
          "the answer of `aws ec2 describe-vpcs`",
          (element, _) -> NetworkDecoder.vpc(element),
          Vpc::vpcId);
  private final AnswerList<VpcAttributes> vpcAttributes =
      new AnswerList<>(
          Fact.VPC_ATTRIBUTES,
          "EnableDnsSupport or EnableDnsHostnames",
          "the answers of `aws ec2 describe-vpc-attribute --attribute enableDnsSupport` and"
              + " `… --attribute enableDnsHostnames`",
          (element, _) -> NetworkDecoder.vpcAttributes(element),
          VpcAttributes::vpcId,
          _ -> false,
          DescribeAnswers::together);
  private final AnswerList<DhcpOptions> dhcpOptions =
      AnswerList.of(
          Fact.DHCP_OPTIONS,
          "the answer of `aws ec2 describe-dhcp-options`",
          (element, _) -> NetworkDecoder.dhcpOptions(element),
          DhcpOptions::dhcpOptionsId);
  private final AnswerList<PrefixList> prefixLists =
      new AnswerList<>(
          Fact.PREFIX_LISTS,
          Fact.PREFIX_LISTS.label(),
          "the answer of `aws ec2 describe-prefix-lists`",
          (element, _) -> NetworkDecoder.prefixList(element),
          PrefixList::prefixListId,
          _ -> false,
          DescribeAnswers::together);
  private final AnswerList<NatGateway> natGateways =
      AnswerList.of(
          Fact.NAT_GATEWAYS,
          "the answer of `aws ec2 describe-nat-gateways`",
          (element, _) -> NetworkDecoder.natGateway(element),
          NatGateway::natGatewayId);
  private final AnswerList<InstanceTypeOffering> instanceTypeOfferings =
      AnswerList.of(
          Fact.INSTANCE_TYPE_OFFERINGS,
          "the answer of `aws ec2 describe-instance-type-offerings --location-type"
              + " availability-zone-id`",
          (element, _) -> NetworkDecoder.instanceTypeOffering(element),
          Function.identity());
  private final AnswerList<HostedZone> hostedZones =
      AnswerList.of(
          Fact.HOSTED_ZONES,
          "the answer of `aws route53 list-hosted-zones-by-vpc`",
          NetworkDecoder::hostedZone,
          Function.identity());
  private final AnswerList<ProfileAssociation> profileAssociations =
      AnswerList.of(
          Fact.PROFILE_ASSOCIATIONS,
          "the answer of `aws route53profiles list-profile-associations`",
          (element, _) -> NetworkDecoder.profileAssociation(element),
          Function.identity());

  private final Map<String, AnswerList<?>> lists =
      Stream.of(
              subnets,
              routeTables,
              securityGroups,
              securityGroupVpcAssociations,
              networkAcls,
              vpcEndpoints,
              vpcs,
              dhcpOptions,
              prefixLists,
              natGateways,
              instanceTypeOfferings,
              hostedZones,
              profileAssociations)
          .collect(toMap(AnswerList::key, Function.identity()));

  private final AnswersByName<ProcessingJob> processingJobs =
      new AnswersByName<>(
          Fact.PROCESSING_JOB, "the answer of `aws sagemaker describe-processing-job`");
  private final AnswersByName<Model> models =
      new AnswersByName<>(Fact.MODEL, "the answer of `aws sagemaker describe-model`");
  private final AnswersByName<JobDefinition> biasJobDefinitions =
      new AnswersByName<>(
          Fact.JOB_DEFINITION, "the answer of `aws sagemaker describe-model-bias-job-definition`");
  private final AnswersByName<JobDefinition> explainabilityJobDefinitions =
      new AnswersByName<>(
          Fact.JOB_DEFINITION,
          "the answer of `aws sagemaker describe-model-explainability-job-definition`");
  private final AnswersByName<Endpoint> endpoints =
      new AnswersByName<>(Fact.ENDPOINT, "the answer of `aws sagemaker describe-endpoint`");
  private final AnswersByName<EndpointConfig> endpointConfigs =
      new AnswersByName<>(
          Fact.ENDPOINT_CONFIG, "the answer of `aws sagemaker describe-endpoint-config`");

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
    for (var key : members.keySet()) {
      if (lists.containsKey(key)) {
        lists.get(key).spoil(file, problem);
      }
      if (VPC_ATTRIBUTES.contains(key)) {
        vpcAttributes.spoil(file, problem);
      }
      if (key.equals(ENTRIES)) {
        prefixLists.spoil(file, problem);
      }
    }
    spoilNamed(file, members, problem);
  }

  private void spoilNamed(String file, Map<String, String> members, String problem) {
    if (members.containsKey(MODELS)) {
      models.spoilListing(file, problem);
    }
    if (members.containsKey(ENDPOINTS)) {
      endpoints.spoilListing(file, problem);
    }
    if (PROCESSING_JOBS.stream().anyMatch(members::containsKey)) {
      processingJobs.spoilListing(file, problem);
    }
    if (mentionsEither(members, SageMakerShape.MODEL)) {
      models.spoil(file, given(members, SageMakerShape.MODEL.nameMember()), problem);
    }
    if (mentionsEither(members, SageMakerShape.PROCESSING_JOB)) {
      processingJobs.spoil(
          file, given(members, SageMakerShape.PROCESSING_JOB.nameMember()), problem);
    }
    if (mentionsEither(members, SageMakerShape.MODEL_BIAS_JOB_DEFINITION)) {
      // The members that tell the two kinds apart may come after the break.
      var name = given(members, SageMakerShape.MODEL_BIAS_JOB_DEFINITION.nameMember());
      biasJobDefinitions.spoil(file, name, problem);
      explainabilityJobDefinitions.spoil(file, name, problem);
    }
    if (members.containsKey("EndpointName")) {
      endpoints.spoil(file, given(members, "EndpointName"), problem);
    } else if (members.containsKey("EndpointConfigName")) {
      endpointConfigs.spoil(file, given(members, "EndpointConfigName"), problem);
    }
  }

  private static boolean mentionsEither(Map<String, String> members, SageMakerShape shape) {
    return members.containsKey(shape.nameMember()) || members.containsKey(shape.arnMember());
  }

  private static Optional<String> given(Map<String, String> members, String name) {
    return Optional.ofNullable(members.get(name)).filter(text -> !text.isEmpty());
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
      if (!addKey(file, key, answer) && !SILENT.contains(key)) {
        unknown.add(key);
      }
    }
    if (!addDescribed(file, answer) && !unknown.isEmpty()) {
      remarks.add("%s holds nothing under %s that is read".formatted(file, shown(unknown)));
    }
  }

  private static String shown(List<String> keys) {
    var some =
        keys.stream()
            .limit(MOST_KEYS_SHOWN)
            .map(key -> key.matches("[A-Za-z][A-Za-z0-9_-]{0,63}") ? key : "…")
            .collect(joining(", "));
    return keys.size() > MOST_KEYS_SHOWN
        ? "%s and %d more keys".formatted(some, keys.size() - MOST_KEYS_SHOWN)
        : some;
  }

  private boolean addKey(String file, String key, JsonObject answer) {
    if (lists.containsKey(key)) {
      lists.get(key).add(file, answer);
      return true;
    }
    if (PROCESSING_JOBS.contains(key)) {
      processingJobs.list(file, answer, key, SageMakerShape.PROCESSING_JOB.nameMember());
      noteArns(answer, key, SageMakerShape.PROCESSING_JOB.arnMember());
      return true;
    }
    switch (key) {
      case MODELS -> {
        models.list(file, answer, key, SageMakerShape.MODEL.nameMember());
        noteArns(answer, key, SageMakerShape.MODEL.arnMember());
      }
      case ENDPOINTS -> {
        endpoints.list(file, answer, key, "EndpointName");
        noteArns(answer, key, "EndpointArn");
      }
      case ENTRIES -> addEntries(file, answer);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void addEntries(String file, JsonObject answer) {
    if (!answer.mentions("PrefixListId")) {
      remarks.add(
          "%s holds Entries without a PrefixListId beside them, so no list is known to have them"
              .formatted(file));
      return;
    }
    if (AnswerList.stopsShort(answer)) {
      prefixLists.spoil(file, "Entries stops at a NextToken: the rest of the answer is missing");
    }
    try {
      prefixLists.keep(file, NetworkDecoder.prefixListEntries(answer));
    } catch (MalformedDocument e) {
      prefixLists.spoil(file, e.getMessage());
    }
  }

  /** Whether the document is the answer of a call that describes one thing. */
  private boolean addDescribed(String file, JsonObject answer) {
    if (VPC_ATTRIBUTES.stream().anyMatch(answer::mentions)) {
      vpcAttributes.appeared();
      try {
        vpcAttributes.keep(file, NetworkDecoder.vpcAttributes(answer));
      } catch (MalformedDocument e) {
        vpcAttributes.spoil(file, e.getMessage());
      }
      return true;
    }
    if (isAnswer(answer, SageMakerShape.MODEL)) {
      describe(file, answer, SageMakerShape.MODEL.nameMember(), models, WorkloadDecoder::model);
    } else if (isAnswer(answer, SageMakerShape.PROCESSING_JOB)) {
      describe(
          file,
          answer,
          SageMakerShape.PROCESSING_JOB.nameMember(),
          processingJobs,
          WorkloadDecoder::processingJob);
    } else if (isAnswer(answer, SageMakerShape.MODEL_BIAS_JOB_DEFINITION)) {
      return addJobDefinition(file, answer);
    } else if (answer.mentions("EndpointName") && answer.mentions("EndpointConfigName")) {
      describe(file, answer, "EndpointName", endpoints, EndpointDecoder::endpoint);
    } else if (answer.mentions("EndpointConfigName") && answer.mentions("ProductionVariants")) {
      describe(
          file, answer, "EndpointConfigName", endpointConfigs, EndpointDecoder::endpointConfig);
    } else {
      return false;
    }
    noteArns(answer);
    return true;
  }

  private static boolean isAnswer(JsonObject answer, SageMakerShape shape) {
    return answer.mentions(shape.nameMember()) && answer.mentions(shape.arnMember());
  }

  private boolean addJobDefinition(String file, JsonObject answer) {
    var name = SageMakerShape.MODEL_BIAS_JOB_DEFINITION.nameMember();
    if (answer.mentions("ModelBiasAppSpecification")) {
      describe(file, answer, name, biasJobDefinitions, WorkloadDecoder::jobDefinition);
    } else if (answer.mentions("ModelExplainabilityAppSpecification")) {
      describe(file, answer, name, explainabilityJobDefinitions, WorkloadDecoder::jobDefinition);
    } else {
      return false;
    }
    noteArns(answer);
    return true;
  }

  private static <T> void describe(
      String file,
      JsonObject answer,
      String nameMember,
      AnswersByName<T> answers,
      Function<JsonObject, T> decoder) {
    try {
      answers.describe(file, answer.text(nameMember), decoder.apply(answer));
    } catch (MalformedDocument e) {
      answers.spoil(file, readableName(answer, nameMember), e.getMessage());
    }
  }

  private static Optional<String> readableName(JsonObject answer, String nameMember) {
    return answer
        .find(nameMember)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(name -> !name.isEmpty());
  }

  private Subnet subnet(JsonObject element) {
    var subnet = NetworkDecoder.subnet(element);
    subnet.availabilityZone().ifPresent(whereabouts::noteZone);
    element.optionalText("SubnetArn").ifPresent(whereabouts::noteArn);
    return subnet;
  }

  /** The ARNs of what an answer describes. */
  private void noteArns(JsonObject answer) {
    var note = noting(answer);
    Arrays.stream(SageMakerShape.values()).map(SageMakerShape::arnMember).forEach(note);
    note.accept("EndpointArn");
    note.accept("EndpointConfigArn");
  }

  private void noteArns(JsonObject answer, String key, String arnMember) {
    answer
        .find(key)
        .ifPresent(list ->
            list.forEach(element -> {
              var arn = element.path(arnMember);
              if (arn.isTextual()) {
                whereabouts.noteArn(arn.textValue());
              }
            }));
  }

  private Consumer<String> noting(JsonObject answer) {
    return member ->
        answer
            .find(member)
            .filter(JsonNode::isTextual)
            .ifPresent(arn -> whereabouts.noteArn(arn.textValue()));
  }

  /** An endpoint that is going away is listed in several states at once; none of them serves. */
  private static Optional<VpcEndpoint> together(VpcEndpoint one, VpcEndpoint other) {
    boolean eitherServes = one.isAvailable() || other.isAvailable();
    return one.equals(other) || !eitherServes ? Optional.of(one) : Optional.empty();
  }

  private static Optional<VpcAttributes> together(VpcAttributes one, VpcAttributes other) {
    return agree(one.enableDnsSupport(), other.enableDnsSupport())
            && agree(one.enableDnsHostnames(), other.enableDnsHostnames())
        ? Optional.of(
            new VpcAttributes(
                one.vpcId(),
                one.enableDnsSupport().or(other::enableDnsSupport),
                one.enableDnsHostnames().or(other::enableDnsHostnames)))
        : Optional.empty();
  }

  private static Optional<PrefixList> together(PrefixList one, PrefixList other) {
    return agree(one.prefixListName(), other.prefixListName())
            && agree(one.cidrs().map(Set::copyOf), other.cidrs().map(Set::copyOf))
        ? Optional.of(
            new PrefixList(
                one.prefixListId(),
                one.prefixListName().or(other::prefixListName),
                one.cidrs().or(other::cidrs)))
        : Optional.empty();
  }

  private static <T> boolean agree(Optional<T> one, Optional<T> other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  /** Takes in that something was not read: a gap, whatever other answers say of the same fact. */
  public void unread(Gap gap) {
    if (gap.fact() == Fact.VPC_ATTRIBUTES) {
      vpcAttributes.spoil(gap);
      return;
    }
    lists.get(gap.fact().label()).spoil(gap);
  }

  /**
   * Nothing more will come: what has not appeared was not asked for, because nothing requires it.
   */
  public void nothingMore() {
    lists.values().forEach(AnswerList::notAsked);
    vpcAttributes.notAsked();
  }

  /** Everything that was taken in. */
  public Snapshot snapshot(AnalysisConfigurations analysisConfigurations) {
    return new Snapshot(
        subnets.reading(),
        routeTables.reading(),
        securityGroups.reading(),
        securityGroupVpcAssociations.reading(),
        networkAcls.reading(),
        vpcEndpoints.reading(),
        vpcs.reading(),
        vpcAttributes.reading(),
        dhcpOptions.reading(),
        prefixLists.reading(),
        natGateways.reading(),
        instanceTypeOfferings.reading(),
        hostedZones.reading(),
        profileAssociations.reading(),
        models.byName(),
        endpoints.byName(),
        endpointConfigs.byName(),
        analysisConfigurations);
  }

  /** The processing jobs that were described. */
  public ByName<ProcessingJob> processingJobs() {
    return processingJobs.byName();
  }

  /** The model bias job definitions that were described. */
  public ByName<JobDefinition> biasJobDefinitions() {
    return biasJobDefinitions.byName();
  }

  /** The model explainability job definitions that were described. */
  public ByName<JobDefinition> explainabilityJobDefinitions() {
    return explainabilityJobDefinitions.byName();
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

  /** What was not used, in the order in which it was taken in. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }
}
