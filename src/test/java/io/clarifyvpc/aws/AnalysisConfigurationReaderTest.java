package io.clarifyvpc.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.json.AnalysisConfigurationDecoder;
import io.clarifyvpc.snapshot.AnalysisConfiguration;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class AnalysisConfigurationReaderTest {
  private static final String CONFIGURATION =
      "{\"methods\": {}, \"predictor\": {\"model_name\": \"churn\", \"instance_type\": \"ml.m5.large\"}}";
  private static final String DENIED = "denied (AccessDenied): allow the action in the role";

  private final FakeAccount account = FakeAccount.empty();

  @Test
  void the_address_is_an_object() {
    account.object("bucket/path/config.json", CONFIGURATION);

    assertReads("s3://bucket/path/config.json");
    assertThat(account.called()).containsExactly("s3:GetObject path/config.json");
  }

  @Test
  void the_name_of_an_object_may_hold_anything() {
    account.object("my.bucket-1/a b/ü%20/+?/config", CONFIGURATION);

    assertReads("s3://my.bucket-1/a b/ü%20/+?/config");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket/path/", "s3://bucket/path"})
  void the_address_is_a_prefix_that_holds_the_file_of_the_usual_name(String address) {
    account
        .object("bucket/path/analysis_config.json", CONFIGURATION)
        .object("bucket/path/other.json", "{}");

    assertReads(address);
    assertThat(account.requests(GetObjectRequest.class).getLast().key())
        .isEqualTo("path/analysis_config.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket", "s3://bucket/"})
  void the_address_is_a_bucket(String address) {
    account.object("bucket/analysis_config.json", CONFIGURATION);

    assertReads(address);
    assertThat(account.called()).containsExactly("s3:GetObject analysis_config.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket/path/", "s3://bucket/path", "s3://bucket/path/conf"})
  void the_address_is_a_prefix_of_a_single_json_file_of_any_name(String address) {
    account
        .object("bucket/path/config-of-today.json", CONFIGURATION)
        .object("bucket/path/config.csv", "a,b");

    assertReads(address);
    assertThat(account.called()).contains("s3:GetObject path/config-of-today.json");
  }

  @Test
  void a_prefix_with_several_json_files_is_not_decided() {
    account.object("bucket/path/a.json", CONFIGURATION).object("bucket/path/b.json", CONFIGURATION);

    assertGap("s3://bucket/path/", "s3:GetObject", "the prefix holds 2 JSON files");
  }

  /** One file among those listed says nothing where the listing is longer than was read. */
  @Test
  void a_prefix_that_is_not_listed_to_its_end_is_not_decided() {
    account.object("bucket/path/a.json", CONFIGURATION).object("bucket/path/z.json", CONFIGURATION);
    for (int file = 0; file < 20; file++) {
      account.object("bucket/path/data-%d.csv".formatted(file), "a,b");
    }

    assertGap("s3://bucket/path/", "s3:GetObject", "the prefix holds more than 10 objects");
  }

  @Test
  void a_prefix_with_no_json_file_is_a_gap() {
    account.object("bucket/path/config.csv", "a,b");

    assertGap(
        "s3://bucket/path/",
        "s3:GetObject",
        "there is no such object, and no JSON file under it as a prefix");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NoSuchKey", "NoSuchBucket"})
  void what_does_not_exist_is_a_gap(String code) {
    account.fail("s3:GetObject", () -> AwsFailures.of(404, code));

    assertGap(
        "s3://bucket/gone.json",
        "s3:GetObject",
        "there is no such object, and no JSON file under it as a prefix");
  }

  /** Without s3:ListBucket, S3 answers 403 for an object that does not exist. */
  @Test
  void a_denied_address_may_still_be_a_prefix() {
    account.object("bucket/path/analysis_config.json", CONFIGURATION);
    account.deny("s3:GetObject path");

    assertReads("s3://bucket/path");
  }

  @Test
  void an_object_that_is_denied_is_a_gap() {
    account.deny("s3:GetObject");

    assertGap("s3://bucket/config.json", "s3:GetObject", DENIED);
  }

  @Test
  void an_object_that_is_denied_is_not_absent_because_nothing_lies_under_it() {
    account.deny("s3:GetObject config.json");

    assertGap("s3://bucket/config.json", "s3:GetObject", DENIED);
  }

  @Test
  void a_file_under_a_prefix_that_is_denied_is_a_gap() {
    account.deny("s3:GetObject path/analysis_config.json");

    assertGap("s3://bucket/path/", "s3:GetObject", DENIED);
  }

  @Test
  void a_prefix_that_may_not_be_listed_is_a_gap_with_the_action_that_is_missing() {
    account.deny("s3:ListObjectsV2");

    assertGap("s3://bucket/path/", "s3:ListBucket", DENIED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | InternalError | InternalError (HTTP 500)",
        "503 | SlowDown | throttled (SlowDown) until the retries were used up",
        "400 | KMS.DisabledException | KMS.DisabledException (HTTP 400)"
      })
  void another_failure_is_a_gap_and_not_a_reason_to_look_elsewhere(
      int status, String code, String reason) {
    account.fail("s3:GetObject", () -> AwsFailures.of(status, code));

    assertGap("s3://bucket/config.json", "s3:GetObject", reason);
    assertThat(account.called()).hasSize(1);
  }

  @Test
  void no_answer_in_time_is_a_gap() {
    account.fail("s3:GetObject", AwsFailures::timeout);

    assertGap("s3://bucket/config.json", "s3:GetObject", "no answer within the time that was left");
  }

  @Test
  void a_large_object_is_read_to_the_limit() {
    var padding = " ".repeat(AnalysisConfigurationDecoder.MAX_BYTES - CONFIGURATION.length());
    account.object("bucket/config.json", CONFIGURATION + padding);

    assertReads("s3://bucket/config.json");
    assertThat(account.aborted()).isFalse();
  }

  @Test
  void what_is_too_large_is_not_read_to_its_end() {
    account.object(
        "bucket/config.json",
        CONFIGURATION + " ".repeat(8 * AnalysisConfigurationDecoder.MAX_BYTES));

    assertGap("s3://bucket/config.json", "s3:GetObject", "it is larger than 1 MiB");
    assertThat(account.bytesRead()).isEqualTo(AnalysisConfigurationDecoder.MAX_BYTES + 1);
    assertThat(account.aborted()).isTrue();
  }

  /** A connection that breaks in the middle of an object. */
  @Test
  void an_object_that_breaks_off_is_a_gap() {
    account.answer(
        "s3:GetObject",
        _ ->
            new ResponseInputStream<>(
                GetObjectResponse.builder().build(),
                AbortableInputStream.create(
                    new InputStream() {
                      @Override
                      public int read() throws IOException {
                        throw new IOException(AwsFailures.SECRET);
                      }

                      @Override
                      public int read(byte[] into, int offset, int length) throws IOException {
                        throw new IOException(AwsFailures.SECRET);
                      }
                    })));

    assertGap("s3://bucket/config.json", "s3:GetObject", "no answer (SdkClientException)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"methods\": {\"tell-nobody\": {}}, \"predictor\": \"tell-nobody\"}",
        "{\"methods\": \"tell-nobody\"}",
        "{\"tell-nobody\": ",
        "tell-nobody",
        "[\"tell-nobody\"]",
        ""
      })
  void a_malformed_configuration_is_a_gap_that_repeats_none_of_it(String content) {
    account.object("bucket/config.json", content);

    var reading = read("s3://bucket/config.json");

    assertThat(reading).isInstanceOf(Reading.Unread.class);
    assertThat(reading.toString()).doesNotContain(AwsFailures.SECRET);
    assertThat(reading.toString()).contains("s3:GetObject");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "config.json",
        "s3:/bucket/config.json",
        "S3://bucket/config.json",
        "https://bucket.s3.amazonaws.com/config.json",
        "s3://",
        "s3:///config.json",
        "s3://b/config.json",
        "s3://bucket name/config.json",
        "s3://arn:aws:s3:us-east-1:111122223333:accesspoint/a/config.json"
      })
  void an_address_that_is_not_one_of_s3_is_a_gap_without_a_call(String address) {
    assertGap(address, "s3:GetObject", "its address is not of the form s3://bucket/key");
    assertThat(account.calls()).isEmpty();
  }

  /** The SDK throws no SdkException for want of the code that signs for it. */
  @Test
  void a_multi_region_access_point_is_a_gap_without_a_call() {
    assertGap(
        "s3://mfzwi23gnjvgw.mrap/config.json",
        "s3:GetObject",
        "its address is of a multi-Region access point");
    assertThat(account.calls()).isEmpty();
  }

  private Reading<AnalysisConfiguration> read(String uri) {
    return new AnalysisConfigurationReader(
            account.reading().s3(), new Answers(), Deadline.perCall(Duration.ofSeconds(5)))
        .read(uri);
  }

  private void assertReads(String uri) {
    var predictor =
        read(uri)
            .orElse(gap -> {
              throw new AssertionError(gap.describe());
            })
            .predictor();
    assertThat(predictor.flatMap(AnalysisConfiguration.Predictor::modelName))
        .isEqualTo(Optional.of("churn"));
  }

  private void assertGap(String uri, String action, String reason) {
    assertThat(read(uri))
        .isEqualTo(Reading.unread(new Gap(Fact.ANALYSIS_CONFIGURATION, action, reason)));
  }
}
