package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.ec2.InstanceHandler;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.ResourceHandler.Deletion;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of an environment does not grow with the number of its former resources. */
class BoundedMemoryTest {

  private static final Owner OWNER = new Owner("cluster", "uid", "team-a/reports");
  private static final Listing INSTANCES = new InstanceHandler().listing();

  private final EnvironmentCache cache = new EnvironmentCache(OWNER);
  private final AtomicInteger faults = new AtomicInteger();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private ListResult result = ListResult.notRead("not read").withItems(now, List.of());
  private Map<Key, String> status = Map.of();

  /** With the names of a group that stays, and with names that change with each replacement. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aThousandReplacedInstancesLeaveNothing(boolean renamed) {
    IntFunction<Key> key = i -> Instance.key(renamed ? "app-" + i : "app");
    for (int i = 0; i < 1_000; i++) {
      Observed instance = instance(key.apply(i), "i-" + i);
      cache.recordWrite(instance, Optional.empty(), INSTANCES, now);
      cache.recordDuplicateDeleted("i-duplicate-" + i, INSTANCES, now);
      assertThat(observe().present()).containsOnlyKeys(instance.key());
      pass(Timing.EC2_CREATION_READ_LAG.plusSeconds(1));
      assertThat(observe().missing()).containsOnlyKeys(instance.key());
      cache.absenceChecks().record(INSTANCES, instance.id(), new AbsenceChecks.Result.Gone("gone"));
      assertThat(observe().tombstones()).containsKey(instance.key());

      Observed next = instance(key.apply(i), "i-next-" + i);
      cache.recordWrite(next, Optional.empty(), INSTANCES, now);
      observe();
      cache.recordDelete(next, Deletion.NOT_FOUND, INSTANCES, now);
      pass(Timing.EC2_CREATION_READ_LAG.plusSeconds(1));
      observe();
      cache.absenceChecks().record(INSTANCES, next.id(), new AbsenceChecks.Result.Gone("gone"));
      observe();
      assertThat(observe().present()).isEmpty();
    }

    assertThat(cache.size()).isLessThan(5);
    assertThat(faults).hasValue(0);
  }

  private void pass(Duration duration) {
    now = now.plus(duration);
    result = result.withItems(now, List.of());
  }

  /** The status records what exists or may exist, as that of the engine. */
  private Observation observe() {
    Map<Key, String> known = new HashMap<>(status);
    known.putAll(cache.ids());
    Observation observed =
        new ObservationBuilder(
                cache,
                Map.of(INSTANCES, result),
                known,
                new InternalErrors(faults::incrementAndGet))
            .build("111122223333", true, new Pings.Known(Map.of()));
    known.keySet().retainAll(observed.missing().keySet());
    observed.present().forEach((key, one) -> known.put(key, one.id()));
    status = Map.copyOf(known);
    return observed;
  }

  private static Observed instance(Key key, String id) {
    return new Observed(
        new Instance(
            key,
            Ref.id("eni-1"),
            Ref.id("profile"),
            "digest",
            "ami-1",
            "/dev/xvda",
            "t3.micro",
            true,
            true,
            Tags.NONE),
        id,
        Observed.State.READY,
        "running");
  }
}
