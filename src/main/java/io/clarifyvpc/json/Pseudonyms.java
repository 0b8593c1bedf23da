package io.clarifyvpc.json;

import static java.util.Locale.ROOT;
import static java.util.stream.Collectors.joining;

import io.clarifyvpc.network.Cidr;
import io.clarifyvpc.network.NameResolution;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.ProcessingJob;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One replacement for each text of some documents, the same wherever it stands. AWS's own words
 * stay. Replacements are counted, not derived: nothing of the original is in them but what a
 * verdict rests on.
 */
final class Pseudonyms implements Replacements {
  /** What EC2 makes up, a gateway of a VPC's own, and "no DHCP options". */
  private static final Pattern ID_OF_AWS =
      Pattern.compile("[a-z]{1,8}-(?:[0-9a-f]{8}|[0-9a-f]{17})|local|default");

  private static final Pattern PREFIX_OF_ID = Pattern.compile("^[a-z]{1,8}-");
  private static final Pattern NAME_OF_AWS_SERVICE =
      Pattern.compile(
          "(?:cn\\.com\\.amazonaws|com\\.amazonaws|aws\\.sagemaker|gov\\.sgov\\.sc2s|gov\\.ic\\.c2s)\\.[a-z0-9.-]+");
  private static final Pattern WORD_OF_ARN = Pattern.compile("[a-z0-9-]*");
  private static final Pattern RESOURCE_TYPE = Pattern.compile("^[a-z][a-z-]*[/:]");

  private static final String ANALYSIS_CONFIG = "analysis_config";
  private static final String CLARIFY_IMAGE = "redacted/sagemaker-clarify-processing";
  private static final String SCHEME = "s3://";
  static final String REDACTED = "redacted";

  private final Inventory inventory;
  private final AddressReplacement addresses;
  private final PolicyRedaction policies;
  private final Map<String, String> given = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  Pseudonyms(Inventory inventory, Collection<Cidr> rangesOfAws, RandomGenerator random) {
    this.inventory = inventory;
    var originals =
        Stream.of(Kind.ADDRESS_RANGE, Kind.VPC_RANGE)
            .flatMap(kind -> inventory.ranges(kind).stream())
            .toList();
    this.addresses = AddressReplacement.of(originals, rangesOfAws, random);
    this.policies = new PolicyRedaction(inventory, this);
  }

  @Override
  public String of(Kind kind, String original) {
    return switch (kind) {
      case ACCOUNT -> account(original);
      case ADDRESS_RANGE, VPC_RANGE -> range(original);
      case ID -> id(original);
      case ARN -> arn(original);
      case NAME -> token("name", original);
      case GROUP_NAME -> original.equals("default") ? original : token("group", original);
      case INPUT_NAME -> original.equals(ANALYSIS_CONFIG) ? original : token("input", original);
      case ENDPOINT_NAME_PREFIX ->
          original.equals(PolicyRedaction.DEFAULT_PREFIX) ? original : token("name", original);
      case PREFIX_LIST_NAME, SERVICE_NAME ->
          isOfAws(original) ? original : token("service", original);
      case HOSTED_ZONE -> answersForAws(original) ? original : token("zone", original) + ".example";
      case DHCP_VALUE -> dhcpValue(original);
      case S3_URI -> uri(original);
      case IMAGE ->
          ProcessingJob.isClarifyImage(original)
              ? CLARIFY_IMAGE
              : REDACTED + "/" + token("image", original);
      case ZONE -> Shape.isWord(original) ? original : REDACTED;
      case POLICY -> policies.redact(original);
    };
  }

  /** Names of prefix lists and of services that AWS gives out. */
  static boolean isOfAws(String name) {
    return NAME_OF_AWS_SERVICE.matcher(name).matches();
  }

  private String account(String original) {
    return Inventory.isAccount(original)
        ? fresh("account", original, "1%011d"::formatted)
        : token("owner", original);
  }

  private String range(String original) {
    return Inventory.range(original).map(range -> addresses.of(range).toString()).orElse(REDACTED);
  }

  private String id(String original) {
    if (ID_OF_AWS.matcher(original).matches()) {
      return original;
    }
    var prefix = PREFIX_OF_ID.matcher(original);
    var head = prefix.find() ? prefix.group() : "";
    return fresh("id", original, n -> head + "%017x".formatted(n));
  }

  /** Partition, service, region and type stay. */
  private String arn(String original) {
    var parts = original.split(":", 6);
    boolean isArn =
        parts.length == 6
            && parts[0].equals("arn")
            && Stream.of(parts).skip(1).limit(3).allMatch(p -> WORD_OF_ARN.matcher(p).matches());
    if (!isArn) {
      return token("arn", original);
    }
    parts[4] = parts[4].isEmpty() ? "" : account(parts[4]);
    var type = RESOURCE_TYPE.matcher(parts[5]);
    var head = type.find() ? type.group() : "";
    parts[5] = head + resource(parts[5].substring(head.length()));
    return String.join(":", parts);
  }

  private String resource(String name) {
    return ID_OF_AWS.matcher(name).matches() ? name : token("name", name);
  }

  private boolean answersForAws(String hostedZone) {
    return inventory.regions().stream()
        .anyMatch(region ->
            Stream.of(Service.values()).anyMatch(each -> each.isAnsweredBy(hostedZone, region)));
  }

  /** A name server may be the VPC's own resolver, two above the base of its range. */
  private String dhcpValue(String original) {
    if (NameResolution.isAmazons(original)) {
      return original;
    }
    return inventory.ranges(Kind.VPC_RANGE).stream()
        .filter(range -> NameResolution.resolverOf(range).equals(original))
        .findFirst()
        .map(range -> NameResolution.resolverOf(addresses.of(range)))
        .orElseGet(() -> token("value", original));
  }

  /** Bucket and key level by level, so that what lies below what stays so. */
  private String uri(String original) {
    if (!isS3(original)) {
      return original.contains("://")
          ? REDACTED + "://" + token("address", original)
          : token("path", original);
    }
    return original.substring(0, SCHEME.length()) + path(pathOf(original));
  }

  static boolean isS3(String uri) {
    return uri.toLowerCase(ROOT).startsWith(SCHEME);
  }

  /** Bucket and key. */
  static String pathOf(String uri) {
    return uri.substring(SCHEME.length());
  }

  /** The replacement of bucket and key. */
  String path(String path) {
    var levels = path.split("/", -1);
    return bucket(levels[0])
        + Stream.of(levels)
            .skip(1)
            .map(level -> level.isEmpty() ? "" : exactly("key", level))
            .map("/"::concat)
            .collect(joining());
  }

  /** Access points stand where a bucket's name is, and are told by its form. */
  private String bucket(String name) {
    if (name.isEmpty()) {
      return "";
    }
    if (name.startsWith("arn:")) {
      return "arn:" + token("bucket", name);
    }
    return exactly("bucket", name)
        + Set.of("-s3alias", "--ol-s3").stream().filter(name::endsWith).findFirst().orElse("");
  }

  /** Compared without regard to case. */
  private String token(String kind, String original) {
    return exactly(kind, original.toLowerCase(ROOT));
  }

  /** Of one length, so that none is the beginning of another. */
  private String exactly(String kind, String original) {
    return fresh(kind, original, n -> "%s-%04d".formatted(kind, n));
  }

  /** What a text is replaced with: the next of its kind that is no original itself. */
  private String fresh(String kind, String original, Numbered form) {
    return Optional.ofNullable(given.get(kind + " " + original))
        .orElseGet(() -> {
          String next;
          do {
            next = form.of(counts.merge(kind, 1, Integer::sum));
          } while (inventory.holds(next));
          given.put(kind + " " + original, next);
          return next;
        });
  }

  private interface Numbered {
    String of(int n);
  }
}
