package io.clarifyvpc.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.wire.LocalServer.Answer;
import io.clarifyvpc.wire.LocalServer.Request;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the endpoints of AWS's JSON 1.1 protocol have in common: the action in a header, documents
 * in both directions, errors by name.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1</a>
 */
final class JsonService {
  static final ObjectMapper JSON = new ObjectMapper();

  /** A call that was answered. */
  record Call(String action, JsonNode request) {}

  /** An error of the service, as its clients see it. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final String type;

    Refusal(String type, String message) {
      super(message);
      this.type = type;
    }

    private Answer answer() {
      var body = object().put("__type", type).put("message", getMessage());
      return Answer.json(400, body.toString());
    }
  }

  /** The service itself. */
  @FunctionalInterface
  interface Actions {
    ObjectNode call(String action, JsonNode request) throws Refusal;
  }

  private final Actions actions;
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

  JsonService(Actions actions) {
    this.actions = actions;
  }

  Answer serve(Request request) throws IOException {
    var target = request.header("X-Amz-Target");
    var action = target.substring(target.lastIndexOf('.') + 1);
    var document = JSON.readTree(request.body());
    try {
      var answer = actions.call(action, document);
      calls.add(new Call(action, document));
      return Answer.json(200, answer.toString());
    } catch (Refusal e) {
      refusals.add(action + ": " + e.type + ": " + e.getMessage());
      return e.answer();
    }
  }

  List<JsonNode> requests(String action) {
    return calls.stream().filter(c -> c.action().equals(action)).map(Call::request).toList();
  }

  List<String> refusals() {
    return List.copyOf(refusals);
  }

  void forgetRefusals() {
    refusals.clear();
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
