package io.clarifyvpc.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A template as it is written, CloudFormation's short forms taken for what they stand for. */
public final class YamlTemplate {
  private YamlTemplate() {}

  /** The document, with {@code Fn::} in place of the exclamation marks. */
  public static JsonNode read(Path file) {
    try (var reader = Files.newBufferedReader(file)) {
      Object template = new Yaml(new ShortForms(new LoaderOptions())).load(reader);
      return new ObjectMapper().valueToTree(template);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class ShortForms extends SafeConstructor {
    ShortForms(LoaderOptions options) {
      super(options);
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              var name = node.getTag().getValue().substring(1);
              var key = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
              return Map.of(key, value(node));
            }
          });
    }

    private Object value(Node node) {
      return switch (node) {
        case ScalarNode scalar -> scalar.getValue();
        case SequenceNode sequence -> constructSequence(sequence);
        case MappingNode mapping -> constructMapping(mapping);
        default -> throw new IllegalArgumentException("not understood: " + node);
      };
    }
  }
}
