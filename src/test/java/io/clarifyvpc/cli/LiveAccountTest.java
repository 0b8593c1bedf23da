package io.clarifyvpc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * What a user is told when the live account cannot be read: run in a process of its own, because
 * the SDK reads the environment of the process. Nothing leaves this machine.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveAccountTest {
  private static final Map<String, String> KEYS =
      Map.of(
          "AWS_REGION", "us-east-1",
          "AWS_ACCESS_KEY_ID", "AKIAEXAMPLE",
          "AWS_SECRET_ACCESS_KEY", "example");

  @TempDir private Path folder;

  @Test
  void an_unknown_profile_is_named_with_the_files_that_lack_it() throws Exception {
    var run = check(Map.of("AWS_REGION", "us-east-1", "AWS_PROFILE", "prodution"));

    assertThat(run).isEqualTo(new Run(69, unknownProfile()));
  }

  @Test
  void an_unknown_profile_is_named_also_where_it_should_have_told_the_region() throws Exception {
    assertThat(check(Map.of("AWS_PROFILE", "prodution"))).isEqualTo(new Run(69, unknownProfile()));
  }

  private List<String> unknownProfile() {
    return List.of(
        "clarify-vpc: the profile prodution of AWS_PROFILE is neither in %s nor in %s: `aws configure list-profiles` shows what there is, or give --network DIR"
            .formatted(folder.resolve("config"), folder.resolve("credentials")));
  }

  @Test
  void a_profile_without_credentials_is_named() throws Exception {
    Files.writeString(folder.resolve("config"), "[profile empty]\nregion = us-east-1\n");
    var run = check(Map.of("AWS_PROFILE", "empty"));

    assertThat(run)
        .isEqualTo(
            new Run(
                69,
                List.of(
                    "clarify-vpc: no credentials come of the profile empty (Profile file contained no credentials for profile 'empty'): run `aws sso login` or `aws configure`, or give --network DIR")));
  }

  @Test
  void no_credentials_at_all_are_no_credentials() throws Exception {
    assertThat(check(Map.of("AWS_REGION", "us-east-1")))
        .isEqualTo(
            new Run(
                69,
                List.of(
                    "clarify-vpc: there are no AWS credentials: set AWS_PROFILE, or run `aws configure` or `aws sso login`, or give --network DIR")));
  }

  @Test
  void refused_credentials_are_told_by_their_error() throws Exception {
    var answer =
        """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
        <Code>ExpiredToken</Code><Message>The security token is expired</Message></Error></ErrorResponse>
        """;

    assertThat(checkAgainst(403, answer))
        .isEqualTo(
            new Run(
                69,
                List.of(
                    "clarify-vpc: 127.0.0.1 refuses the credentials (ExpiredToken, HTTP 403): renew them, for example with `aws sso login`, or give --network DIR")));
  }

  /** Its network would be judged in the other's name. */
  @Test
  void another_account_than_that_of_the_credentials_is_wrong_usage() throws Exception {
    var answer =
        """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
        <Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>
        """;

    var run = checkAgainst(200, answer, "--account", "999900001111");

    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.err().getFirst())
        .isEqualTo(
            "clarify-vpc: --account 999900001111 is not the account that is read: the credentials are of 111122223333");
  }

  /** Against a server that gives every call the same answer. */
  private Run checkAgainst(int status, String answer, String... options) throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      var environment = new HashMap<>(KEYS);
      environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort());
      return check(environment, options);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void an_endpoint_where_nobody_listens_is_named() throws Exception {
    var environment = new HashMap<>(KEYS);
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + freePort());
    var run = check(environment);

    assertThat(run.exitCode()).isEqualTo(69);
    assertThat(run.err())
        .singleElement()
        .satisfies(line ->
            assertThat(line)
                .startsWith("clarify-vpc: 127.0.0.1 cannot be reached (Connection refused")
                .contains("AWS_ENDPOINT_URL"));
  }

  @Test
  void an_endpoint_that_is_no_url_is_named() throws Exception {
    var environment = new HashMap<>(KEYS);
    environment.put("AWS_ENDPOINT_URL", "not a url");
    var run = check(environment);

    assertThat(run.exitCode()).isEqualTo(69);
    assertThat(run.err())
        .singleElement()
        .satisfies(line ->
            assertThat(line)
                .startsWith("clarify-vpc: the AWS settings cannot be used (")
                .contains("invalid URI", "AWS_ENDPOINT_URL"));
  }

  @Test
  void a_region_that_is_none_is_wrong_usage() throws Exception {
    var environment = new HashMap<>(KEYS);
    environment.put("AWS_REGION", "xx");

    assertThat(check(environment))
        .isEqualTo(
            new Run(
                64,
                List.of(
                    "clarify-vpc: AWS_REGION or the profile: region xx is not a region, such as us-east-1")));
  }

  @Test
  void no_region_at_all_is_wrong_usage() throws Exception {
    assertThat(check(Map.of()))
        .isEqualTo(
            new Run(
                64,
                List.of(
                    "clarify-vpc: no region is set: give --region, or set AWS_REGION or the profile's region")));
  }

  @Test
  void an_error_of_aws_is_no_refusal_of_the_credentials() {
    var error =
        StsException.builder()
            .statusCode(503)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("ServiceUnavailable").build())
            .build();

    assertThat(CallerAccount.reason(error, Optional.of(URI.create("https://sts.amazonaws.com/"))))
        .isEqualTo(
            "sts.amazonaws.com answers with an error (ServiceUnavailable, HTTP 503): try again");
  }

  @Test
  void a_host_that_is_not_known_and_one_that_is_silent_are_named() {
    var sentTo = Optional.of(URI.create("https://sts.us-nowhere-1.amazonaws.com/"));

    assertThat(
            CallerAccount.reason(
                SdkClientException.create("…", new UnknownHostException("sts…")), sentTo))
        .isEqualTo(
            "the host sts.us-nowhere-1.amazonaws.com is not known: check the network, the region and AWS_ENDPOINT_URL");
    assertThat(CallerAccount.reason(ApiCallTimeoutException.create(15_000), sentTo))
        .startsWith("sts.us-nowhere-1.amazonaws.com gives no answer within 15 seconds: check");
    assertThat(
            CallerAccount.reason(
                SdkClientException.create("…", new IOException(new ConnectException())), sentTo))
        .startsWith("sts.us-nowhere-1.amazonaws.com cannot be reached (ConnectException): check");
  }

  /** What came of a command line: its exit code, and the lines on standard error. */
  private record Run(int exitCode, List<String> err) {}

  private Run check(Map<String, String> environment, String... options) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.clarifyvpc.cli.Main",
                "check",
                "--model-name",
                "churn"));
    command.addAll(List.of(options));
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("AWS_CONFIG_FILE", folder.resolve("config").toString());
    builder
        .environment()
        .put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("credentials").toString());
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    builder.environment().putAll(environment);
    var errors = folder.resolve("stderr");
    builder.redirectError(errors.toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    var process = builder.start();
    try {
      return new Run(process.waitFor(), Files.readAllLines(errors));
    } finally {
      process.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
