package io.clarifyvpc.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The DynamoDB table with everything that outlives a run. Its key is the kind of an item and its
 * name; each kind is the business of one class.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html">BatchWriteItem</a>
 */
final class StateTable {
  static final String KIND = "kind";
  static final String NAME = "name";

  /** When DynamoDB may delete an item, in seconds since the epoch. */
  static final String EXPIRES = "expires";

  private static final int MOST_A_BATCH = 25;
  private static final int MOST_ATTEMPTS = 5;

  /** Items that DynamoDB did not write, time after time. */
  static final class UnprocessedItems extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnprocessedItems(int count) {
      super("DynamoDB did not write %d items".formatted(count));
    }
  }

  private final DynamoDbClient client;
  private final String name;
  private final Deadline deadline;

  StateTable(DynamoDbClient client, String name, Deadline deadline) {
    this.client = client;
    this.name = name;
    this.deadline = deadline;
  }

  DynamoDbClient client() {
    return client;
  }

  String name() {
    return name;
  }

  Deadline deadline() {
    return deadline;
  }

  /** All items of a kind, with everything that was written before. */
  List<Map<String, AttributeValue>> items(String kind) {
    var items = new ArrayList<Map<String, AttributeValue>>();
    Map<String, AttributeValue> last = Map.of();
    do {
      var page =
          client.query(
              deadline
                  .bind(QueryRequest.builder())
                  .tableName(name)
                  .consistentRead(true)
                  .keyConditionExpression("#kind = :kind")
                  .expressionAttributeNames(Map.of("#kind", KIND))
                  .expressionAttributeValues(Map.of(":kind", text(kind)))
                  .exclusiveStartKey(last.isEmpty() ? null : last)
                  .build());
      items.addAll(page.items());
      last = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
    } while (!last.isEmpty());
    return items;
  }

  /** Puts items in place of what was there. */
  void put(List<Map<String, AttributeValue>> items) {
    write(
        items.stream()
            .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
            .toList());
  }

  /** Deletes items, whether they are there or not. */
  void delete(List<Map<String, AttributeValue>> keys) {
    write(
        keys.stream()
            .map(key -> WriteRequest.builder().deleteRequest(delete -> delete.key(key)).build())
            .toList());
  }

  private void write(List<WriteRequest> writes) {
    for (int from = 0; from < writes.size(); from += MOST_A_BATCH) {
      writeBatch(writes.subList(from, Math.min(from + MOST_A_BATCH, writes.size())));
    }
  }

  /** Again at once: a table on demand leaves items only while it grows, and a run has no time. */
  private void writeBatch(List<WriteRequest> batch) {
    var left = batch;
    for (int attempt = 0; attempt < MOST_ATTEMPTS && !left.isEmpty(); attempt++) {
      var answer =
          client.batchWriteItem(
              deadline
                  .bind(BatchWriteItemRequest.builder())
                  .requestItems(Map.of(name, left))
                  .build());
      left = answer.unprocessedItems().getOrDefault(name, List.of());
    }
    if (!left.isEmpty()) {
      throw new UnprocessedItems(left.size());
    }
  }

  static Map<String, AttributeValue> key(String kind, String name) {
    return Map.of(KIND, text(kind), NAME, text(name));
  }

  /** A text; empty where there is none. */
  static String string(Map<String, AttributeValue> item, String attribute) {
    return Optional.ofNullable(item.get(attribute)).map(AttributeValue::s).orElse("");
  }

  /** A number; empty where there is none. */
  static Optional<Long> number(Map<String, AttributeValue> item, String attribute) {
    return Optional.ofNullable(item.get(attribute)).map(AttributeValue::n).map(Long::parseLong);
  }

  static Instant expires(Map<String, AttributeValue> item) {
    return number(item, EXPIRES).map(Instant::ofEpochSecond).orElse(Instant.EPOCH);
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  /** In milliseconds since the epoch. */
  static AttributeValue time(Instant time) {
    return number(time.toEpochMilli());
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
