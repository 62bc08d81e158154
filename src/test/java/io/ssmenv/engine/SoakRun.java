package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.faults.Fault;
import io.ssmenv.engine.faults.FaultEvent;
import io.ssmenv.engine.faults.FaultSchedule;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Hours in which everything changes: environments are created, changed and deleted, resources are
 * changed out of band, and everything around the operator fails. At the end of each hour the faults
 * end, and everything has to be as the specs say.
 */
final class SoakRun implements AutoCloseable {

  private static final Duration BETWEEN_EVENTS = Duration.ofMinutes(3);
  private static final int EVENTS_OF_AN_HOUR = 12;

  /** No fault lasts longer. */
  private static final Duration FAULTS_END = Duration.ofMinutes(5);

  /** Longer than the operator remembers what is over. */
  private static final Duration IDLE = Duration.ofMinutes(19);

  private static final List<String> OUT_OF_BAND_CHANGES =
      Stream.of(OutOfBandChange.values()).map(Enum::name).toList();

  final EngineScenario scenario;
  private final Instant start;
  private final SplittableRandom random;
  private final Owner resident;
  private final int most;
  private final boolean ends;
  private final Map<String, Integer> events = new HashMap<>();
  private final List<FaultInjector> injectors = new ArrayList<>();
  private int created;

  /**
   * @param most environments at the same time
   * @param ends whether the operator ends and starts again, and with it its memory
   */
  SoakRun(long seed, int most, boolean ends) {
    this.scenario = EngineScenario.open(seed);
    this.start = scenario.time.instant();
    this.random = new SplittableRandom(seed);
    this.most = most;
    this.ends = ends;
    scenario.harness.startStandby();
    resident = scenario.harness.apply("resident", EngineScenario.spec("ElasticIp"));
  }

  /** Lets an hour pass, and asserts that everything is as it should be. */
  void hour() {
    for (int i = 0; i < EVENTS_OF_AN_HOUR; i++) {
      event();
      scenario.advance(BETWEEN_EVENTS);
    }
    scenario.advance(FAULTS_END);
    scenario.eventually(this::assertSettled);
    scenario.advance(IDLE);
    scenario.eventually(this::assertSettled);
    assertThat(scenario.aws.resources())
        .as("in the right account")
        .allMatch(one -> one.accountId().equals(FaultInjector.RIGHT_ACCOUNT));
    Invariants.assertHold(scenario.aws, scenario.harness);
    Set<String> existing = scenario.harness.api().uids();
    assertThat(scenario.aws.resources())
        .as("nothing is left of what was deleted")
        .allMatch(one -> existing.contains(one.tags().get(Ownership.TAG_ENVIRONMENT)));
    injectors.forEach(FaultInjector::close);
    injectors.clear();
  }

  /** Deletes all environments but the first, and waits until nothing of them is left. */
  void deleteChanging() {
    scenario.deleteAndAwaitGone(changing().stream().map(StoredEnvironment::owner).toList());
    assertThat(scenario.aws.resources())
        .as("left after the deletion")
        .allMatch(one -> resident.uid().equals(one.tags().get(Ownership.TAG_ENVIRONMENT)));
    scenario.advance(IDLE);
  }

  /** What has happened how often. */
  Map<String, Integer> events() {
    return Map.copyOf(events);
  }

  int environments() {
    return scenario.harness.api().all().size();
  }

  int created() {
    return created;
  }

  private void event() {
    if (changing().isEmpty() || changing().size() < most) {
      String pattern = EngineScenario.PATTERNS.get(random.nextInt(EngineScenario.PATTERNS.size()));
      created++;
      scenario.harness.apply("soak" + created, EngineScenario.spec(pattern));
      count("Created");
    }
    if (random.nextInt(3) == 0) {
      scenario.harness.delete(one(changing()));
      count("Deleted");
    }
    if (changing().isEmpty()) {
      return; // It was deleted before it had begun.
    }
    Owner owner = one(changing());
    FaultInjector injector = new FaultInjector(scenario, owner);
    injectors.add(injector);
    Fault fault = FaultSchedule.fault(random, Duration.ZERO, OUT_OF_BAND_CHANGES);
    if (!ends && endsMemory(fault)) {
      return;
    }
    count(fault.getClass().getSimpleName());
    injector.begin(new FaultEvent(Duration.between(start, scenario.time.instant()), fault));
  }

  /** The memory of a new process is empty, and that of another account is another one. */
  private static boolean endsMemory(Fault fault) {
    return fault instanceof Fault.Crash
        || fault instanceof Fault.HandOver
        || fault instanceof Fault.WrongAccount;
  }

  /** All but the first, which keeps the region open, and with it the memory of the region. */
  private List<StoredEnvironment> changing() {
    return scenario.harness.api().all().stream()
        .filter(stored -> !stored.owner().equals(resident))
        .toList();
  }

  private Owner one(List<StoredEnvironment> all) {
    return all.get(random.nextInt(all.size())).owner();
  }

  private void count(String event) {
    events.merge(event, 1, Integer::sum);
  }

  private void assertSettled() {
    scenario
        .harness
        .api()
        .all()
        .forEach(stored -> {
          assertThat(stored.deleting()).as(scenario.describe(stored.owner())).isFalse();
          scenario.assertSettled(stored.owner());
        });
  }

  @Override
  public void close() {
    injectors.forEach(FaultInjector::close);
    scenario.close();
  }
}
