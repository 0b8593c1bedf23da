package io.clarifyvpc.snapshot;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The policy of a VPC endpoint: what it lets through to the service.
 *
 * @param version empty where the document does not say
 * @param statements in the document's order; a document without any lets nothing through
 * @see <a
 *     href="https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html">Endpoint
 *     policies</a>
 */
public record PolicyDocument(Optional<String> version, List<Statement> statements) {
  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /** Whether a statement lets through or shuts out. */
  public enum Effect {
    ALLOW,
    DENY
  }

  /** What makes a statement hold for some callers or some calls only, as only AWS can tell. */
  public enum Restriction {
    CONDITION("a Condition"),
    NOT_ACTION("a NotAction"),
    NOT_RESOURCE("a NotResource"),
    NOT_PRINCIPAL("a NotPrincipal"),
    /** {@code Principal} is given and is not everyone. */
    PRINCIPAL("a narrower Principal");

    private final String words;

    Restriction(String words) {
      this.words = words;
    }

    /** What it is, with its article. */
    public String words() {
      return words;
    }
  }

  /**
   * One statement.
   *
   * @param actions patterns with {@code *} and {@code ?}; empty optional where the statement has
   *     {@code NotAction}
   * @param resources patterns of ARNs; empty optional where the statement has {@code NotResource}
   * @param restrictions what keeps it from being judged by actions and resources alone
   * @param json the statement as the document has it, on one line
   */
  public record Statement(
      Effect effect,
      Optional<List<String>> actions,
      Optional<List<String>> resources,
      Set<Restriction> restrictions,
      String json) {
    public Statement {
      actions = actions.map(List::copyOf);
      resources = resources.map(List::copyOf);
      restrictions = Set.copyOf(restrictions);
    }
  }
}
