package io.clarifyvpc.catalogue;

import io.clarifyvpc.control.CloudFormationResource;
import io.clarifyvpc.control.Remediation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a remediation changes, step by step: in words, as AWS CLI commands, and as resources of a
 * template. One step that CloudFormation cannot make leaves the whole to the commands: half a
 * change would look like all of it.
 */
final class Changes {
  private final Optional<String> region;
  private final List<String> sentences = new ArrayList<>();
  private final Set<String> commands = new LinkedHashSet<>();
  private final Set<CloudFormationResource> resources = new LinkedHashSet<>();
  private boolean outsideTemplates;

  Changes(Optional<String> region) {
    this.region = region;
  }

  /** Begins a command of EC2. */
  AwsCli ec2(String operation) {
    return AwsCli.command("ec2 " + operation, region.orElse(""));
  }

  /** Says what the steps do. */
  void say(String sentence) {
    sentences.add(sentence);
  }

  /** A step that commands and templates can make; made once, however often it is asked for. */
  void make(String command, List<CloudFormationResource> made) {
    commands.add(command);
    resources.addAll(made);
  }

  /** A step that changes what is there, which a template does not manage. */
  void change(String command) {
    commands.add(command);
    outsideTemplates = true;
  }

  /** A step that somebody has to think about. */
  void leaveToPeople(String sentence) {
    say(sentence);
    outsideTemplates = true;
  }

  /** All of it; words alone where the region of the commands is not known. */
  Remediation remediation() {
    return new Remediation(
        String.join(" ", sentences),
        region.isPresent() ? List.copyOf(commands) : List.of(),
        region.isEmpty() || outsideTemplates ? List.of() : List.copyOf(resources));
  }
}
