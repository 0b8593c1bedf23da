package io.clarifyvpc.world;

import static io.clarifyvpc.world.Permission.allTraffic;
import static io.clarifyvpc.world.Permission.tcp;

import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.assess.Assessor;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.SnapshotSource;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.ByName;
import io.clarifyvpc.snapshot.DhcpOptions;
import io.clarifyvpc.snapshot.Endpoint;
import io.clarifyvpc.snapshot.EndpointConfig;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.HostedZone;
import io.clarifyvpc.snapshot.InstanceTypeOffering;
import io.clarifyvpc.snapshot.PrefixList;
import io.clarifyvpc.snapshot.ProfileAssociation;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.SecurityGroupVpcAssociation;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A mutable account for tests. {@link #compliant()} is fully compliant; a test changes one thing of
 * it, asks for the verdict, and compares all of it ({@link WorldAssert}).
 *
 * <p>Its snapshot answers only the facts that are asked for: a control that reads a fact that it
 * does not require is undetermined here.
 */
public final class World {
  public static final String ACCOUNT = "111122223333";
  public static final String REGION = "us-east-1";
  public static final String VPC = "vpc-1";

  /** Why a fact is a gap here. */
  public static final String DENIED = "AccessDenied";

  private final Map<String, WorldSubnet> subnets = new LinkedHashMap<>();
  private final Map<String, WorldRouteTable> routeTables = new LinkedHashMap<>();
  private final Map<String, WorldSecurityGroup> securityGroups = new LinkedHashMap<>();
  private final Map<String, WorldEndpoint> endpoints = new LinkedHashMap<>();
  private final Map<String, WorldNatGateway> natGateways = new LinkedHashMap<>();
  private final Map<String, PrefixList> prefixLists = new LinkedHashMap<>();
  private final Map<String, WorldModel> models = new LinkedHashMap<>();
  private final Set<String> unreadModels = new TreeSet<>();
  private final Map<String, List<Optional<String>>> variantsByEndpoint = new LinkedHashMap<>();
  private final Map<String, WorldVpc> vpcs = new LinkedHashMap<>();
  private final Map<String, WorldNetworkAcl> networkAcls = new LinkedHashMap<>();
  private final List<DhcpOptions> dhcpOptions = new ArrayList<>();
  private final List<InstanceTypeOffering> offerings = new ArrayList<>();
  private final List<HostedZone> hostedZones = new ArrayList<>();
  private final List<ProfileAssociation> profileAssociations = new ArrayList<>();
  private final List<SecurityGroupVpcAssociation> groupAssociations = new ArrayList<>();
  private final Map<String, String> parameters = new TreeMap<>();
  private final EnumSet<Fact> unread = EnumSet.noneOf(Fact.class);
  private final WorldJob job = new WorldJob();
  private final WorldAnalysis analysis = new WorldAnalysis();
  private Optional<String> modelAlone = Optional.empty();
  private boolean workloadUnread;
  private Optional<Long> shuffled = Optional.empty();

  private World() {}

  /** The fully compliant world, fresh each time. */
  public static World compliant() {
    var world = new World();
    world.addVpc(VPC, "10.0.0.0/16");
    world.addDhcpOptions(
        "dopt-1",
        Map.of(
            "domain-name", List.of("ec2.internal"),
            "domain-name-servers", List.of("AmazonProvidedDNS")));
    world.addOffering("m5.xlarge", "availability-zone-id", "use1-az1");
    world.addOffering("m5.xlarge", "availability-zone-id", "use1-az2");
    world.addSubnet("subnet-a").range("10.0.1.0/24").inZone("use1-az1").inZoneNamed("us-east-1a");
    world.addSubnet("subnet-b").range("10.0.2.0/24").inZone("use1-az2").inZoneNamed("us-east-1b");
    world.addRouteTable("rtb-a").forSubnet("subnet-a").route("pl-s3", "vpce-s3");
    world.addRouteTable("rtb-b").forSubnet("subnet-b").route("pl-s3", "vpce-s3");
    world.addRouteTable("rtb-main").main();
    world.addSecurityGroup("sg-job").inbound(allTraffic().group("sg-job"));
    world.addSecurityGroup("sg-endpoint").inbound(tcp(443).group("sg-job"));
    world.addSecurityGroup("sg-default").named("default").inbound(allTraffic().group("sg-default"));
    world.addEndpoint("vpce-s3", "com.amazonaws.us-east-1.s3").gateway("rtb-a", "rtb-b");
    world.addEndpoint("vpce-api", "com.amazonaws.us-east-1.sagemaker.api");
    world.addEndpoint("vpce-runtime", "com.amazonaws.us-east-1.sagemaker.runtime");
    world.addPrefixList("pl-s3", "com.amazonaws.us-east-1.s3", "52.216.0.0/15", "3.5.0.0/19");
    world.addPrefixList("pl-dynamodb", "com.amazonaws.us-east-1.dynamodb", "52.94.0.0/22");
    world.addModel("credit");
    return world;
  }

  /** Its default ACL, acl-of-{@code id}, passes everything. */
  private void addVpc(String id, String range) {
    vpcs.put(id, new WorldVpc(id).range(range));
    addNetworkAcl("acl-of-" + id).inVpc(id).isDefault().passingEverything();
  }

  /**
   * A second VPC, vpc-2: subnet-x and subnet-y in two zones on the main table rtb-x, which reaches
   * S3 through the gateway endpoint vpce-s3-x, and a security group sg-x. It has no endpoint for
   * SageMaker.
   */
  public World withAnotherVpc() {
    addVpc("vpc-2", "10.1.0.0/16");
    addSubnet("subnet-x").inVpc("vpc-2").range("10.1.1.0/24").inZone("use1-az1");
    addSubnet("subnet-y").inVpc("vpc-2").range("10.1.2.0/24").inZone("use1-az2");
    addRouteTable("rtb-x").inVpc("vpc-2").main().route("pl-s3", "vpce-s3-x");
    addSecurityGroup("sg-x").inVpc("vpc-2");
    addEndpoint("vpce-s3-x", "com.amazonaws.us-east-1.s3").inVpc("vpc-2").gateway("rtb-x");
    return this;
  }

  public WorldJob job() {
    return job;
  }

  public WorldAnalysis analysis() {
    return analysis;
  }

  /** Judges a model without a job. */
  public World judgingModelAlone(String name) {
    modelAlone = Optional.of(name);
    return this;
  }

  public WorldSubnet subnet(String id) {
    return existing(subnets, id);
  }

  public WorldSubnet addSubnet(String id) {
    return added(subnets, id, new WorldSubnet(id));
  }

  public WorldRouteTable routeTable(String id) {
    return existing(routeTables, id);
  }

  public WorldRouteTable addRouteTable(String id) {
    return added(routeTables, id, new WorldRouteTable(id));
  }

  public WorldSecurityGroup securityGroup(String id) {
    return existing(securityGroups, id);
  }

  public WorldSecurityGroup addSecurityGroup(String id) {
    return added(securityGroups, id, new WorldSecurityGroup(id));
  }

  public WorldEndpoint endpoint(String id) {
    return existing(endpoints, id);
  }

  /** An interface endpoint, until {@code gateway()} is called on it. */
  public WorldEndpoint addEndpoint(String id, String service) {
    return added(endpoints, id, new WorldEndpoint(id, service));
  }

  public WorldVpc vpc(String id) {
    return existing(vpcs, id);
  }

  public World addDhcpOptions(String id, Map<String, List<String>> configurations) {
    dhcpOptions.add(new DhcpOptions(id, configurations));
    return this;
  }

  public WorldNetworkAcl networkAcl(String id) {
    return existing(networkAcls, id);
  }

  /** An ACL without an entry: it passes nothing. */
  public WorldNetworkAcl addNetworkAcl(String id) {
    return added(networkAcls, id, new WorldNetworkAcl(id));
  }

  /** EC2 offers a type at one more location. */
  public World addOffering(String instanceType, String locationType, String location) {
    offerings.add(new InstanceTypeOffering(instanceType, locationType, location));
    return this;
  }

  /** EC2 offers nothing anywhere. */
  public World withoutOfferings() {
    offerings.clear();
    return this;
  }

  public WorldNatGateway natGateway(String id) {
    return existing(natGateways, id);
  }

  public WorldNatGateway addNatGateway(String id) {
    return added(natGateways, id, new WorldNatGateway(id));
  }

  public World addPrefixList(String id, String name, String... ranges) {
    prefixLists.put(id, new PrefixList(id, Optional.of(name), Optional.of(List.of(ranges))));
    return this;
  }

  public World addPrefixListWithUnreadEntries(String id) {
    prefixLists.put(id, new PrefixList(id, Optional.of("a customer's"), Optional.empty()));
    return this;
  }

  public World addHostedZone(String name) {
    hostedZones.add(new HostedZone(name, Optional.empty()));
    return this;
  }

  public World addHostedZone(String name, String vpc) {
    hostedZones.add(new HostedZone(name, Optional.of(vpc)));
    return this;
  }

  public World addProfileAssociation(String vpc, String status) {
    profileAssociations.add(new ProfileAssociation(vpc, status));
    return this;
  }

  public World associateGroup(String group, String vpc, String state) {
    groupAssociations.add(new SecurityGroupVpcAssociation(group, vpc, state));
    return this;
  }

  public WorldModel model(String name) {
    return existing(models, name);
  }

  public WorldModel addModel(String name) {
    return added(models, name, new WorldModel(name));
  }

  /** A SageMaker endpoint whose production variants run the models. */
  public World addSageMakerEndpoint(String name, String... models) {
    variantsByEndpoint.put(name, Arrays.stream(models).map(Optional::of).toList());
    return this;
  }

  /** A SageMaker endpoint of inference components: its variants name no model. */
  public World addSageMakerEndpointOfInferenceComponents(String name) {
    variantsByEndpoint.put(name, List.of(Optional.empty()));
    return this;
  }

  /** Removes what is called so. */
  public World without(String id) {
    boolean removed = false;
    for (Map<String, ?> all :
        List.of(
            subnets,
            routeTables,
            securityGroups,
            endpoints,
            networkAcls,
            natGateways,
            prefixLists,
            models)) {
      removed |= all.remove(id) != null;
    }
    removed |= dhcpOptions.removeIf(options -> options.dhcpOptionsId().equals(id));
    if (!removed) {
      throw new IllegalArgumentException("the world has no " + id);
    }
    return this;
  }

  /** The facts cannot be read. */
  public World unread(Fact... facts) {
    unread.addAll(Arrays.asList(facts));
    return this;
  }

  /** One model cannot be described, others can. */
  public World unreadModel(String name) {
    unreadModels.add(name);
    return this;
  }

  public World parameters(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** The lists of the answers in another order, the same for the same seed. */
  public World shuffled(long seed) {
    shuffled = Optional.of(seed);
    return this;
  }

  /** The same, judged on what became of the snapshot. */
  List<Assessment> assessOn(Snapshot changed) {
    var source =
        new SnapshotSource() {
          @Override
          public Reading<Optional<Workload>> workload(WorkloadRef reference) {
            return source().workload(reference);
          }

          @Override
          public Snapshot snapshot(Workload workload, Set<Fact> facts) {
            return asked(World.this.snapshot(facts), changed);
          }
        };
    return judgement(Catalogue.controls(), source).assessments();
  }

  /** Of what was changed, no more than what was asked for. */
  private static Snapshot asked(Snapshot asked, Snapshot changed) {
    return new Snapshot(
        asked.subnets(),
        asked.routeTables().flatMap(_ -> changed.routeTables()),
        asked.securityGroups().flatMap(_ -> changed.securityGroups()),
        asked.securityGroupVpcAssociations().flatMap(_ -> changed.securityGroupVpcAssociations()),
        asked.networkAcls().flatMap(_ -> changed.networkAcls()),
        asked.vpcEndpoints().flatMap(_ -> changed.vpcEndpoints()),
        asked.vpcs().flatMap(_ -> changed.vpcs()),
        asked.vpcAttributes().flatMap(_ -> changed.vpcAttributes()),
        asked.dhcpOptions().flatMap(_ -> changed.dhcpOptions()),
        asked.prefixLists(),
        asked.natGateways(),
        asked.instanceTypeOfferings(),
        asked.hostedZones(),
        asked.profileAssociations(),
        asked.models(),
        asked.endpoints(),
        asked.endpointConfigs(),
        asked.analysisConfigurations());
  }

  /** The findings of the workload and of the model that comes along. */
  public List<Assessment> assess() {
    return judgement().assessments();
  }

  /** What came of judging the workload. */
  public Judgement judgement() {
    return judgement(Catalogue.controls());
  }

  /** The workload is known by its name alone, and cannot be described. */
  public World workloadUnread() {
    workloadUnread = true;
    return this;
  }

  /** What came of judging the workload by these controls; one that throws fails the test. */
  public Judgement judgement(List<Control> controls) {
    return judgement(controls, source());
  }

  private Judgement judgement(List<Control> controls, SnapshotSource source) {
    Assessor assessor =
        new Assessor(
            source,
            controls,
            (control, workload, failure) -> {
              throw new AssertionError(control + " failed on " + workload, failure);
            });
    var reference =
        workloadUnread
            ? new WorkloadRef.Named(workload().resource())
            : new WorkloadRef.Described(workload());
    return assessor.assess(reference, Origin.file("world"), ruleParameters());
  }

  public RuleParameters ruleParameters() {
    return RuleParameters.parse(parameters, Catalogue.ids());
  }

  /** The compliant world, asked the same question. */
  World compliantCounterpart() {
    var counterpart = compliant();
    counterpart.modelAlone = modelAlone;
    return counterpart;
  }

  public Workload workload() {
    return modelAlone.<Workload>map(name -> model(name).build()).orElseGet(job::build);
  }

  public SnapshotSource source() {
    return new SnapshotSource() {
      @Override
      public Reading<Optional<Workload>> workload(WorkloadRef reference) {
        return switch (reference) {
          case WorkloadRef.Described(var workload) -> Reading.known(Optional.of(workload));
          case WorkloadRef.Named _ -> Reading.unread(Fact.PROCESSING_JOB.gap(DENIED));
        };
      }

      @Override
      public Snapshot snapshot(Workload workload, Set<Fact> facts) {
        return World.this.snapshot(facts);
      }
    };
  }

  /** Everything that can be read. */
  public Snapshot snapshot() {
    return snapshot(EnumSet.allOf(Fact.class));
  }

  /** What can be read of the facts asked for. */
  public Snapshot snapshot(Set<Fact> facts) {
    var reading = new Readings(facts);
    return new Snapshot(
        reading.list(Fact.SUBNETS, built(subnets, WorldSubnet::build)),
        reading.list(Fact.ROUTE_TABLES, built(routeTables, WorldRouteTable::build)),
        reading.list(Fact.SECURITY_GROUPS, built(securityGroups, WorldSecurityGroup::build)),
        reading.list(Fact.SECURITY_GROUP_VPC_ASSOCIATIONS, groupAssociations),
        reading.list(Fact.NETWORK_ACLS, built(networkAcls, WorldNetworkAcl::build)),
        reading.list(
            Fact.VPC_ENDPOINTS,
            endpoints.values().stream().flatMap(endpoint -> endpoint.build().stream()).toList()),
        reading.list(Fact.VPCS, built(vpcs, WorldVpc::build)),
        reading.list(Fact.VPC_ATTRIBUTES, built(vpcs, WorldVpc::attributes)),
        reading.list(Fact.DHCP_OPTIONS, dhcpOptions),
        reading.list(Fact.PREFIX_LISTS, prefixLists.values()),
        reading.list(Fact.NAT_GATEWAYS, built(natGateways, WorldNatGateway::build)),
        reading.list(Fact.INSTANCE_TYPE_OFFERINGS, offerings),
        reading.list(Fact.HOSTED_ZONES, hostedZones),
        reading.list(Fact.PROFILE_ASSOCIATIONS, profileAssociations),
        reading.byName(Fact.MODEL, models, WorldModel::build, unreadModels),
        reading.byName(
            Fact.ENDPOINT,
            variantsByEndpoint.keySet(),
            name -> new Endpoint(name, name + "-config")),
        reading.byName(
            Fact.ENDPOINT_CONFIG,
            variantsByEndpoint.keySet().stream().map(name -> name + "-config").toList(),
            name ->
                new EndpointConfig(
                    name, variantsByEndpoint.get(name.substring(0, name.length() - 7)))),
        new AnalysisConfigurations(
            Map.of(
                WorldJob.ANALYSIS_CONFIG_URI,
                reading.one(Fact.ANALYSIS_CONFIGURATION, analysis.build())),
            Optional.empty()));
  }

  private final class Readings {
    private final Set<Fact> facts;

    Readings(Set<Fact> facts) {
      this.facts = facts;
    }

    <T> Reading<T> one(Fact fact, T value) {
      if (unread.contains(fact)) {
        return Reading.unread(fact.gap(DENIED));
      }
      return facts.contains(fact)
          ? Reading.known(value)
          : Reading.unread(fact.gap("no control requires it"));
    }

    <T> Reading<List<T>> list(Fact fact, Collection<T> values) {
      var ordered = new ArrayList<>(values);
      shuffled.ifPresent(seed -> Collections.shuffle(ordered, new Random(seed)));
      return one(fact, List.copyOf(ordered));
    }

    <T> ByName<T> byName(Fact fact, Collection<String> names, Function<String, T> value) {
      var described = new HashMap<String, Reading<Optional<T>>>();
      names.forEach(name -> described.put(name, one(fact, Optional.of(value.apply(name)))));
      return new ByName<>(described, one(fact, Optional.empty()));
    }

    <B, T> ByName<T> byName(
        Fact fact, Map<String, B> builders, Function<B, T> build, Set<String> denied) {
      var readable = byName(fact, builders.keySet(), name -> build.apply(builders.get(name)));
      var described = new HashMap<>(readable.described());
      denied.forEach(name -> described.put(name, Reading.unread(fact.gap(DENIED))));
      return new ByName<>(described, readable.otherwise());
    }
  }

  private static <B, T> List<T> built(Map<String, B> builders, Function<B, T> build) {
    return builders.values().stream().map(build).toList();
  }

  private static <B> B existing(Map<String, B> builders, String id) {
    return Objects.requireNonNull(builders.get(id), () -> "the world has no " + id);
  }

  private static <B> B added(Map<String, B> builders, String id, B builder) {
    if (builders.put(id, builder) != null) {
      throw new IllegalArgumentException("the world has a " + id + " already");
    }
    return builder;
  }
}
