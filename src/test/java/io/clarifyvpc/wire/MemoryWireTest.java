package io.clarifyvpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.Creator;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.RememberedWorkload;
import io.clarifyvpc.assess.Tag;
import io.clarifyvpc.assess.WorkloadKey;
import io.clarifyvpc.aws.Deadline;
import io.clarifyvpc.aws.WorkloadMemoryTable;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The memory against a DynamoDB that parses keys, conditions and batches itself. */
@ExtendWith(Deployment.Shared.class)
class MemoryWireTest {
  private static final Instant CREATED = Instant.parse("2026-11-20T07:30:01.234Z");
  private static final Instant EVENT = Instant.parse("2026-11-20T07:30:00Z");
  private static final Instant EXPIRES = Instant.parse("2027-01-20T07:30:00Z");

  private final WorkloadMemoryTable memory;

  MemoryWireTest(Deployment deployment) {
    this.memory =
        new WorkloadMemoryTable(
            deployment.dynamoDb(), Deployment.TABLE, Deadline.perCall(Duration.ofSeconds(10)));
  }

  @BeforeEach
  @AfterEach
  void forgetAll() {
    memory.recall(ResourceType.MODEL).forEach(each -> memory.forget(each.key()));
    memory.leaveOver(Optional.empty(), CREATED);
  }

  @Test
  void what_is_remembered_in_batches_is_recalled() {
    var models = IntStream.range(0, 60).mapToObj(each -> listed("m-%02d".formatted(each))).toList();

    memory.remember(models);

    assertThat(memory.recall(ResourceType.MODEL)).containsExactlyElementsOf(models);
    assertThat(memory.recall(ResourceType.PROCESSING_JOB)).isEmpty();
  }

  @Test
  void an_event_is_remembered_where_nothing_or_only_an_older_one_is_known() {
    memory.rememberCreation(seen(EVENT.minusSeconds(3600)));
    memory.rememberCreation(seen(EVENT));

    assertThat(memory.recall(ResourceType.MODEL)).containsExactly(seen(EVENT));
  }

  @Test
  void an_event_adds_who_created_what_a_run_has_read() {
    memory.remember(List.of(listed("m")));

    memory.rememberCreation(seen(EVENT));

    assertThat(memory.recall(ResourceType.MODEL))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.creationTime()).isEqualTo(CREATED);
          assertThat(entry.createdBy()).isEqualTo(seen(EVENT).createdBy());
        });
  }

  @Test
  void an_event_that_comes_late_leaves_a_later_model_alone() {
    memory.remember(List.of(listed("m")));

    memory.rememberCreation(seen(EVENT.minusSeconds(3600)));

    assertThat(memory.recall(ResourceType.MODEL)).containsExactly(listed("m"));
  }

  @Test
  void where_a_run_broke_off_is_remembered_and_forgotten() {
    var first = new WorkloadKey(ResourceType.MODEL, "m");

    memory.leaveOver(Optional.of(first), CREATED);
    assertThat(memory.leftOver()).contains(first);
    memory.leaveOver(Optional.empty(), CREATED);

    assertThat(memory.leftOver()).isEmpty();
  }

  private static RememberedWorkload listed(String name) {
    return remembered(name, CREATED, false, Optional.empty());
  }

  private static RememberedWorkload seen(Instant time) {
    var origin =
        new Origin(
            "CreateModel",
            Optional.of("e"),
            Optional.of(time),
            new Creator(Map.of(Creator.Detail.PRINCIPAL, "arn:aws:x")),
            List.of(new Tag("team", "retention"), new Tag("empty", "")));
    return remembered("m", time, true, Optional.of(origin));
  }

  private static RememberedWorkload remembered(
      String name, Instant creationTime, boolean fromEvent, Optional<Origin> createdBy) {
    var resource =
        new Resource(
            ResourceType.MODEL, name, Optional.empty(), Optional.empty(), Optional.empty());
    return new RememberedWorkload(
        WorkloadKey.of(resource),
        creationTime,
        fromEvent,
        Optional.of(new Model(resource, false, Optional.empty(), List.of())),
        Optional.empty(),
        createdBy,
        Optional.empty(),
        false,
        Optional.empty(),
        EXPIRES);
  }
}
