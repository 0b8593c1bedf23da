package io.clarifyvpc.world;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A call of EC2 with its arguments, by the names of the API. */
record Ec2Call(String operation, Map<String, Object> arguments) {
  String text(String name) {
    return (String) required(name);
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable((String) arguments.get(name));
  }

  int number(String name) {
    return (Integer) required(name);
  }

  boolean flag(String name) {
    return (Boolean) arguments.getOrDefault(name, false);
  }

  List<String> texts(String name) {
    return ((List<?>) arguments.getOrDefault(name, List.of()))
        .stream().map(String.class::cast).toList();
  }

  List<Map<?, ?>> structures(String name) {
    return ((List<?>) required(name)).stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
  }

  Map<?, ?> structure(String name) {
    return (Map<?, ?>) required(name);
  }

  boolean has(String name) {
    return arguments.containsKey(name);
  }

  /** An argument that the model does not look at must not be there. */
  void requireOnly(String... names) {
    if (!Set.of(names).containsAll(arguments.keySet())) {
      throw new AssertionError("%s is not modelled with %s".formatted(operation, arguments));
    }
  }

  private Object required(String name) {
    return Objects.requireNonNull(
        arguments.get(name), () -> "%s lacks %s".formatted(operation, name));
  }
}
