package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.PolicyDocument;
import io.clarifyvpc.snapshot.PolicyDocument.Effect;
import io.clarifyvpc.snapshot.PolicyDocument.Restriction;
import io.clarifyvpc.snapshot.PolicyDocument.Statement;
import io.clarifyvpc.snapshot.Reading;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The policy of a VPC endpoint, a JSON document within the answer. One that cannot be understood is
 * a gap of its own: the endpoint beside it is still known.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">
 *     Grammar of the IAM JSON policy language</a>
 */
public final class PolicyDocumentDecoder {
  /** AWS takes 20,480 characters. */
  private static final int MAX_LENGTH = 1 << 16;

  private static final String ACTION = "Action";
  private static final String RESOURCE = "Resource";
  private static final String STATEMENT = "Statement";
  private static final String EVERYONE = "*";

  private PolicyDocumentDecoder() {}

  /** The policy, or a gap that says why it is none. */
  public static Reading<PolicyDocument> decode(String document, String vpcEndpointId) {
    try {
      return Reading.known(policy(document));
    } catch (MalformedDocument e) {
      return unread(vpcEndpointId, e);
    }
  }

  static Reading<PolicyDocument> decode(JsonNode member, String vpcEndpointId) {
    return member.isTextual()
        ? decode(member.textValue(), vpcEndpointId)
        : unread(vpcEndpointId, new MalformedDocument("", "is not a string"));
  }

  /** A policy that is null: there may be one that nobody read. */
  static Reading<PolicyDocument> ofNull(String vpcEndpointId) {
    return unread(vpcEndpointId, new MalformedDocument("", "is null"));
  }

  private static Reading<PolicyDocument> unread(String vpcEndpointId, MalformedDocument why) {
    return Reading.unread(
        Fact.VPC_ENDPOINTS.gap(
            why.member().isEmpty()
                ? "the policy of %s %s".formatted(vpcEndpointId, why.problem())
                : "in the policy of %s, %s".formatted(vpcEndpointId, why.getMessage())));
  }

  private static PolicyDocument policy(String document) {
    if (document.length() > MAX_LENGTH) {
      throw new MalformedDocument("", "is longer than %d characters".formatted(MAX_LENGTH));
    }
    var policy = JsonObject.of(Json.parse(document.getBytes(UTF_8)), "", Naming.AS_ASKED);
    var statements = new ArrayList<Statement>();
    policy
        .find(STATEMENT)
        .ifPresent(statement -> {
          var several = statement.isArray();
          int count = several ? statement.size() : 1;
          for (int i = 0; i < count; i++) {
            statements.add(
                several
                    ? statement(statement.get(i), "%s[%d]".formatted(STATEMENT, i))
                    : statement(statement, STATEMENT));
          }
        });
    return new PolicyDocument(policy.optionalText("Version"), statements);
  }

  private static Statement statement(JsonNode node, String path) {
    var statement = JsonObject.of(node, path, Naming.AS_ASKED);
    var restrictions = EnumSet.noneOf(Restriction.class);
    if (statement.find("Condition").filter(condition -> !condition.isEmpty()).isPresent()) {
      restrictions.add(Restriction.CONDITION);
    }
    var actions = patterns(statement, ACTION, "NotAction", Restriction.NOT_ACTION, restrictions);
    var resources =
        patterns(statement, RESOURCE, "NotResource", Restriction.NOT_RESOURCE, restrictions);
    if (statement.has("NotPrincipal")) {
      restrictions.add(Restriction.NOT_PRINCIPAL);
    } else if (!statement.find("Principal").map(PolicyDocumentDecoder::isEveryone).orElse(true)) {
      restrictions.add(Restriction.PRINCIPAL);
    }
    return new Statement(effect(statement), actions, resources, restrictions, JsonText.of(node));
  }

  /** The value is case-sensitive. */
  private static Effect effect(JsonObject statement) {
    return switch (statement.text("Effect")) {
      case "Allow" -> Effect.ALLOW;
      case "Deny" -> Effect.DENY;
      default -> throw statement.malformed("Effect", "is neither Allow nor Deny");
    };
  }

  private static Optional<List<String>> patterns(
      JsonObject statement,
      String name,
      String negated,
      Restriction restriction,
      Set<Restriction> restrictions) {
    if (!statement.has(negated)) {
      return Optional.of(texts(statement, name));
    }
    if (statement.has(name)) {
      throw statement.malformed(negated, "stands beside " + name);
    }
    restrictions.add(restriction);
    return Optional.empty();
  }

  /** One text, or a list of texts. */
  private static List<String> texts(JsonObject statement, String name) {
    boolean one = statement.find(name).filter(JsonNode::isTextual).isPresent();
    return one
        ? List.of(statement.text(name))
        : statement.optionalTexts(name).orElseThrow(() -> statement.missing(name));
  }

  static boolean isEveryone(JsonNode principal) {
    if (principal.isTextual()) {
      return principal.textValue().equals(EVERYONE);
    }
    var accounts = principal.path("AWS");
    return accounts.isArray()
        ? accounts.valueStream().anyMatch(account -> EVERYONE.equals(account.textValue()))
        : EVERYONE.equals(accounts.textValue());
  }
}
