package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.assess.PlainText;
import io.clarifyvpc.control.Finding;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;

/**
 * One line of a function's log, with the members of the lines that Lambda's own logger writes in
 * its JSON format, so that one query finds both. Whatever came from outside is a text within it,
 * and cleaned: it cannot end the line, begin another or pass for a member.
 *
 * @param level as Lambda names it, such as {@code INFO}
 * @param requestId of the invocation
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html">Log
 *     formats</a>
 */
public record LogLine(Instant timestamp, String level, String requestId, String message) {
  /** RFC 3339, as Lambda wants it; always with milliseconds. */
  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  /** The line without its end. */
  public String encode() {
    return JsonText.of(node());
  }

  /**
   * The same with what it says of a resource, member by member.
   *
   * @param trigger what had it judged
   */
  public String encode(String trigger, Assessment assessment) {
    var line = node();
    line.put("trigger", PlainText.clean(trigger))
        .put("resourceType", assessment.resource().type().typeName())
        .put("resourceId", PlainText.clean(assessment.resource().id()))
        .put("compliance", assessment.compliance().name());
    line.set("controls", AssessmentDocument.strings(controls(assessment)));
    return JsonText.of(line);
  }

  private ObjectNode node() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("timestamp", MILLISECONDS.format(timestamp))
        .put("level", level)
        .put("message", PlainText.clean(message))
        .put("AWSRequestId", requestId);
  }

  /** Those that are to blame, the worst first. */
  private static List<String> controls(Assessment assessment) {
    return switch (assessment.compliance()) {
      case NON_COMPLIANT, UNDETERMINED ->
          assessment.decisive().stream().map(Finding::control).toList();
      case COMPLIANT, NOT_APPLICABLE -> List.of();
    };
  }
}
