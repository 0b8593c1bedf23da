package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.RecordedModel;
import io.clarifyvpc.json.RecordedModelDecoder;
import io.clarifyvpc.snapshot.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.SelectResourceConfigRequest;

/**
 * Models as the recorder of AWS Config has them: a hundred a call, where DescribeModel answers one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/config/latest/developerguide/querying-AWS-resources.html">Querying
 *     the current configuration state of resources</a>
 */
public final class RecordedModels {
  private static final int PAGE = 100;
  private static final int MOST_CHARACTERS = 4096;
  private static final String RESULTS = "Results";
  private static final String QUERY =
      "SELECT resourceId, resourceName, configuration, configurationItemCaptureTime"
          + " WHERE resourceType = '%s' AND resourceName IN (%%s)"
              .formatted(ResourceType.MODEL.typeName());

  /** What SageMaker lets a model be called; anything else would have to be quoted. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-]{1,63}");

  private final ConfigClient client;
  private final String accountId;
  private final Deadline deadline;

  public RecordedModels(ConfigClient client, String accountId, Deadline deadline) {
    this.client = client;
    this.accountId = accountId;
    this.deadline = deadline;
  }

  /**
   * Those of the models that AWS Config has recorded.
   *
   * @throws RuntimeException if AWS Config may not be asked, or does not answer
   */
  public List<RecordedModel> named(Collection<String> names) {
    return expressions(names).stream()
        .flatMap(expression -> results(expression).stream())
        .flatMap(result -> RecordedModelDecoder.decode(result, accountId).stream())
        .toList();
  }

  private List<String> results(String expression) {
    return Pages.all(
            RESULTS,
            token ->
                client.selectResourceConfig(
                    deadline
                        .bind(SelectResourceConfigRequest.builder())
                        .expression(expression)
                        .limit(PAGE)
                        .nextToken(token.orElse(null))
                        .build()))
        .path(RESULTS)
        .valueStream()
        .map(JsonNode::asText)
        .toList();
  }

  /** One query for as many names as a page and an expression take. */
  private static List<String> expressions(Collection<String> names) {
    var expressions = new ArrayList<String>();
    var quoted = new ArrayList<String>();
    for (String name : names.stream().filter(NAME.asMatchPredicate()).toList()) {
      quoted.add("'" + name + "'");
      if (quoted.size() > PAGE || expression(quoted).orElse("").isEmpty()) {
        var last = quoted.removeLast();
        expression(quoted).ifPresent(expressions::add);
        quoted.clear();
        quoted.add(last);
      }
    }
    if (!quoted.isEmpty()) {
      expression(quoted).ifPresent(expressions::add);
    }
    return expressions;
  }

  private static Optional<String> expression(List<String> quoted) {
    var expression = QUERY.formatted(String.join(", ", quoted));
    return expression.length() <= MOST_CHARACTERS ? Optional.of(expression) : Optional.empty();
  }
}
