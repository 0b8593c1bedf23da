package io.clarifyvpc.wire;

import io.clarifyvpc.wire.LocalServer.Answer;
import io.clarifyvpc.wire.LocalServer.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Amazon EC2: the emulator's, and in front of it the answers that the emulator does not know. Route
 * 53 Profiles is served here as well, for the same reason: there are none.
 */
final class Ec2Endpoint implements AutoCloseable {
  private static final List<String> PASSED_ON = List.of("Content-Type", "Authorization");

  private final URI emulator;
  private final HttpClient client = HttpClient.newHttpClient();
  private final LocalServer server;

  Ec2Endpoint(URI emulator) throws IOException {
    this.emulator = emulator;
    server = new LocalServer(this::serve);
  }

  private Answer serve(Request request) throws IOException, InterruptedException {
    if (request.path().startsWith("/profileassociations")) {
      return Answer.json(200, "{\"ProfileAssociations\":[]}");
    }
    if (request.body().contains("Action=DescribeSecurityGroupVpcAssociations&")) {
      return Answer.xml(
          """
          <DescribeSecurityGroupVpcAssociationsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
            <requestId>00000000-0000-0000-0000-000000000000</requestId>
            <securityGroupVpcAssociationSet/>
          </DescribeSecurityGroupVpcAssociationsResponse>
          """);
    }
    var forwarded =
        HttpRequest.newBuilder(emulator.resolve(request.path()))
            .timeout(Duration.ofSeconds(30))
            .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
    PASSED_ON.stream()
        .filter(name -> !request.header(name).isEmpty())
        .forEach(name -> forwarded.header(name, request.header(name)));
    var answer = client.send(forwarded.build(), HttpResponse.BodyHandlers.ofString());
    var type = answer.headers().firstValue("Content-Type").orElse("text/xml");
    return new Answer(answer.statusCode(), Map.of("Content-Type", type), answer.body());
  }

  URI uri() {
    return server.uri();
  }

  List<String> failures() {
    return server.failures();
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }
}
