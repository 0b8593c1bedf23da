package io.clarifyvpc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole networks on disk, shaped like those that AWS's templates for SageMaker Studio make, and
 * what {@code check} has to say of workloads in them: as they are, and in documents that say the
 * same otherwise.
 */
class FixtureNetworksTest {
  private static final Pattern ID =
      Pattern.compile("\\b((?:acl|dopt|igw|nat|pl|rtb|sg|subnet|vpc|vpce)-)([0-9a-f]{8,17})\\b");

  @TempDir private Path scratch;

  @TestFactory
  Stream<DynamicNode> networks() {
    return everyCase(UnaryOperator.identity());
  }

  @TestFactory
  Stream<DynamicNode> lists_in_another_order_change_nothing() {
    return everyCase(document -> shuffled(document, new Random(25)));
  }

  @TestFactory
  Stream<DynamicNode> field_that_nobody_knows_in_every_object_changes_nothing() {
    return everyCase(FixtureNetworksTest::withUnknownFields);
  }

  @TestFactory
  Stream<DynamicNode> other_ids_change_nothing() {
    return everyCase(document -> Json.parse(withOtherIds(document.toString())));
  }

  private Stream<DynamicNode> everyCase(UnaryOperator<JsonNode> change) {
    return FixtureCase.networks().stream()
        .map(network ->
            dynamicContainer(
                FixtureCase.name(network),
                FixtureCase.of(network)
                    .map(
                        each -> dynamicTest(each.name(), () -> isJudgedAsExpected(each, change)))));
  }

  private void isJudgedAsExpected(FixtureCase one, UnaryOperator<JsonNode> change)
      throws IOException {
    var run = one.check(scratch, change);

    assertThat(FixtureCase.verdicts(run)).as(run.err()).isEqualTo(one.expected());
  }

  private static JsonNode shuffled(JsonNode document, Random random) {
    document.forEach(child -> shuffled(child, random));
    if (document instanceof ArrayNode list) {
      var elements = new ArrayList<JsonNode>();
      list.forEach(elements::add);
      Collections.shuffle(elements, random);
      list.removeAll().addAll(elements);
    }
    return document;
  }

  private static JsonNode withUnknownFields(JsonNode document) {
    document.forEach(FixtureNetworksTest::withUnknownFields);
    if (document instanceof ObjectNode object) {
      object.putObject("NewIn2031").put("Id", "vpce-0123456789abcdef0").putArray("Routes").add(1);
    }
    return document;
  }

  /** The digits of every id in the opposite order: different ids stay different. */
  private static byte[] withOtherIds(String document) {
    return ID.matcher(document)
        .replaceAll(found -> found.group(1) + new StringBuilder(found.group(2)).reverse())
        .getBytes(UTF_8);
  }
}
