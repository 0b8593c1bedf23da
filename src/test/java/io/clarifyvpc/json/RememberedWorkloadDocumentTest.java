package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clarifyvpc.assess.Creator;
import io.clarifyvpc.assess.Creator.Detail;
import io.clarifyvpc.assess.KeptVerdict;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.RememberedWorkload;
import io.clarifyvpc.assess.Tag;
import io.clarifyvpc.assess.WorkloadKey;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.snapshot.ContainerDefinition;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.NetworkConfig;
import io.clarifyvpc.snapshot.ProcessingInput;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.VpcConfig;
import io.clarifyvpc.snapshot.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RememberedWorkloadDocumentTest {
  private static final Instant CREATED = Instant.parse("2026-11-20T07:30:00.123Z");
  private static final Instant EXPIRES = Instant.parse("2027-01-20T07:30:00Z");

  /** Every member that a control reads comes back. */
  @Property(tries = 300)
  void what_is_remembered_of_a_workload_is_recalled(@ForAll("workloads") Workload workload) {
    assertThat(recalled(remembered(Optional.of(workload))))
        .isEqualTo(remembered(Optional.of(workload)));
  }

  @Property(tries = 100)
  void what_a_run_learns_is_recalled(
      @ForAll boolean fromEvent,
      @ForAll boolean referenced,
      @ForAll("texts") String text,
      @ForAll Detail detail,
      @ForAll Compliance compliance) {
    var remembered =
        new RememberedWorkload(
            new WorkloadKey(ResourceType.MODEL, "churn"),
            CREATED,
            fromEvent,
            Optional.empty(),
            Optional.of(text),
            Optional.of(
                new Origin(
                    "CreateModel",
                    Optional.of(text),
                    Optional.of(CREATED),
                    new Creator(Map.of(detail, text)),
                    List.of(new Tag(text, text), new Tag("empty", "")))),
            Optional.of(text),
            referenced,
            Optional.of(new KeptVerdict(compliance, text, CREATED, text)),
            EXPIRES);

    assertThat(recalled(remembered)).isEqualTo(remembered);
  }

  /** Somebody else's processing job. */
  @Example
  void no_workload_at_all_is_recalled() {
    assertThat(recalled(remembered(Optional.empty()))).isEqualTo(remembered(Optional.empty()));
  }

  @Example
  void what_is_not_known_of_the_call_is_left_open() {
    var origin =
        new Origin("CreateModel", Optional.empty(), Optional.empty(), Creator.UNKNOWN, List.of());

    assertThat(RememberedWorkloadDocument.encode(origin)).isEqualTo("{\"source\":\"CreateModel\"}");
    assertThat(createdBy(RememberedWorkloadDocument.encode(origin))).contains(origin);
  }

  /** Written before more than the principal was told. */
  @Example
  void what_the_first_version_wrote_of_a_call_is_recalled() {
    assertThat(
            createdBy(
                """
                {"source":"CreateModel","eventId":"e","time":"2026-11-20T07:30:00.123Z",\
                "principal":"arn:aws:iam::111122223333:user/u"}\
                """))
        .contains(
            new Origin(
                "CreateModel",
                Optional.of("e"),
                Optional.of(CREATED),
                new Creator(Map.of(Detail.PRINCIPAL, "arn:aws:iam::111122223333:user/u")),
                List.of()));
  }

  private static Optional<Origin> createdBy(String text) {
    return RememberedWorkloadDocument.decode(
            new WorkloadKey(ResourceType.MODEL, "churn"),
            RememberedWorkloadDocument.encode(remembered(Optional.empty())),
            Optional.of(text),
            EXPIRES)
        .createdBy();
  }

  /** A describe answer also holds secrets: they must not get into the table. */
  @Example
  void nothing_else_of_an_answer_is_remembered() {
    var answer =
        """
        {"ProcessingJobName": "j", "Environment": {"TOKEN": "hunter2"}, "RoleArn": "hunter2",
         "AppSpecification": {"ImageUri": "x/sagemaker-clarify-processing:1.0",
           "ContainerArguments": ["hunter2"], "ContainerEntrypoint": ["hunter2"]},
         "Tags": [{"Key": "k", "Value": "hunter2"}], "ExitMessage": "hunter2"}
        """;
    var job = WorkloadDecoder.job(Json.parse(answer.getBytes(UTF_8)));

    assertThat(RememberedWorkloadDocument.encode(remembered(Optional.of(job))))
        .contains("sagemaker-clarify-processing")
        .doesNotContain("hunter2");
  }

  @Example
  void what_another_version_wrote_is_malformed() {
    var key = new WorkloadKey(ResourceType.MODEL, "churn");

    for (String text : new String[] {"", "[]", "{}", "{\"creationTime\": \"soon\"}", "{\"v\": 2"}) {
      assertThatThrownBy(
              () -> RememberedWorkloadDocument.decode(key, text, Optional.empty(), EXPIRES))
          .isInstanceOf(MalformedDocument.class);
    }
  }

  private static RememberedWorkload remembered(Optional<Workload> workload) {
    var resource = workload.map(Workload::resource);
    return new RememberedWorkload(
        resource.map(WorkloadKey::of).orElse(new WorkloadKey(ResourceType.PROCESSING_JOB, "job")),
        CREATED,
        false,
        workload,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        EXPIRES);
  }

  private static RememberedWorkload recalled(RememberedWorkload remembered) {
    return RememberedWorkloadDocument.decode(
        remembered.key(),
        RememberedWorkloadDocument.encode(remembered),
        remembered.createdBy().map(RememberedWorkloadDocument::encode),
        remembered.expires());
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .ofMinLength(1)
        .ofMaxLength(20)
        .excludeChars('\uFFFF')
        .filter(
            text -> text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE))
        .filter(text -> !text.equals("HIDDEN_DUE_TO_SECURITY_REASONS"));
  }

  @Provide
  Arbitrary<Workload> workloads() {
    return Arbitraries.oneOf(jobs(), models(), definitions());
  }

  private Arbitrary<Workload> jobs() {
    return Combinators.combine(
            resources(ResourceType.PROCESSING_JOB, "processing-job"),
            counts(),
            networkConfigs().optional(),
            Combinators.combine(texts(), texts().optional())
                .as(ProcessingInput::new)
                .list()
                .ofMaxSize(3),
            texts().list().ofMaxSize(3),
            texts().optional())
        .as((resource, count, network, inputs, outputs, status) ->
            new ProcessingJob(
                resource,
                "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-clarify-processing:1.0",
                count,
                network,
                inputs,
                outputs,
                status));
  }

  private Arbitrary<Workload> models() {
    return Combinators.combine(
            resources(ResourceType.MODEL, "model"),
            Arbitraries.of(true, false),
            vpcConfigs().optional(),
            Combinators.combine(texts().list().ofMaxSize(3), texts().optional())
                .as(ContainerDefinition::new)
                .list()
                .ofMaxSize(3))
        .as(Model::new);
  }

  private Arbitrary<Workload> definitions() {
    return Combinators.combine(
            Arbitraries.oneOf(
                resources(ResourceType.MODEL_BIAS_JOB_DEFINITION, "model-bias-job-definition"),
                resources(
                    ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION,
                    "model-explainability-job-definition")),
            counts(),
            networkConfigs().optional(),
            texts().optional(),
            texts().optional(),
            texts().list().ofMaxSize(2),
            texts().list().ofMaxSize(3))
        .as(JobDefinition::new);
  }

  /** With an ARN, which tells account and region, or without any of them. */
  private Arbitrary<Resource> resources(ResourceType type, String inArn) {
    return Combinators.combine(
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(63),
            Arbitraries.of(true, false))
        .as((name, known) ->
            known
                ? new Resource(
                    type,
                    name,
                    Optional.of(
                        "arn:aws:sagemaker:us-east-1:111122223333:%s/%s".formatted(inArn, name)),
                    Optional.of("111122223333"),
                    Optional.of("us-east-1"))
                : new Resource(type, name, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private Arbitrary<OptionalInt> counts() {
    return Arbitraries.integers()
        .between(0, 100)
        .map(count -> count == 0 ? OptionalInt.empty() : OptionalInt.of(count));
  }

  private Arbitrary<NetworkConfig> networkConfigs() {
    return Combinators.combine(
            Arbitraries.of(true, false), Arbitraries.of(true, false), vpcConfigs().optional())
        .as(NetworkConfig::new);
  }

  private Arbitrary<VpcConfig> vpcConfigs() {
    return Combinators.combine(
            texts().list().ofMinSize(1).ofMaxSize(4), texts().list().ofMaxSize(3))
        .as(VpcConfig::new);
  }
}
