package io.clarifyvpc.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One resource of a CloudFormation template.
 *
 * @param logicalId letters and digits only; the same for whatever would change the same thing
 * @param type such as {@code AWS::EC2::VPCEndpoint}
 * @param properties a tree of maps, lists, texts, whole numbers and flags, as a template has it;
 *     the names of each map are kept sorted
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html">Resources</a>
 */
public record CloudFormationResource(
    String logicalId, String type, Map<String, Object> properties) {
  public CloudFormationResource {
    if (!logicalId.matches("[A-Za-z0-9]{1,255}")) {
      throw new IllegalArgumentException("not a logical id: " + logicalId);
    }
    properties = copied(properties);
  }

  /** A resource whose logical id is made of its type and of what tells it from others. */
  public static CloudFormationResource of(
      String type, Map<String, Object> properties, String... identity) {
    return new CloudFormationResource(logicalId(type, identity), type, properties);
  }

  /** An attribute of it, as another resource names it. */
  public Map<String, Object> attribute(String name) {
    return Map.of("Fn::GetAtt", List.of(logicalId, name));
  }

  /** The resource's own name for another resource. */
  public Map<String, Object> reference() {
    return Map.of("Ref", logicalId);
  }

  private static String logicalId(String type, String... identity) {
    var id = new StringBuilder(type.substring(type.lastIndexOf(':') + 1));
    for (String part : String.join("-", identity).split("[^A-Za-z0-9]+", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      boolean twoNumbersMeet =
          Character.isDigit(id.charAt(id.length() - 1)) && Character.isDigit(part.charAt(0));
      id.append(twoNumbersMeet ? "x" : "")
          .append(Character.toUpperCase(part.charAt(0)))
          .append(part, 1, part.length());
    }
    return id.toString();
  }

  private static Map<String, Object> copied(Map<?, ?> of) {
    var copy = new TreeMap<String, Object>();
    of.forEach((name, value) -> copy.put((String) name, copied(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object copied(Object value) {
    return switch (value) {
      case String text -> text;
      case Integer number -> number;
      case Boolean flag -> flag;
      case Map<?, ?> map -> copied(map);
      case List<?> list -> {
        var copy = new ArrayList<Object>();
        list.forEach(each -> copy.add(copied(each)));
        yield Collections.unmodifiableList(copy);
      }
      default -> throw new IllegalArgumentException("no value of a template: " + value.getClass());
    };
  }
}
