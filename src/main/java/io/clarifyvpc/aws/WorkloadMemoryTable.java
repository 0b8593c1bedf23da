package io.clarifyvpc.aws;

import io.clarifyvpc.assess.RememberedWorkload;
import io.clarifyvpc.assess.WorkloadKey;
import io.clarifyvpc.assess.WorkloadMemory;
import io.clarifyvpc.json.MalformedDocument;
import io.clarifyvpc.json.RememberedWorkloadDocument;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The memory as items of a DynamoDB table: one item a workload, its type in the partition key, and
 * one item about the last run.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html">BatchWriteItem</a>
 */
public final class WorkloadMemoryTable implements WorkloadMemory {
  private static final int MOST_A_BATCH = 25;
  private static final int MOST_ATTEMPTS = 5;

  /** Where the last run broke off does not matter for long. */
  private static final Duration RUN_IS_KEPT = Duration.ofDays(7);

  private static final String KIND = "kind";
  private static final String NAME = "name";
  private static final String CREATED = "created";
  private static final String DOCUMENT = "document";
  private static final String CREATED_BY = "createdBy";
  private static final String EXPIRES = "expires";
  private static final String RUN = "run";
  private static final String LEFT_OVER = "left over";
  private static final String TYPE = "type";
  private static final String WORKLOAD = "workload";

  /** Items that DynamoDB did not write, time after time. */
  public static final class UnprocessedItems extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnprocessedItems(int count) {
      super("DynamoDB did not write %d items".formatted(count));
    }
  }

  private final DynamoDbClient client;
  private final String table;
  private final Deadline deadline;

  public WorkloadMemoryTable(DynamoDbClient client, String table, Deadline deadline) {
    this.client = client;
    this.table = table;
    this.deadline = deadline;
  }

  @Override
  public List<RememberedWorkload> recall(ResourceType type) {
    return items(kind(type)).stream().flatMap(item -> decoded(type, item).stream()).toList();
  }

  private List<Map<String, AttributeValue>> items(String kind) {
    var items = new ArrayList<Map<String, AttributeValue>>();
    Map<String, AttributeValue> last = Map.of();
    do {
      var page =
          client.query(
              deadline
                  .bind(QueryRequest.builder())
                  .tableName(table)
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

  /** What another version of this product has written is not known, and read anew. */
  private static Optional<RememberedWorkload> decoded(
      ResourceType type, Map<String, AttributeValue> item) {
    try {
      return Optional.of(
          RememberedWorkloadDocument.decode(
              new WorkloadKey(type, string(item, NAME)),
              string(item, DOCUMENT),
              Optional.ofNullable(item.get(CREATED_BY)).map(AttributeValue::s),
              expires(item)));
    } catch (MalformedDocument e) {
      return Optional.empty();
    }
  }

  @Override
  public void remember(Collection<RememberedWorkload> workloads) {
    var writes =
        workloads.stream()
            .map(each -> WriteRequest.builder().putRequest(put -> put.item(item(each))).build())
            .toList();
    write(writes);
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
                  .requestItems(Map.of(table, left))
                  .build());
      left = answer.unprocessedItems().getOrDefault(table, List.of());
    }
    if (!left.isEmpty()) {
      throw new UnprocessedItems(left.size());
    }
  }

  @Override
  public void rememberCreation(RememberedWorkload seen) {
    try {
      client.putItem(
          deadline
              .bind(PutItemRequest.builder())
              .tableName(table)
              .item(item(seen))
              .conditionExpression("attribute_not_exists(#kind) OR #created < :earliest")
              .expressionAttributeNames(Map.of("#kind", KIND, "#created", CREATED))
              .expressionAttributeValues(Map.of(":earliest", time(seen.earliestCreation())))
              .build());
    } catch (ConditionalCheckFailedException known) {
      seen.createdBy().ifPresent(by -> rememberWho(seen, RememberedWorkloadDocument.encode(by)));
    }
  }

  /** A run has described it before the event came. */
  private void rememberWho(RememberedWorkload seen, String createdBy) {
    try {
      client.updateItem(
          deadline
              .bind(UpdateItemRequest.builder())
              .tableName(table)
              .key(key(kind(seen.key().type()), seen.key().name()))
              .updateExpression("SET #createdBy = :createdBy")
              .conditionExpression("#created BETWEEN :earliest AND :latest")
              .expressionAttributeNames(Map.of("#createdBy", CREATED_BY, "#created", CREATED))
              .expressionAttributeValues(
                  Map.of(
                      ":createdBy",
                      text(createdBy),
                      ":earliest",
                      time(seen.earliestCreation()),
                      ":latest",
                      time(seen.latestCreation())))
              .build());
    } catch (ConditionalCheckFailedException later) {
      // A later workload has the name by now: the event is of one that is gone.
    }
  }

  @Override
  public void forget(WorkloadKey key) {
    client.deleteItem(
        deadline
            .bind(DeleteItemRequest.builder())
            .tableName(table)
            .key(key(kind(key.type()), key.name()))
            .build());
  }

  @Override
  public Optional<WorkloadKey> leftOver() {
    return items(RUN).stream()
        .filter(item -> string(item, NAME).equals(LEFT_OVER))
        .flatMap(item -> leftOver(item).stream())
        .findFirst();
  }

  private static Optional<WorkloadKey> leftOver(Map<String, AttributeValue> item) {
    try {
      return Optional.of(
          new WorkloadKey(ResourceType.valueOf(string(item, TYPE)), string(item, WORKLOAD)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void leaveOver(Optional<WorkloadKey> first, Instant now) {
    var key = key(RUN, LEFT_OVER);
    write(
        List.of(
            first
                .map(workload ->
                    WriteRequest.builder()
                        .putRequest(put -> put.item(leftOver(key, workload, now)))
                        .build())
                .orElseGet(() ->
                    WriteRequest.builder().deleteRequest(delete -> delete.key(key)).build())));
  }

  private static Map<String, AttributeValue> leftOver(
      Map<String, AttributeValue> key, WorkloadKey workload, Instant now) {
    var item = new HashMap<>(key);
    item.put(TYPE, text(workload.type().name()));
    item.put(WORKLOAD, text(workload.name()));
    item.put(EXPIRES, number(now.plus(RUN_IS_KEPT).getEpochSecond()));
    return item;
  }

  private static Map<String, AttributeValue> item(RememberedWorkload remembered) {
    var item = new HashMap<>(key(kind(remembered.key().type()), remembered.key().name()));
    item.put(CREATED, time(remembered.creationTime()));
    item.put(DOCUMENT, text(RememberedWorkloadDocument.encode(remembered)));
    item.put(EXPIRES, number(remembered.expires().getEpochSecond()));
    remembered
        .createdBy()
        .ifPresent(by -> item.put(CREATED_BY, text(RememberedWorkloadDocument.encode(by))));
    return item;
  }

  private static String kind(ResourceType type) {
    return "workload " + type.typeName();
  }

  private static Map<String, AttributeValue> key(String kind, String name) {
    return Map.of(KIND, text(kind), NAME, text(name));
  }

  private static String string(Map<String, AttributeValue> item, String attribute) {
    var value = item.get(attribute);
    return value == null || value.s() == null ? "" : value.s();
  }

  private static Instant expires(Map<String, AttributeValue> item) {
    var value = item.get(EXPIRES);
    return value == null || value.n() == null
        ? Instant.EPOCH
        : Instant.ofEpochSecond(Long.parseLong(value.n()));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue time(Instant time) {
    return number(time.toEpochMilli());
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
