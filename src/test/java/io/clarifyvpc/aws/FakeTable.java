package io.clarifyvpc.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * One DynamoDB table with the keys of the template's: as much of it as the product asks for, and
 * nothing else. What DynamoDB refuses is refused.
 */
public final class FakeTable {
  private static final int MOST_A_BATCH = 25;
  private static final Pattern NOT_EXISTS = Pattern.compile("attribute_not_exists\\((#\\w+)\\)");
  private static final Pattern LESS = Pattern.compile("(#\\w+) < (:\\w+)");
  private static final Pattern BETWEEN = Pattern.compile("(#\\w+) BETWEEN (:\\w+) AND (:\\w+)");
  private static final Pattern EQUAL = Pattern.compile("(#\\w+) = (:\\w+)");
  private static final Pattern SET = Pattern.compile("SET (#\\w+) = (:\\w+)");

  private final NavigableMap<String, NavigableMap<String, Map<String, AttributeValue>>> kinds =
      new TreeMap<>();

  /** Items of a kind by their names. */
  public synchronized Map<String, Map<String, AttributeValue>> items(String kind) {
    return Map.copyOf(kind(kind));
  }

  /** Puts another text in place of an attribute of all items of a kind. */
  public synchronized void replace(String kind, String attribute, String text) {
    kind(kind)
        .replaceAll((_, item) -> {
          var changed = new HashMap<>(item);
          changed.put(attribute, AttributeValue.fromS(text));
          return changed;
        });
  }

  private NavigableMap<String, Map<String, AttributeValue>> kind(String kind) {
    return kinds.computeIfAbsent(kind, _ -> new TreeMap<>());
  }

  synchronized DynamoDbResponse answer(DynamoDbRequest request, int pageSize) {
    return switch (request) {
      case QueryRequest query -> query(query, pageSize);
      case BatchWriteItemRequest batch -> write(batch);
      case PutItemRequest put -> {
        check(
            put.conditionExpression(),
            put.expressionAttributeNames(),
            put.expressionAttributeValues(),
            item(put.item()));
        put(put.item());
        yield PutItemResponse.builder().build();
      }
      case UpdateItemRequest update -> update(update);
      case DeleteItemRequest delete -> {
        kind(delete.key().get("kind").s()).remove(delete.key().get("name").s());
        yield DeleteItemResponse.builder().build();
      }
      default -> throw new UnsupportedOperationException("nobody should call " + request);
    };
  }

  private QueryResponse query(QueryRequest query, int pageSize) {
    if (!query.keyConditionExpression().equals("#kind = :kind")) {
      throw new UnsupportedOperationException(query.keyConditionExpression());
    }
    var kind = kind(query.expressionAttributeValues().get(":kind").s());
    var from =
        query.hasExclusiveStartKey()
            ? kind.tailMap(query.exclusiveStartKey().get("name").s(), false)
            : kind;
    var page = from.values().stream().limit(pageSize).toList();
    var answer = QueryResponse.builder().items(page);
    if (page.size() < from.size()) {
      var last = page.getLast();
      answer.lastEvaluatedKey(Map.of("kind", last.get("kind"), "name", last.get("name")));
    }
    return answer.build();
  }

  private BatchWriteItemResponse write(BatchWriteItemRequest batch) {
    batch
        .requestItems()
        .values()
        .forEach(writes -> {
          if (writes.isEmpty() || writes.size() > MOST_A_BATCH) {
            throw AwsFailures.of(400, "ValidationException", writes.size() + " items in a batch");
          }
          writes.forEach(write -> {
            if (write.putRequest() == null) {
              var key = write.deleteRequest().key();
              kind(key.get("kind").s()).remove(key.get("name").s());
            } else {
              put(write.putRequest().item());
            }
          });
        });
    return BatchWriteItemResponse.builder().build();
  }

  private void put(Map<String, AttributeValue> item) {
    kind(item.get("kind").s()).put(item.get("name").s(), Map.copyOf(item));
  }

  private Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
    return kind(key.get("kind").s()).getOrDefault(key.get("name").s(), Map.of());
  }

  private UpdateItemResponse update(UpdateItemRequest update) {
    var set = SET.matcher(update.updateExpression());
    if (!set.matches()) {
      throw new UnsupportedOperationException(update.updateExpression());
    }
    var item = item(update.key());
    check(
        update.conditionExpression(),
        update.expressionAttributeNames(),
        update.expressionAttributeValues(),
        item);
    var changed = new HashMap<>(item);
    changed.putAll(update.key());
    changed.put(
        update.expressionAttributeNames().get(set.group(1)),
        update.expressionAttributeValues().get(set.group(2)));
    put(changed);
    return UpdateItemResponse.builder().build();
  }

  private static void check(
      String condition,
      Map<String, String> names,
      Map<String, AttributeValue> values,
      Map<String, AttributeValue> item) {
    if (condition != null
        && List.of(condition.split(" OR ")).stream()
            .noneMatch(term -> holds(term, names, values, item))) {
      throw ConditionalCheckFailedException.builder()
          .statusCode(400)
          .message("no")
          .item(item.isEmpty() ? null : item)
          .build();
    }
  }

  private static boolean holds(
      String term,
      Map<String, String> names,
      Map<String, AttributeValue> values,
      Map<String, AttributeValue> item) {
    var absent = NOT_EXISTS.matcher(term);
    if (absent.matches()) {
      return !item.containsKey(names.get(absent.group(1)));
    }
    var less = LESS.matcher(term);
    if (less.matches()) {
      var value = numbers(item, names.get(less.group(1)));
      return !value.isEmpty() && value.getFirst() < number(values.get(less.group(2)));
    }
    var equal = EQUAL.matcher(term);
    if (equal.matches()) {
      return values.get(equal.group(2)).equals(item.get(names.get(equal.group(1))));
    }
    var between = BETWEEN.matcher(term);
    if (between.matches()) {
      var value = numbers(item, names.get(between.group(1)));
      return !value.isEmpty()
          && value.getFirst() >= number(values.get(between.group(2)))
          && value.getFirst() <= number(values.get(between.group(3)));
    }
    throw new UnsupportedOperationException(term);
  }

  private static List<Long> numbers(Map<String, AttributeValue> item, String attribute) {
    var numbers = new ArrayList<Long>();
    if (item.containsKey(attribute)) {
      numbers.add(number(item.get(attribute)));
    }
    return numbers;
  }

  private static long number(AttributeValue value) {
    return Long.parseLong(value.n());
  }
}
