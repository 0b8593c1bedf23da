package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static void assertRefused(byte[] document, String problem) {
    assertThatExceptionOfType(MalformedDocument.class)
        .isThrownBy(() -> Json.parse(document))
        .satisfies(e -> assertThat(e.member()).isEmpty())
        .satisfies(e -> assertThat(e).hasNoCause())
        .withMessage(problem);
  }

  @Test
  void a_document_is_read_with_and_without_a_byte_order_mark() {
    assertThat(Json.parse("{\"a\": 1}".getBytes(UTF_8)))
        .isEqualTo(Json.parse("\uFEFF{\"a\": 1}".getBytes(UTF_8)));
  }

  @Test
  void a_document_that_power_shell_redirected_is_read() {
    assertThat(Json.parse("\uFEFF{\"a\": 1}".getBytes(UTF_16LE)).path("a").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "\uFEFF \n"})
  void nothing_is_empty(String document) {
    assertRefused(document.getBytes(UTF_8), "is empty");
  }

  @Test
  void the_place_of_a_mistake_is_told_and_nothing_of_the_content() {
    assertRefused(
        "{\n \"password\": \"hunter2\",\n}".getBytes(UTF_8), "is not JSON (line 3, column 1)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{} {}", "{}x", "{\"a\": 1, \"a\": 2}", "{\"a\": 1 // one\n}", "{'a': 1}", "NaN"})
  void what_is_doubtful_is_not_json(String document) {
    assertThatExceptionOfType(MalformedDocument.class)
        .isThrownBy(() -> Json.parse(document.getBytes(UTF_8)))
        .withMessageStartingWith("is not JSON (line 1, column ");
  }

  @Test
  void bytes_that_are_no_text_are_refused() {
    assertThatExceptionOfType(MalformedDocument.class)
        .isThrownBy(() -> Json.parse(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'}))
        .withMessageStartingWith("is not ");
  }

  @Test
  void deep_nesting_is_refused() {
    assertRefused("[".repeat(100_000).getBytes(UTF_8), "is nested too deeply");
  }

  @Test
  void an_endless_text_is_refused() {
    assertRefused(
        "\"%s\"".formatted("x".repeat(5 << 20)).getBytes(UTF_8),
        "holds a name, a text or a number that is too long");
  }

  @Test
  void a_document_beyond_the_limit_is_refused() {
    assertRefused(new byte[Json.MAX_BYTES + 1], "is larger than 64 MiB");
  }

  @Test
  void the_top_level_members_of_a_broken_document_are_those_before_the_break() {
    var expected = new LinkedHashMap<String, String>();
    expected.put("ModelName", "m");
    expected.put("Subnets", "");

    assertThat(members("{\"ModelName\": \"m\", \"Subnets\": [{\"Vpcs\": 1}, {\"SubnetId\": "))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[\"Subnets\"]", "{'Subnets'", "Subnets"})
  void what_begins_otherwise_has_no_top_level_members(String beginning) {
    assertThat(members(beginning)).isEmpty();
  }

  private static Map<String, String> members(String beginning) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(beginning.getBytes(UTF_8));
    return Json.topLevelMembers(bytes.toByteArray());
  }
}
