package io.clarifyvpc.json;

/** A document that is not what it should be. The message never holds any of its content. */
public final class MalformedDocument extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String member;
  private final String problem;

  /**
   * @param member the path of the member at fault, such as {@code
   *     detail.requestParameters.modelName}; empty for the document as a whole
   * @param problem what is wrong with it, such as {@code is missing}
   */
  public MalformedDocument(String member, String problem) {
    super(member.isEmpty() ? problem : member + " " + problem);
    this.member = member;
    this.problem = problem;
  }

  public String member() {
    return member;
  }

  public String problem() {
    return problem;
  }
}
