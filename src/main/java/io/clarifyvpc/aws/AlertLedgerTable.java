package io.clarifyvpc.aws;

import static io.clarifyvpc.aws.StateTable.EXPIRES;
import static io.clarifyvpc.aws.StateTable.NAME;
import static io.clarifyvpc.aws.StateTable.expires;
import static io.clarifyvpc.aws.StateTable.number;
import static io.clarifyvpc.aws.StateTable.string;
import static io.clarifyvpc.aws.StateTable.text;
import static io.clarifyvpc.aws.StateTable.time;

import io.clarifyvpc.assess.AlertLedger;
import io.clarifyvpc.assess.AlertState;
import io.clarifyvpc.assess.CreationTime;
import io.clarifyvpc.assess.LedgerEntry;
import io.clarifyvpc.assess.LedgerEntry.Mark;
import io.clarifyvpc.assess.News.ToTell;
import io.clarifyvpc.assess.StopOutcome;
import io.clarifyvpc.assess.WorkloadKey;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The ledger as items of the state table: one a resource, and one about what the verdicts rested
 * on. Each item counts its changes; a claim is written only over the one that was seen.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html">Condition
 *     expressions</a>
 */
public final class AlertLedgerTable implements AlertLedger {
  private static final int MOST_AT_ONCE = 16;
  private static final String BASIS = "basis";
  private static final String CREATED = "created";
  private static final String OF_CALL = "ofCall";
  private static final String COMPLIANCE = "compliance";
  private static final String CONTROLS = "controls";
  private static final String SEVERITY = "severity";
  private static final String ANNOTATION = "annotation";
  private static final String STOP = "stop";
  private static final String STOP_SENTENCE = "stopSentence";
  private static final String FORMER_CONTROLS = "formerControls";
  private static final String ALERT_ID = "alertId";
  private static final String IN_DIGEST = "inDigest";
  private static final String MARK = "mark";
  private static final String CLAIMANT = "claimant";
  private static final String SINCE = "since";
  private static final String REVISION = "revision";

  private final StateTable table;
  private final String kind;

  /** The ledger of one account. */
  public AlertLedgerTable(
      DynamoDbClient client, String table, String accountId, Deadline deadline) {
    this.table = new StateTable(client, table, deadline);
    this.kind = "alert " + accountId;
  }

  @Override
  public Contents contents() {
    var entries = new ArrayList<LedgerEntry>();
    var basis = Optional.<String>empty();
    for (Map<String, AttributeValue> item : table.items(kind)) {
      if (string(item, NAME).equals(BASIS)) {
        basis = Optional.of(string(item, BASIS));
      }
      decoded(item).ifPresent(entries::add);
    }
    return new Contents(entries, basis);
  }

  @Override
  public Claim claim(LedgerEntry entry, Optional<LedgerEntry> seen) {
    var put =
        table
            .deadline()
            .bind(PutItemRequest.builder())
            .tableName(table.name())
            .item(item(entry))
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    seen.ifPresentOrElse(
        before ->
            put.conditionExpression("#revision = :revision")
                .expressionAttributeNames(Map.of("#revision", REVISION))
                .expressionAttributeValues(Map.of(":revision", number(before.revision()))),
        () ->
            put.conditionExpression("attribute_not_exists(#revision)")
                .expressionAttributeNames(Map.of("#revision", REVISION)));
    try {
      table.client().putItem(put.build());
      return new Claim.Taken();
    } catch (ConditionalCheckFailedException refused) {
      var found = refused.hasItem() ? decoded(refused.item()) : Optional.<LedgerEntry>empty();
      if (refused.hasItem() && found.isEmpty()) {
        write(List.of(entry));
        return new Claim.Taken();
      }
      return new Claim.Refused(found);
    }
  }

  /** Side by side: a first run may have thousands. */
  @Override
  public List<ToTell> claim(Collection<ToTell> news) {
    var permits = new Semaphore(MOST_AT_ONCE);
    var claims =
        news.stream()
            .map(each ->
                SideBySide.start(() -> {
                  permits.acquireUninterruptibly();
                  try {
                    return claim(each.entry(), each.seen()) instanceof Claim.Taken;
                  } finally {
                    permits.release();
                  }
                }))
            .toList();
    var taken = claims.stream().map(SideBySide::join).iterator();
    return news.stream().filter(_ -> taken.next()).toList();
  }

  @Override
  public void write(Collection<LedgerEntry> entries) {
    table.put(entries.stream().map(this::item).toList());
  }

  @Override
  public void forget(Collection<LedgerEntry> entries) {
    table.delete(entries.stream().map(entry -> StateTable.key(kind, name(entry.key()))).toList());
  }

  @Override
  public void tellBasis(String basis) {
    var item = new HashMap<>(StateTable.key(kind, BASIS));
    item.put(BASIS, text(basis));
    table.put(List.of(item));
  }

  private static String name(WorkloadKey key) {
    return key.type().typeName() + " " + key.name();
  }

  private Map<String, AttributeValue> item(LedgerEntry entry) {
    var item = new HashMap<>(StateTable.key(kind, name(entry.key())));
    entry
        .created()
        .ifPresent(created -> {
          item.put(CREATED, text(created.time().toString()));
          item.put(OF_CALL, AttributeValue.fromBool(created.ofCall()));
        });
    item.put(COMPLIANCE, text(entry.state().compliance().name()));
    item.put(CONTROLS, text(String.join(",", entry.state().controls())));
    entry.state().severity().ifPresent(severity -> item.put(SEVERITY, text(severity.name())));
    item.put(ANNOTATION, text(entry.state().annotation()));
    entry
        .state()
        .stop()
        .ifPresent(stop -> {
          item.put(STOP, text(stop.kind().name()));
          item.put(STOP_SENTENCE, text(stop.sentence()));
        });
    item.put(FORMER_CONTROLS, text(String.join(",", entry.formerControls())));
    item.put(ALERT_ID, text(entry.alertId()));
    item.put(IN_DIGEST, AttributeValue.fromBool(entry.inDigest()));
    item.put(MARK, text(entry.mark().name()));
    item.put(CLAIMANT, text(entry.claimant()));
    item.put(SINCE, time(entry.since()));
    item.put(REVISION, number(entry.revision()));
    item.put(EXPIRES, number(entry.expires().getEpochSecond()));
    return item;
  }

  /** What another version of this product has written is not known, and told anew. */
  private static Optional<LedgerEntry> decoded(Map<String, AttributeValue> item) {
    var key = key(item);
    var compliance = named(Compliance.values(), string(item, COMPLIANCE));
    var mark = named(Mark.values(), string(item, MARK));
    var revision = number(item, REVISION);
    if (key.isEmpty() || compliance.isEmpty() || mark.isEmpty() || revision.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LedgerEntry(
            key.get(),
            instant(string(item, CREATED))
                .map(created -> new CreationTime(created, flag(item, OF_CALL))),
            new AlertState(
                compliance.get(),
                controls(item, CONTROLS),
                named(Severity.values(), string(item, SEVERITY)),
                string(item, ANNOTATION),
                named(StopOutcome.Kind.values(), string(item, STOP))
                    .map(kind -> new StopOutcome(kind, string(item, STOP_SENTENCE)))),
            controls(item, FORMER_CONTROLS),
            string(item, ALERT_ID),
            flag(item, IN_DIGEST),
            mark.get(),
            string(item, CLAIMANT),
            number(item, SINCE).map(Instant::ofEpochMilli).orElse(Instant.EPOCH),
            revision.get(),
            expires(item)));
  }

  private static Optional<WorkloadKey> key(Map<String, AttributeValue> item) {
    var name = string(item, NAME);
    return Arrays.stream(ResourceType.values())
        .filter(type -> name.startsWith(type.typeName() + " "))
        .map(type -> new WorkloadKey(type, name.substring(type.typeName().length() + 1)))
        .findFirst();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException absent) {
      return Optional.empty();
    }
  }

  private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
    return Arrays.stream(values).filter(each -> each.name().equals(name)).findFirst();
  }

  private static List<String> controls(Map<String, AttributeValue> item, String attribute) {
    return Arrays.stream(string(item, attribute).split(",")).filter(id -> !id.isEmpty()).toList();
  }

  private static boolean flag(Map<String, AttributeValue> item, String attribute) {
    return Optional.ofNullable(item.get(attribute))
        .map(AttributeValue::bool)
        .filter(flag -> flag)
        .isPresent();
  }
}
