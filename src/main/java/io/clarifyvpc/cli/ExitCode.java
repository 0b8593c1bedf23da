package io.clarifyvpc.cli;

import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.control.Compliance;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the process ends with. 0 to 3 are verdicts and nothing else; from 64 on, the numbers of
 * sysexits.h.
 */
final class ExitCode {
  static final int COMPLIANT = 0;
  static final int NON_COMPLIANT = 1;
  static final int UNDETERMINED = 2;
  static final int NOT_APPLICABLE = 3;
  static final int USAGE = 64;
  static final int UNREADABLE_INPUT = 65;
  static final int AWS_NOT_REACHABLE = 69;
  static final int INTERNAL_ERROR = 70;
  static final int OUTPUT_REFUSED = 73;
  static final int RECORDED_IN_PART = 75;

  private static final List<Compliance> WORST_FIRST =
      List.of(Compliance.NON_COMPLIANT, Compliance.UNDETERMINED, Compliance.COMPLIANT);

  private ExitCode() {}

  /** In words, for the help. */
  static Map<String, String> meanings() {
    var meanings = new LinkedHashMap<String, String>();
    meanings.put("0", "compliant");
    meanings.put("1", "non-compliant");
    meanings.put("2", "undetermined: something that the verdict needs could not be read");
    meanings.put("3", "not applicable: no Clarify workload to judge");
    meanings.put("64", "wrong usage, or rule parameters that are not understood");
    meanings.put("65", "input that is missing or cannot be read");
    meanings.put("69", "AWS not reachable");
    meanings.put("70", "internal error");
    return meanings;
  }

  /** The same for a command that gives no verdict but writes something down. */
  static Map<String, String> meaningsForRecord() {
    var meanings = new LinkedHashMap<String, String>();
    meanings.put("0", "everything was read, and is recorded");
    meanings.put("64", "wrong usage");
    meanings.put("65", "what is to be recorded does not exist");
    meanings.put("69", "AWS not reachable");
    meanings.put("70", "internal error");
    meanings.put("73", "the output folder is not empty, or cannot be written");
    meanings.put("75", "recorded in part, or not at all: some reads failed, each is named");
    return meanings;
  }

  /**
   * The worst assessment's; an undetermined one is worse than a compliant one, none at all is not
   * applicable.
   */
  static int of(Collection<Assessment> assessments) {
    return WORST_FIRST.stream()
        .filter(worst -> assessments.stream().anyMatch(each -> each.compliance() == worst))
        .findFirst()
        .map(ExitCode::of)
        .orElse(NOT_APPLICABLE);
  }

  private static int of(Compliance compliance) {
    return switch (compliance) {
      case COMPLIANT -> COMPLIANT;
      case NON_COMPLIANT -> NON_COMPLIANT;
      case UNDETERMINED -> UNDETERMINED;
      case NOT_APPLICABLE -> NOT_APPLICABLE;
    };
  }
}
