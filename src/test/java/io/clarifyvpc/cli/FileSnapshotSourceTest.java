package io.clarifyvpc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.VpcConfig;
import io.clarifyvpc.snapshot.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSnapshotSourceTest {
  private static final Optional<String> NOT_GIVEN = Optional.empty();
  private static final String MODEL =
      "{'ModelName': 'M', 'ModelArn': 'arn:aws:sagemaker:eu-west-1:1:model/m'}";

  @TempDir Path parent;

  private Path folder() throws IOException {
    return Files.createDirectories(parent.resolve("network"));
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(folder().resolve(file), content.replace('\'', '"'));
  }

  private void writeSubnets(String... idsAndZones) throws IOException {
    var subnets = new StringBuilder();
    for (int i = 0; i < idsAndZones.length; i += 2) {
      subnets
          .append(i == 0 ? "" : ", ")
          .append(
              "{'SubnetId': '%s', 'VpcId': 'v', 'CidrBlock': '10.0.0.0/24', 'AvailabilityZone': '%s'}"
                  .formatted(idsAndZones[i], idsAndZones[i + 1]));
    }
    write("Subnets.json", "{'Subnets': [%s]}".formatted(subnets));
  }

  private FileSnapshotSource read(Optional<String> account, Optional<String> region)
      throws IOException {
    return FileSnapshotSource.read(folder(), account, region, AnalysisConfigurations.none());
  }

  private FileSnapshotSource read() throws IOException {
    return read(NOT_GIVEN, NOT_GIVEN);
  }

  private static Model model(Optional<String> account, Optional<String> region, String... subnets) {
    return new Model(
        new Resource(ResourceType.MODEL, "planned", Optional.empty(), account, region),
        false,
        Optional.of(new VpcConfig(List.of(subnets), List.of())),
        List.of());
  }

  private static Resource located(FileSnapshotSource source, Workload workload) {
    return found(source.workload(new WorkloadRef.Described(workload))).orElseThrow().resource();
  }

  private static Optional<Workload> found(Reading<Optional<Workload>> reading) {
    return reading.orElse(gap -> {
      throw new AssertionError(gap.describe());
    });
  }

  private static WorkloadRef named(ResourceType type, String name, Optional<String> account) {
    return new WorkloadRef.Named(
        new Resource(type, name, Optional.empty(), account, Optional.empty()));
  }

  @Test
  void a_folder_that_does_not_exist_is_unreadable() {
    var missing = parent.resolve("missing");

    assertThatThrownBy(() ->
            FileSnapshotSource.read(missing, NOT_GIVEN, NOT_GIVEN, AnalysisConfigurations.none()))
        .isInstanceOf(UnreadableInput.class)
        .hasMessage("the network folder %s does not exist", missing);
  }

  @Test
  void a_file_in_place_of_the_folder_is_unreadable() throws IOException {
    var file = Files.writeString(parent.resolve("file.json"), "{}");

    assertThatThrownBy(() ->
            FileSnapshotSource.read(file, NOT_GIVEN, NOT_GIVEN, AnalysisConfigurations.none()))
        .isInstanceOf(UnreadableInput.class)
        .hasMessage("the network folder %s is not a folder", file);
  }

  @Test
  void a_folder_without_json_is_unreadable() throws IOException {
    write("README.md", "x");
    Files.createDirectories(folder().resolve("sub.json"));

    assertThatThrownBy(this::read)
        .isInstanceOf(UnreadableInput.class)
        .hasMessage("the network folder %s holds no *.json", folder());
  }

  @Test
  void every_json_directly_in_the_folder_is_read_and_nothing_else() throws IOException {
    writeSubnets("subnet-a", "eu-west-1a");
    write("notes.txt", "{'NatGateways': []}");
    Files.writeString(
        Files.createDirectories(folder().resolve("sub")).resolve("Vpcs.json"), "{\"Vpcs\": []}");

    var source = read();
    var snapshot = source.snapshot(model(NOT_GIVEN, NOT_GIVEN), Set.of());

    assertThat(snapshot.subnets()).isInstanceOf(Reading.Known.class);
    assertThat(snapshot.natGateways()).isInstanceOf(Reading.Unread.class);
    assertThat(snapshot.vpcs()).isInstanceOf(Reading.Unread.class);
    assertThat(source.remarks()).isEmpty();
  }

  @Tag("R-10")
  @Test
  void a_file_that_is_not_json_is_a_remark_and_its_facts_are_gaps() throws IOException {
    writeSubnets("subnet-a", "eu-west-1a");
    write("Subnets-2.json", "{'Subnets': [");

    var source = read();

    assertThat(source.remarks())
        .singleElement()
        .asString()
        .startsWith("Subnets-2.json is not JSON (line 1, column ");
    assertThat(source.snapshot(model(NOT_GIVEN, NOT_GIVEN), Set.of()).subnets())
        .isInstanceOf(Reading.Unread.class);
  }

  @Test
  void a_link_that_leaves_the_folder_is_not_followed() throws IOException {
    var outside = Files.writeString(parent.resolve("Vpcs.json"), "{\"Vpcs\": []}");
    writeSubnets("subnet-a", "eu-west-1a");
    Files.createSymbolicLink(folder().resolve("Vpcs.json"), outside);
    Files.createSymbolicLink(folder().resolve("same.json"), Path.of("Subnets.json"));
    Files.createSymbolicLink(folder().resolve("nowhere.json"), Path.of("nothing.json"));

    var source = read();
    var snapshot = source.snapshot(model(NOT_GIVEN, NOT_GIVEN), Set.of());

    assertThat(source.remarks())
        .containsExactly(
            "Vpcs.json is a link that leaves the folder and is not used",
            "nowhere.json cannot be read and is not used");
    assertThat(snapshot.vpcs()).isInstanceOf(Reading.Unread.class);
    assertThat(snapshot.subnets()).isInstanceOf(Reading.Known.class);
  }

  @Test
  void odd_characters_in_file_names_are_fine() throws IOException {
    write("a b\u001b[31m ü.json", "{");

    assertThat(read().remarks())
        .singleElement()
        .asString()
        .startsWith("a b?[31m ü.json is not JSON");
  }

  @Tag("R-1")
  @Test
  void what_the_user_says_overrides_all() throws IOException {
    write("m.json", MODEL);
    writeSubnets("subnet-a", "eu-west-1a");
    var source = read(Optional.of("9"), Optional.of("ap-south-1"));

    var resource = located(source, model(Optional.of("2"), Optional.of("us-east-1"), "subnet-a"));
    assertThat(resource.accountId()).contains("9");
    assertThat(resource.region()).contains("ap-south-1");

    var behind =
        source
            .snapshot(model(NOT_GIVEN, NOT_GIVEN), Set.of())
            .models()
            .named("M")
            .orElse(_ -> Optional.empty())
            .orElseThrow()
            .resource();
    assertThat(behind.accountId()).contains("9");
    assertThat(behind.region()).contains("ap-south-1");
  }

  @Tag("R-1")
  @Test
  void a_workloads_own_account_and_region_come_before_the_folders() throws IOException {
    write("m.json", MODEL);
    writeSubnets("subnet-a", "eu-west-1a");

    var resource = located(read(), model(Optional.of("2"), Optional.of("us-east-1"), "subnet-a"));

    assertThat(resource.accountId()).contains("2");
    assertThat(resource.region()).contains("us-east-1");
  }

  @Test
  void account_and_region_come_from_the_folder_where_nobody_else_tells() throws IOException {
    write("m.json", MODEL);

    var resource = located(read(), model(NOT_GIVEN, NOT_GIVEN, "subnet-gone"));

    assertThat(resource.accountId()).contains("1");
    assertThat(resource.region()).contains("eu-west-1");
  }

  @Test
  void the_zones_of_a_workloads_own_subnets_come_before_the_rest_of_the_folder()
      throws IOException {
    writeSubnets("subnet-a", "us-west-2-lax-1a", "subnet-b", "us-gov-west-1a");
    var source = read();

    assertThat(located(source, model(NOT_GIVEN, NOT_GIVEN, "subnet-a")).region())
        .contains("us-west-2");
    assertThat(located(source, model(NOT_GIVEN, NOT_GIVEN, "subnet-b")).region())
        .contains("us-gov-west-1");
    assertThat(located(source, model(NOT_GIVEN, NOT_GIVEN, "subnet-c")).region()).isEmpty();
  }

  @Test
  void two_accounts_in_the_folder_tell_none() throws IOException {
    write("m.json", MODEL);
    write("n.json", "{'ModelName': 'N', 'ModelArn': 'arn:aws:sagemaker:eu-west-1:2:model/n'}");

    assertThat(located(read(), model(NOT_GIVEN, NOT_GIVEN)).accountId()).isEmpty();
  }

  @Test
  void a_workload_asked_for_by_name_is_the_one_described() throws IOException {
    write("m.json", MODEL);
    write(
        "j.json",
        "{'ProcessingJobName': 'J', 'ProcessingJobArn': 'arn:aws:sagemaker:eu-west-1:1:x/j',"
            + " 'AppSpecification': {'ImageUri': 'i'}}");
    write(
        "b.json",
        "{'JobDefinitionName': 'B', 'JobDefinitionArn': 'x', 'ModelBiasAppSpecification': {}}");
    write(
        "e.json",
        "{'JobDefinitionName': 'E', 'JobDefinitionArn': 'x',"
            + " 'ModelExplainabilityAppSpecification': {}}");
    var source = read();

    assertThat(name(source, ResourceType.MODEL, "m")).isEqualTo("M");
    assertThat(name(source, ResourceType.PROCESSING_JOB, "j")).isEqualTo("J");
    assertThat(name(source, ResourceType.MODEL_BIAS_JOB_DEFINITION, "b")).isEqualTo("B");
    assertThat(name(source, ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION, "e")).isEqualTo("E");
    assertThat(source.workload(named(ResourceType.MODEL_BIAS_JOB_DEFINITION, "E", NOT_GIVEN)))
        .isInstanceOf(Reading.Unread.class);
  }

  private static String name(FileSnapshotSource source, ResourceType type, String name) {
    return found(source.workload(named(type, name, NOT_GIVEN))).orElseThrow().resource().id();
  }

  @Test
  void what_the_trigger_knew_of_the_account_comes_before_the_description() throws IOException {
    write("m.json", MODEL);

    assertThat(
            found(read().workload(named(ResourceType.MODEL, "M", Optional.of("7"))))
                .orElseThrow()
                .resource()
                .accountId())
        .contains("7");
  }

  @Test
  void a_name_that_no_file_describes_is_a_gap_and_one_that_a_list_lacks_is_missing()
      throws IOException {
    write("m.json", MODEL);
    assertThat(read().workload(named(ResourceType.PROCESSING_JOB, "J", NOT_GIVEN)))
        .isInstanceOf(Reading.Unread.class);

    write("jobs.json", "{'ProcessingJobs': []}");
    assertThat(found(read().workload(named(ResourceType.PROCESSING_JOB, "J", NOT_GIVEN))))
        .isEmpty();
  }
}
