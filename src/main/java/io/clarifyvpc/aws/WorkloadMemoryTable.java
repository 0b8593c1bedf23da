package io.clarifyvpc.aws;

import static io.clarifyvpc.aws.StateTable.EXPIRES;
import static io.clarifyvpc.aws.StateTable.KIND;
import static io.clarifyvpc.aws.StateTable.NAME;
import static io.clarifyvpc.aws.StateTable.expires;
import static io.clarifyvpc.aws.StateTable.key;
import static io.clarifyvpc.aws.StateTable.number;
import static io.clarifyvpc.aws.StateTable.string;
import static io.clarifyvpc.aws.StateTable.text;
import static io.clarifyvpc.aws.StateTable.time;

import io.clarifyvpc.assess.RememberedWorkload;
import io.clarifyvpc.assess.WorkloadKey;
import io.clarifyvpc.assess.WorkloadMemory;
import io.clarifyvpc.json.MalformedDocument;
import io.clarifyvpc.json.RememberedWorkloadDocument;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The memory as items of a DynamoDB table: one item a workload, its type in the partition key, and
 * one item about the last run.
 */
public final class WorkloadMemoryTable implements WorkloadMemory {
  /** Where the last run broke off does not matter for long. */
  private static final Duration RUN_IS_KEPT = Duration.ofDays(7);

  private static final String CREATED = "created";
  private static final String DOCUMENT = "document";
  private static final String CREATED_BY = "createdBy";
  private static final String RUN = "run";
  private static final String LEFT_OVER = "left over";
  private static final String TYPE = "type";
  private static final String WORKLOAD = "workload";

  private final StateTable table;

  public WorkloadMemoryTable(DynamoDbClient client, String table, Deadline deadline) {
    this.table = new StateTable(client, table, deadline);
  }

  @Override
  public List<RememberedWorkload> recall(ResourceType type) {
    return table.items(kind(type)).stream().flatMap(item -> decoded(type, item).stream()).toList();
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
    table.put(workloads.stream().map(WorkloadMemoryTable::item).toList());
  }

  @Override
  public void rememberCreation(RememberedWorkload seen) {
    try {
      table
          .client()
          .putItem(
              table
                  .deadline()
                  .bind(PutItemRequest.builder())
                  .tableName(table.name())
                  .item(item(seen))
                  .conditionExpression("attribute_not_exists(#kind) OR #created < :earliest")
                  .expressionAttributeNames(Map.of("#kind", KIND, "#created", CREATED))
                  .expressionAttributeValues(Map.of(":earliest", time(seen.created().earliest())))
                  .build());
    } catch (ConditionalCheckFailedException known) {
      seen.createdBy().ifPresent(by -> rememberWho(seen, RememberedWorkloadDocument.encode(by)));
    }
  }

  /** A run has described it before the event came. */
  private void rememberWho(RememberedWorkload seen, String createdBy) {
    try {
      table
          .client()
          .updateItem(
              table
                  .deadline()
                  .bind(UpdateItemRequest.builder())
                  .tableName(table.name())
                  .key(key(kind(seen.key().type()), seen.key().name()))
                  .updateExpression("SET #createdBy = :createdBy")
                  .conditionExpression("#created BETWEEN :earliest AND :latest")
                  .expressionAttributeNames(Map.of("#createdBy", CREATED_BY, "#created", CREATED))
                  .expressionAttributeValues(
                      Map.of(
                          ":createdBy",
                          text(createdBy),
                          ":earliest",
                          time(seen.created().earliest()),
                          ":latest",
                          time(seen.created().latest())))
                  .build());
    } catch (ConditionalCheckFailedException later) {
      // A later workload has the name by now: the event is of one that is gone.
    }
  }

  @Override
  public void forget(WorkloadKey key) {
    table
        .client()
        .deleteItem(
            table
                .deadline()
                .bind(DeleteItemRequest.builder())
                .tableName(table.name())
                .key(key(kind(key.type()), key.name()))
                .build());
  }

  @Override
  public Optional<WorkloadKey> leftOver() {
    return table.items(RUN).stream()
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
    first.ifPresentOrElse(
        workload -> table.put(List.of(leftOver(key, workload, now))),
        () -> table.delete(List.of(key)));
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
}
