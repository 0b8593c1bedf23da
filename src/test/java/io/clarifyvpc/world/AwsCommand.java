package io.clarifyvpc.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;

/**
 * A line of a remediation, read as a shell and the AWS CLI read it. Operation, options, members of
 * structures and the path of {@code --query} are those of the API model that CLI and SDK share;
 * whatever is not is refused.
 */
final class AwsCommand {
  private static final String MODELS = "software.amazon.awssdk.services.ec2.model.";
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z_]+)=\\$\\((.*)\\)");
  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z_]+)");

  /** What the line calls, and the variable that keeps the answer. */
  record Read(Ec2Call call, Optional<String> variable) {}

  private final Map<String, String> variables;

  AwsCommand(Map<String, String> variables) {
    this.variables = variables;
  }

  Read read(String line) {
    Matcher assignment = ASSIGNMENT.matcher(line);
    return assignment.matches()
        ? read(words(assignment.group(2)), Optional.of(assignment.group(1)))
        : read(words(line), Optional.empty());
  }

  private static Read read(List<String> words, Optional<String> variable) {
    assertThat(words).startsWith("aws", "ec2").hasSizeGreaterThan(3);
    var operation = words.get(2);
    var fields = fields(model(operation, "Request"));
    var arguments = new LinkedHashMap<String, Object>();
    var global = new LinkedHashMap<String, String>();
    for (int i = 3; i < words.size(); ) {
      var option = words.get(i++);
      assertThat(option).as(operation).startsWith("--");
      var values = new ArrayList<String>();
      while (i < words.size() && !words.get(i).startsWith("--")) {
        values.add(words.get(i++));
      }
      switch (option) {
        case "--region", "--query", "--output" -> global.put(option, values.getFirst());
        case "--ingress" -> arguments.put("Egress", false); // the CLI's own word
        default -> {
          var field = fields.get(option);
          assertThat(field).as("%s of %s", option, operation).isNotNull();
          assertThat(arguments).as(option + " twice").doesNotContainKey(field.memberName());
          arguments.put(field.memberName(), value(field, values));
        }
      }
    }
    assertThat(global).as("region of " + operation).containsKey("--region");
    if (variable.isPresent()) {
      assertThat(global).containsEntry("--output", "text");
      requirePath(model(operation, "Response"), global.getOrDefault("--query", ""));
    }
    return new Read(new Ec2Call(operation, arguments), variable);
  }

  private static SdkPojo model(String operation, String suffix) {
    var name = new StringBuilder();
    for (String part : operation.split("-", -1)) {
      name.append(Character.toUpperCase(part.charAt(0))).append(part, 1, part.length());
    }
    try {
      return (SdkPojo) Class.forName(MODELS + name + suffix).getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("EC2 has no operation " + operation, e);
    }
  }

  private static Map<String, SdkField<?>> fields(SdkPojo of) {
    var fields = new LinkedHashMap<String, SdkField<?>>();
    for (SdkField<?> field : of.sdkFields()) {
      var kebab = field.memberName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-");
      fields.put("--" + kebab.toLowerCase(Locale.ROOT), field);
    }
    return fields;
  }

  private static void requirePath(SdkPojo response, String path) {
    var at = response;
    for (String member : path.split("\\.", -1)) {
      var field =
          at.sdkFields().stream().filter(each -> each.memberName().equals(member)).findFirst();
      assertThat(field).as("--query %s", path).isPresent();
      if (is(field.get(), MarshallingType.SDK_POJO)) {
        at = field.get().constructor().get();
      }
    }
  }

  private static Object value(SdkField<?> field, List<String> values) {
    if (is(field, MarshallingType.LIST)) {
      assertThat(values).as(field.memberName()).isNotEmpty();
      var member = field.getTrait(ListTrait.class).memberFieldInfo();
      return values.stream().map(each -> single(member, each)).toList();
    }
    if (is(field, MarshallingType.BOOLEAN) && values.isEmpty()) {
      return true;
    }
    assertThat(values).as(field.memberName()).hasSize(1);
    return single(field, values.getFirst());
  }

  private static Object single(SdkField<?> field, String text) {
    if (!is(field, MarshallingType.SDK_POJO)) {
      return scalar(field, text);
    }
    return text.startsWith("{")
        ? json(field, Json.parse(text.getBytes(StandardCharsets.UTF_8)))
        : new Shorthand(text).structure(field);
  }

  private static boolean is(SdkField<?> field, MarshallingType<?> type) {
    return field.marshallingType().equals(type);
  }

  private static Object scalar(SdkField<?> field, String text) {
    if (is(field, MarshallingType.INTEGER)) {
      return Integer.valueOf(text);
    }
    assertThat(field.marshallingType()).as(field.memberName()).isEqualTo(MarshallingType.STRING);
    return text;
  }

  private static Map<String, Object> json(SdkField<?> field, JsonNode node) {
    var map = new LinkedHashMap<String, Object>();
    node.fieldNames()
        .forEachRemaining(name -> {
          assertThat(node.get(name).isBoolean()).as("the one member in use is a flag").isTrue();
          map.put(member(field, name).memberName(), node.get(name).booleanValue());
        });
    return map;
  }

  private static SdkField<?> member(SdkField<?> structure, String name) {
    return structure.constructor().get().sdkFields().stream()
        .filter(each -> each.memberName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(structure.memberName() + " has no " + name));
  }

  /** The CLI's shorthand for structures: {@code A=1,B=[{C=2}]}, and {@code A=1,2} for a list. */
  private static final class Shorthand {
    private final String text;
    private int at;

    Shorthand(String text) {
      this.text = text;
    }

    Map<String, Object> structure(SdkField<?> of) {
      var map = new LinkedHashMap<String, Object>();
      do {
        int equals = text.indexOf('=', at);
        assertThat(equals).as("'=' in " + text).isPositive();
        var field = member(of, text.substring(at, equals));
        at = equals + 1;
        assertThat(map.put(field.memberName(), value(field))).as(text).isNull();
      } while (skip(','));
      return map;
    }

    private Object value(SdkField<?> field) {
      if (!is(field, MarshallingType.LIST)) {
        return skip('{') ? braced(field) : scalar(field, word());
      }
      var member = field.getTrait(ListTrait.class).memberFieldInfo();
      var list = new ArrayList<Object>();
      if (skip('[')) {
        do {
          list.add(skip('{') ? braced(member) : scalar(member, word()));
        } while (skip(','));
        assertThat(skip(']')).as("']' in " + text).isTrue();
        return list;
      }
      do {
        list.add(scalar(member, word()));
      } while (nextIsNoName() && skip(','));
      return list;
    }

    private Map<String, Object> braced(SdkField<?> field) {
      var map = structure(field);
      assertThat(skip('}')).as("'}' in " + text).isTrue();
      return map;
    }

    private boolean nextIsNoName() {
      return at < text.length()
          && text.charAt(at) == ','
          && !text.substring(at + 1).split("[,\\]}]", 2)[0].contains("=");
    }

    private String word() {
      int start = at;
      while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(start, at);
    }

    private boolean skip(char expected) {
      boolean there = at < text.length() && text.charAt(at) == expected;
      at += there ? 1 : 0;
      return there;
    }
  }

  /** Splits as a shell does: quotes, and variables outside single quotes. */
  private List<String> words(String line) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    char quote = 0;
    boolean begun = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && c == ' ') {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
        continue;
      }
      begun = true;
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && c == '\\') {
        word.append(line.charAt(++i));
      } else if (quote != '\'' && c == '$') {
        Matcher variable = VARIABLE.matcher(line).region(i, line.length());
        assertThat(variable.lookingAt()).as("a variable in " + line).isTrue();
        assertThat(quote).as("quotes around it in " + line).isEqualTo('"');
        assertThat(variables).containsKey(variable.group(1));
        word.append(variables.get(variable.group(1)));
        i = variable.end() - 1;
      } else {
        assertThat(quote == 0 && "*?[]{}()<>|&;!#~`".indexOf(c) >= 0)
            .as("'%s' outside quotes in %s", c, line)
            .isFalse();
        word.append(c);
      }
    }
    assertThat(quote).as("quotes closed in " + line).isEqualTo((char) 0);
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
