package io.clarifyvpc.world;

import io.clarifyvpc.snapshot.ContainerDefinition;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.VpcConfig;
import java.util.List;
import java.util.Optional;

/** A model of the world: files in S3, both subnets, the job's group. */
public final class WorldModel {
  private final String name;
  private String region = World.REGION;
  private boolean isolated;
  private Optional<List<String>> subnets = Optional.of(List.of("subnet-a", "subnet-b"));
  private List<String> groups = List.of("sg-job");
  private List<ContainerDefinition> containers =
      List.of(new ContainerDefinition(List.of("s3://credit-data/model.tar.gz"), Optional.empty()));

  WorldModel(String name) {
    this.name = name;
  }

  public WorldModel inRegion(String value) {
    region = value;
    return this;
  }

  public WorldModel isolated() {
    isolated = true;
    return this;
  }

  public WorldModel subnets(String... ids) {
    subnets = Optional.of(List.of(ids));
    return this;
  }

  public WorldModel securityGroups(String... ids) {
    groups = List.of(ids);
    return this;
  }

  public WorldModel withoutVpcConfig() {
    subnets = Optional.empty();
    return this;
  }

  public WorldModel withoutFilesInS3() {
    containers = List.of(new ContainerDefinition(List.of(), Optional.empty()));
    return this;
  }

  /** A first container without files and a second one of a model package. */
  public WorldModel packagedInItsSecondContainer() {
    containers =
        List.of(
            new ContainerDefinition(List.of(), Optional.empty()),
            new ContainerDefinition(List.of(), Optional.of("credit-package")));
    return this;
  }

  Model build() {
    return new Model(
        new Resource(
            ResourceType.MODEL,
            name,
            Optional.empty(),
            Optional.of(World.ACCOUNT),
            Optional.of(region)),
        isolated,
        subnets.map(ids -> new VpcConfig(ids, groups)),
        containers);
  }
}
