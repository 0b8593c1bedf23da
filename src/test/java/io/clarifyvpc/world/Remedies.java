package io.clarifyvpc.world;

import static java.util.stream.Collectors.joining;

import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/**
 * The remediations of a world's findings, put to the test: its commands are read as the AWS CLI
 * reads them, done to the snapshot by a model of EC2, and the world is judged again. The control
 * that failed then holds, and no other control, of the job or of its model, is worse than before.
 * The resources of the template, made by themselves, come to the same.
 *
 * <p>What is left to people stands in {@link #LEFT_TO_PEOPLE}, and nothing else is.
 */
final class Remedies {
  /**
   * An outcome without a command that would do.
   *
   * @param text what its remediation says
   * @param why no command can do it
   */
  private record LeftToPeople(String control, String text, String why) {}

  private static final String IMMUTABLE = "a workload cannot be changed after its creation";

  private static final String UNSEEN =
      ".*(unread|whether other name servers resolve|whether the policy of \\S+ allows .* is open).*";

  private static final String CLARIFY = "Clarify\\.\\d+";

  private static final List<LeftToPeople> LEFT_TO_PEOPLE =
      List.of(
          new LeftToPeople(
              "Clarify\\.(1|2|3|5|13|14|16|17)",
              "A (job|job definition|model) cannot be changed: .*",
              IMMUTABLE),
          new LeftToPeople(
              "Clarify\\.(15|16)",
              "Name an instance type .*",
              "the analysis configuration is the user's, and the model cannot be changed"),
          new LeftToPeople(
              "Clarify.16", "Name a model that exists .*", "which model is meant is not known"),
          new LeftToPeople(
              "Clarify\\.(4|16)",
              ".* Leave the routes in place: NAT gateways .*",
              "without its route the NAT gateway is cut off"),
          new LeftToPeople(
              "Clarify\\.(7|8)",
              ".* is pending\\w*: accept it, or wait .*",
              "a second endpoint would be refused, and this one serves when it is available"),
          new LeftToPeople(
              "Clarify\\.(7|8)",
              ".* holds the private name: wait until it is gone\\..*",
              "a second endpoint is refused until then"),
          new LeftToPeople(
              "Clarify\\.(6|16)",
              "\\S+ is \\S+: wait until it is available.*",
              "it cannot be changed before"),
          new LeftToPeople(
              "Clarify\\.(6|16)",
              ".* takes no second such route: take it off that endpoint first.*",
              "which endpoint that is, and whom it serves, cannot be seen from here"),
          new LeftToPeople(
              "Clarify\\.(6|7|8|16|18|19)",
              "(.* )?Narrow the Deny in the policy of .*",
              "what a Deny is for knows only who wrote it"),
          new LeftToPeople(
              CLARIFY,
              ".* holds as many rules as the default quota .*",
              "which rule may go, or whether the quota is higher, is not known"),
          new LeftToPeople(
              CLARIFY,
              ".*Take \\S+ off the hosted zone .*",
              "who else is answered by the zone is not known"),
          new LeftToPeople(
              "Clarify\\.(6|7|8|11|16)",
              "(.* )?Make room in .* below rule .*",
              "an entry has to be given another number"));

  private final World world;
  private final List<Assessment> before;
  private final Snapshot snapshot;
  private final List<String> problems = new ArrayList<>();

  private Remedies(World world) {
    this.world = world;
    this.before = world.assess();
    this.snapshot = world.snapshot();
  }

  static Remedies of(World world) {
    return new Remedies(world);
  }

  void requireThatEachMends() {
    for (Assessment assessment : before) {
      boolean ofJob = assessment.resource().type() != ResourceType.MODEL;
      assessment.findings().stream()
          .filter(finding -> finding.compliance() == Compliance.NON_COMPLIANT)
          .forEach(
              finding -> requireThatItMends(new FindingKey(ofJob, finding.control()), finding));
    }
    if (!problems.isEmpty()) {
      Assertions.fail("remediations that do not mend:%n  %s", String.join("\n  ", problems));
    }
  }

  private void requireThatItMends(FindingKey key, Finding finding) {
    var remediation = finding.remediation().orElseThrow();
    if (isLeftToPeople(finding.control(), remediation)) {
      return;
    }
    if (remediation.cli().isEmpty()) {
      problems.add(key + " has no command: " + remediation.text());
      return;
    }
    try {
      var mended = byCommands(remediation);
      compare(key, world.assessOn(mended), remediation);
      byTemplate(key, remediation, mended);
    } catch (AssertionError refusal) {
      problems.add(
          "%s: %s%n%s"
              .formatted(
                  key,
                  refusal.getMessage(),
                  remediation.cli().stream().map(line -> "    " + line).collect(joining("\n"))));
    }
  }

  private static boolean isLeftToPeople(String control, Remediation remediation) {
    return LEFT_TO_PEOPLE.stream()
        .filter(each -> control.matches(each.control()))
        .filter(each -> remediation.text().matches("(?s)" + each.text()))
        // Where people are one way of two, commands are the other.
        .anyMatch(each -> !each.why().equals(IMMUTABLE) || remediation.cli().isEmpty());
  }

  private Snapshot byCommands(Remediation remediation) {
    var ec2 = new Ec2(snapshot);
    var variables = new HashMap<String, String>();
    for (String line : remediation.cli()) {
      var read = new AwsCommand(variables).read(line);
      var answer = ec2.answer(read.call());
      read.variable().ifPresent(name -> variables.put(name, answer));
    }
    return ec2.snapshot();
  }

  /** A template makes new things; where one that is there has to be changed, there is none. */
  private void byTemplate(FindingKey key, Remediation remediation, Snapshot mended) {
    boolean changesWhatIsThere =
        remediation.cli().stream().anyMatch(line -> line.matches("aws ec2 (modify|delete)-.*"));
    if (remediation.cloudFormation().isEmpty() != changesWhatIsThere) {
      problems.add(
          "%s: commands %s, but resources %s"
              .formatted(key, remediation.cli(), remediation.cloudFormation()));
      return;
    }
    if (changesWhatIsThere) {
      return;
    }
    var ec2 = new Ec2(snapshot);
    new Deployment(ec2).make(remediation.cloudFormation());
    if (!ec2.snapshot().equals(mended)) {
      problems.add(
          "%s: the template does not come to what the commands do: %s"
              .formatted(key, remediation.cloudFormation()));
    }
  }

  private void compare(FindingKey mended, List<Assessment> after, Remediation remediation) {
    Map<FindingKey, FindingRow> old = WorldAssert.rows(before);
    WorldAssert.rows(after)
        .forEach((key, row) -> {
          var was = old.get(key);
          boolean asItShould =
              key.equals(mended)
                  ? row.compliance() == Compliance.COMPLIANT
                      || isAnnouncedFault(key, row, remediation)
                  : isAnnouncedAdvice(key, row, remediation)
                      || weight(row.compliance()) <= weight(was.compliance());
          if (!asItShould && !isUnseen(row)) {
            problems.add(
                "%s was %s, and after %s is %s%n%s"
                    .formatted(
                        key, was.compliance(), mended, row, String.join("\n", remediation.cli())));
          }
        });
  }

  /** Clarify.16 hands on the model's worst failure; where that is mended, one that it announced. */
  private static boolean isAnnouncedFault(FindingKey key, FindingRow row, Remediation remediation) {
    return key.control().equals("Clarify.16")
        && remediation.text().contains(" Mend " + controlHandedOn(row) + ", too: ");
  }

  /** An endpoint with full access that nothing relied on before. */
  private static boolean isAnnouncedAdvice(
      FindingKey key, FindingRow row, Remediation remediation) {
    return key.control().equals("Clarify.18")
        && row.advisory()
        && remediation.text().contains(" is full access: Clarify.18 says how to narrow it.");
  }

  private static String controlHandedOn(FindingRow row) {
    var reason = row.reason().orElseThrow();
    return reason.replaceFirst("(?s).*?(Clarify\\.\\d+), .*", "$1");
  }

  /** What could not be known before cannot be known after. */
  private static boolean isUnseen(FindingRow row) {
    return row.compliance() == Compliance.UNDETERMINED
        && row.reason().filter(reason -> reason.matches(UNSEEN)).isPresent();
  }

  private static int weight(Compliance compliance) {
    return switch (compliance) {
      case COMPLIANT, NOT_APPLICABLE -> 0;
      case UNDETERMINED -> 1;
      case NON_COMPLIANT -> 2;
    };
  }
}
