package io.clarifyvpc.aws;

import io.clarifyvpc.json.AnalysisConfigurationDecoder;
import io.clarifyvpc.snapshot.AnalysisConfiguration;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Reads the analysis configuration from S3: the object itself, or the one that a prefix holds. Its
 * content is decoded and forgotten; it never stands in a reason or a log.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProcessingS3Input.html">ProcessingS3Input</a>
 */
final class AnalysisConfigurationReader {
  private static final String GET_OBJECT = "s3:GetObject";
  private static final String FILE_NAME = "analysis_config.json";
  private static final int PART = 4096;
  private static final int MOST_LISTED = 10;

  private final S3Client client;
  private final Answers answers;
  private final Deadline deadline;

  AnalysisConfigurationReader(S3Client client, Answers answers, Deadline deadline) {
    this.client = client;
    this.answers = answers;
    this.deadline = deadline;
  }

  Reading<AnalysisConfiguration> read(String uri) {
    return content(uri).flatMap(AnalysisConfigurationDecoder::decode);
  }

  /** The object as it is; not to its end where it is too large for a configuration. */
  Reading<byte[]> content(String uri) {
    var address = Address.parse(uri);
    if (address.isEmpty()) {
      return Reading.unread(
          Fact.ANALYSIS_CONFIGURATION.gap("its address is not of the form s3://bucket/key"));
    }
    if (address.get().isOfMultiRegionAccessPoint()) {
      return Reading.unread(
          Fact.ANALYSIS_CONFIGURATION.gap("its address is of a multi-Region access point"));
    }
    return answers
        .attempt(Fact.ANALYSIS_CONFIGURATION, GET_OBJECT, () -> object(address.get()))
        .flatMap(found -> found.map(Reading::known).orElseGet(() -> underPrefix(address.get())));
  }

  /**
   * The object, or the file of the usual name under the address as a prefix; empty where there is
   * neither.
   */
  private Optional<byte[]> object(Address address) {
    if (address.key().isEmpty() || address.key().endsWith("/")) {
      return content(address.with(address.key() + FILE_NAME));
    }
    Optional<SdkException> denied = Optional.empty();
    try {
      var object = content(address);
      if (object.isPresent()) {
        return object;
      }
    } catch (SdkException failure) {
      // Without s3:ListBucket, S3 calls a missing key denied: it may still be a prefix.
      if (!Failures.isDenied(failure)) {
        throw failure;
      }
      denied = Optional.of(failure);
    }
    var inFolder = content(address.with(address.key() + "/" + FILE_NAME));
    if (inFolder.isEmpty() && denied.isPresent()) {
      throw denied.get();
    }
    return inFolder;
  }

  private Optional<byte[]> content(Address address) {
    var request =
        deadline
            .bind(GetObjectRequest.builder())
            .bucket(address.bucket())
            .key(address.key())
            .build();
    try (ResponseInputStream<GetObjectResponse> stream = client.getObject(request)) {
      var content = inTime(stream);
      if (content.length > AnalysisConfigurationDecoder.MAX_BYTES) {
        // Not drained: what is too large is not read to its end.
        stream.abort();
      }
      return Optional.of(content);
    } catch (SdkException failure) {
      if (Failures.isMissing(failure)) {
        return Optional.empty();
      }
      throw failure;
    } catch (IOException failure) {
      // A connection that breaks while the object is read is a call that failed like any other.
      throw SdkClientException.create("the object broke off", failure);
    }
  }

  /** The SDK's time limit ends with the headers: an object that drips is ours to give up. */
  private byte[] inTime(ResponseInputStream<GetObjectResponse> stream) throws IOException {
    var content = new ByteArrayOutputStream();
    var most = AnalysisConfigurationDecoder.MAX_BYTES + 1;
    while (content.size() < most) {
      var part = stream.readNBytes(Math.min(PART, most - content.size()));
      content.write(part);
      if (part.length == 0) {
        break;
      }
      if (deadline.isOver()) {
        stream.abort();
        throw new IOException("out of time");
      }
    }
    return content.toByteArray();
  }

  /**
   * A prefix may hold the configuration under any name; more than one JSON file is not decided, nor
   * is a prefix with more objects than are listed.
   */
  private Reading<byte[]> underPrefix(Address address) {
    return answers
        .attempt(Fact.ANALYSIS_CONFIGURATION, "s3:ListBucket", () -> list(address))
        .flatMap(listing ->
            Boolean.TRUE.equals(listing.isTruncated())
                ? Reading.unread(
                    Fact.ANALYSIS_CONFIGURATION.gap(
                        "the prefix holds more than %d objects".formatted(MOST_LISTED)))
                : only(address, jsonFiles(listing)));
  }

  private ListObjectsV2Response list(Address address) {
    return client.listObjectsV2(
        deadline
            .bind(ListObjectsV2Request.builder())
            .bucket(address.bucket())
            .prefix(address.key())
            .maxKeys(MOST_LISTED)
            .build());
  }

  private static List<String> jsonFiles(ListObjectsV2Response listing) {
    return listing.contents().stream()
        .map(S3Object::key)
        .filter(key -> key.endsWith(".json"))
        .toList();
  }

  private Reading<byte[]> only(Address address, List<String> keys) {
    if (keys.size() != 1) {
      return Reading.unread(
          new Gap(
              Fact.ANALYSIS_CONFIGURATION,
              GET_OBJECT,
              keys.isEmpty()
                  ? "there is no such object, and no JSON file under it as a prefix"
                  : "the prefix holds %d JSON files".formatted(keys.size())));
    }
    return answers
        .attempt(
            Fact.ANALYSIS_CONFIGURATION, GET_OBJECT, () -> content(address.with(keys.getFirst())))
        .flatMap(found ->
            found
                .map(Reading::known)
                .orElseGet(
                    () -> Reading.unread(Fact.ANALYSIS_CONFIGURATION.gap("the object is gone"))));
  }

  private record Address(String bucket, String key) {
    static Optional<Address> parse(String uri) {
      if (!uri.startsWith("s3://")) {
        return Optional.empty();
      }
      var rest = uri.substring("s3://".length());
      int slash = rest.indexOf('/');
      var bucket = slash < 0 ? rest : rest.substring(0, slash);
      var isBucket = bucket.matches("[A-Za-z0-9][A-Za-z0-9._-]{2,254}");
      return isBucket
          ? Optional.of(new Address(bucket, slash < 0 ? "" : rest.substring(slash + 1)))
          : Optional.empty();
    }

    /** Asking one takes a signature that the SDK makes with native code, which is not shipped. */
    boolean isOfMultiRegionAccessPoint() {
      return bucket.endsWith(".mrap");
    }

    Address with(String otherKey) {
      return new Address(bucket, otherKey);
    }
  }
}
