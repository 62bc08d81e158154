package io.ssmenv.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.core.Durations;
import io.ssmenv.simulator.core.Ids;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.ResourceStore;
import io.ssmenv.simulator.core.SeededRandom;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.StoredResource;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadLagTest {
  private static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");
  private static final int MANY = 200;

  private record Thing(String id, String state) implements StoredResource {}

  private final Simulation simulation =
      Simulation.of(Simulations.options().withSeed(7).withDurations(Durations.SEEDED));
  private final ResourceStore<Thing> store = new ResourceStore<>(simulation, ReadLag.DEFAULT);

  private List<Thing> add() {
    return IntStream.range(0, MANY)
        .mapToObj(i -> store.add(new Thing("thing-" + i, "new"), NOW))
        .toList();
  }

  @Test
  void aNewResourceExistsForChecksButMayBeMissingInReads() {
    List<Thing> things = add();
    assertThat(store.all()).hasSize(MANY);
    assertThat(store.list(NOW).count()).isBetween(MANY / 4L, MANY * 3L / 4);
    long known = things.stream().filter(t -> store.findForWrite(t.id(), NOW).isPresent()).count();
    assertThat(known).isBetween(MANY / 4L, MANY * 3L / 4);
    assertThat(store.list(NOW))
        .as("a listed resource is also found by its id")
        .allMatch(t -> store.findForWrite(t.id(), NOW).isPresent());
  }

  @Test
  void everyResourceCanBeReadAfterTheLongestLag() {
    List<Thing> things = add();
    Instant later = NOW.plus(ReadLag.DEFAULT.listing());
    assertThat(store.list(later)).hasSize(MANY);
    Instant known = NOW.plus(ReadLag.DEFAULT.lookup());
    assertThat(things).allMatch(t -> store.read(t.id(), known).isPresent());
  }

  @Test
  void readsMayShowTheOldStateAndNeverGoBack() {
    add();
    Instant change = NOW.plusSeconds(60);
    store
        .all()
        .toList()
        .forEach(t -> store.update(t.id(), change, x -> new Thing(x.id(), "changed")));
    assertThat(store.all()).allMatch(t -> t.state().equals("changed"));
    long changed = 0;
    for (int millis = 0; millis <= 3000; millis += 250) {
      long seen =
          store.list(change.plusMillis(millis)).filter(t -> t.state().equals("changed")).count();
      assertThat(seen).isGreaterThanOrEqualTo(changed);
      changed = seen;
    }
    assertThat(changed).isEqualTo(MANY);
  }

  @Test
  void aDeletedResourceMayStillBeReadForAWhileButNotUsed() {
    add();
    Instant end = NOW.plusSeconds(60);
    store.all().toList().forEach(t -> store.remove(t.id(), end));
    assertThat(store.all()).isEmpty();
    assertThat(store.list(end)).isNotEmpty();
    assertThat(store.list(end.plus(ReadLag.DEFAULT.update()))).isEmpty();
    assertThat(store.findForWrite("thing-0", end)).isEmpty();
  }

  @Test
  void withoutLagReadsAgreeWithWritesImmediately() {
    ResourceStore<Thing> exact = new ResourceStore<>(simulation, ReadLag.NONE);
    exact.add(new Thing("a", "new"), NOW);
    assertThat(exact.list(NOW)).hasSize(1);
    exact.remove("a", NOW);
    assertThat(exact.list(NOW)).isEmpty();
  }

  @Test
  void randomValuesDependOnTheSeedAndNotOnTheOrderOfCalls() {
    SeededRandom random = new SeededRandom(3, Durations.SEEDED);
    Duration first = random.seconds("nat-1", 84, 125);
    random.seconds("other", 0, 1);
    assertThat(random.seconds("nat-1", 84, 125)).isEqualTo(first);
    assertThat(new SeededRandom(4, Durations.SEEDED).seconds("nat-1", 84, 125)).isNotEqualTo(first);
    assertThat(new Ids(3).next("vpc")).isEqualTo(new Ids(3).next("vpc"));
  }
}
