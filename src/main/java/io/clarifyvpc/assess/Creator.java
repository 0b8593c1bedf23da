package io.clarifyvpc.assess;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who created a workload, as far as it is known. Nothing is decided by it.
 *
 * @param details what is known; none is blank, and none longer than {@value #MOST_CHARACTERS}
 *     characters
 * @see <a
 *     href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html">CloudTrail
 *     userIdentity element</a>
 */
public record Creator(Map<Detail, String> details) {
  /** Nothing is known. */
  public static final Creator UNKNOWN = new Creator(Map.of());

  /** Longer than any ARN of IAM. */
  static final int MOST_CHARACTERS = 1024;

  /** What may be known of a creator, from the person or role to the machinery behind it. */
  public enum Detail {
    /** The ARN of whoever made the call; without one a name, an id, or the service itself. */
    PRINCIPAL("principal"),
    /** {@code AssumedRole}, {@code IAMUser}, {@code Root}, {@code AWSService} and others. */
    IDENTITY_TYPE("identityType"),
    /** The ARN of the role that was assumed, or of the user that a federated one belongs to. */
    SESSION_ISSUER("sessionIssuer"),
    /** What the session was called by whoever assumed the role. */
    ROLE_SESSION_NAME("roleSessionName"),
    /** Set when the first of a chain of roles was assumed; none after it can change it. */
    SOURCE_IDENTITY("sourceIdentity"),
    /** The id of a user of IAM Identity Center. */
    ON_BEHALF_OF("onBehalfOf"),
    /** Who vouched for a user or pipeline that is not AWS's own. */
    IDENTITY_PROVIDER("identityProvider"),
    /** The ARN of the function, instance or task to which AWS gave the role's credentials. */
    CREDENTIALS_ISSUED_TO("credentialsIssuedTo"),
    /** The AWS service that made the call in the principal's name. */
    INVOKED_BY("invokedBy"),
    /** The ARN of the execution of a SageMaker pipeline; its id where nothing tells more. */
    PIPELINE_EXECUTION("pipelineExecution"),
    /** The pipeline's step that made the call. */
    PIPELINE_STEP_NAME("pipelineStepName");

    private final String member;

    Detail(String member) {
      this.member = member;
    }

    /** Its name in documents. */
    public String member() {
      return member;
    }
  }

  public Creator {
    var known = new EnumMap<Detail, String>(Detail.class);
    details.forEach((detail, text) -> {
      if (!text.isBlank()) {
        known.put(detail, PlainText.shorten(text, MOST_CHARACTERS));
      }
    });
    details = Collections.unmodifiableMap(known);
  }

  /** That detail, where it is known. */
  public Optional<String> get(Detail detail) {
    return Optional.ofNullable(details.get(detail));
  }

  /** What stands between the principal and the call: a pipeline, a function, else a service. */
  public Optional<String> through() {
    return Stream.of(Detail.PIPELINE_EXECUTION, Detail.CREDENTIALS_ISSUED_TO, Detail.INVOKED_BY)
        .flatMap(detail -> get(detail).stream())
        .findFirst();
  }

  /** The same, with shorter texts. */
  Creator shortened(int characters) {
    var shortened = new EnumMap<Detail, String>(Detail.class);
    details.forEach((detail, text) -> shortened.put(detail, PlainText.shorten(text, characters)));
    return new Creator(shortened);
  }

  /** The principal, for whom, and through what, on one line; empty where nobody is known. */
  Optional<String> summary() {
    return get(Detail.PRINCIPAL)
        .map(this::principal)
        .map(principal ->
            principal
                + get(Detail.SOURCE_IDENTITY).map(", source identity %s"::formatted).orElse("")
                + through()
                    .filter(through -> !get(Detail.PRINCIPAL).equals(Optional.of(through)))
                    .map(", through %s"::formatted)
                    .orElse(""));
  }

  /** For a reader, the principal on the first line; empty where nothing is known. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    get(Detail.PRINCIPAL).map(this::principal).ifPresent(lines::add);
    session().ifPresent(lines::add);
    line(lines, "source identity %s", Detail.SOURCE_IDENTITY);
    line(lines, "on behalf of the Identity Center user %s", Detail.ON_BEHALF_OF);
    line(lines, "identified by %s", Detail.IDENTITY_PROVIDER);
    line(lines, "with the credentials of %s", Detail.CREDENTIALS_ISSUED_TO);
    get(Detail.PIPELINE_EXECUTION)
        .map(execution -> "through %sthe pipeline execution %s".formatted(step(), execution))
        .ifPresent(lines::add);
    get(Detail.INVOKED_BY)
        .filter(service -> !get(Detail.PRINCIPAL).equals(Optional.of(service)))
        .map("through %s"::formatted)
        .ifPresent(lines::add);
    return List.copyOf(lines);
  }

  /** An ARN tells by itself what it is of. */
  private String principal(String principal) {
    return principal.startsWith("arn:")
        ? principal
        : principal
            + get(Detail.IDENTITY_TYPE)
                .filter(type -> !type.equals(principal))
                .map(" (%s)"::formatted)
                .orElse("");
  }

  private Optional<String> session() {
    var name = get(Detail.ROLE_SESSION_NAME).map(" "::concat);
    var issuer = get(Detail.SESSION_ISSUER).map(" of "::concat);
    return name.isEmpty() && issuer.isEmpty()
        ? Optional.empty()
        : Optional.of("session" + name.orElse("") + issuer.orElse(""));
  }

  private String step() {
    return get(Detail.PIPELINE_STEP_NAME).map("step %s of "::formatted).orElse("");
  }

  private void line(List<String> lines, String words, Detail detail) {
    get(detail).map(words::formatted).ifPresent(lines::add);
  }
}
