package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.JsonNode;

/** How a document spells the members that the AWS API spells in PascalCase. */
enum Naming {
  /** Exactly as asked for. */
  AS_ASKED,
  /** As the AWS CLI writes: {@code VpcConfig}. */
  PASCAL_CASE,
  /** As CloudTrail and some configuration items write: {@code vpcConfig}. */
  LOWER_CAMEL_CASE;

  /** The spelling that a document uses, judged by its own members. */
  static Naming of(JsonNode document) {
    boolean lower =
        !document.isEmpty()
            && document.propertyStream().noneMatch(member -> startsUpperCase(member.getKey()));
    return lower ? LOWER_CAMEL_CASE : PASCAL_CASE;
  }

  private static boolean startsUpperCase(String name) {
    return !name.isEmpty() && Character.isUpperCase(name.charAt(0));
  }

  /** A member's name as this document spells it. */
  String spell(String name) {
    return switch (this) {
      case AS_ASKED, PASCAL_CASE -> name;
      case LOWER_CAMEL_CASE -> lowerCamel(name);
    };
  }

  /** The spelling that is accepted as well. */
  String spellOtherwise(String name) {
    return switch (this) {
      case AS_ASKED, LOWER_CAMEL_CASE -> name;
      case PASCAL_CASE -> lowerCamel(name);
    };
  }

  private static String lowerCamel(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
