package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.cloud.AwaitedChange;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RefreshRequest;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Vpc;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reads of regions with many resources or many environments, in virtual time. */
class InventoryBudgetTest {

  private static final Owner OWNER = new Owner("cluster", "uid", "team-a/reports");
  private static final Owner OTHER = new Owner("cluster", "other", "team-b/reports");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  /** A quarter of the published rate of 20 calls a second. */
  private static final int PER_MINUTE = 5 * 60;

  private static final int BURST = 30;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ManualTimer timer = new ManualTimer();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<Duration> polls = new ArrayList<>();
  private Instant now = START;

  @AfterEach
  void close() {
    threads.close();
  }

  /** The first poll is counted as one page, and the last one is not paid back yet. */
  @Test
  void refreshesOfALargeListingStayWithinTheBudget() {
    AwsInventory inventory = start(20_000);
    for (int i = 0; i < 60; i++) { // Who begins to wait asks for the shortest pause.
      inventory.refresh(
          new RefreshRequest(
              OWNER, i % 2 == 0 ? Set.of(AwaitedChange.any(Vpc.class)) : Set.of(), DAY));
      inventory.refresh(
          new RefreshRequest(
              OTHER, i % 2 == 0 ? Set.of() : Set.of(AwaitedChange.any(Vpc.class)), DAY));
      advance(Duration.ofSeconds(5));
    }

    assertThat(calls("Vpc")).isBetween(5 * PER_MINUTE - 60, 5 * PER_MINUTE + BURST + 2 * 20);
    assertThat(polls).containsExactlyElementsOf(minutes(5));
  }

  @Test
  void aShortIntervalOfOneEnvironmentReadsWhatTheBudgetAllows() {
    AwsInventory inventory = start(50_000);
    inventory.refresh(new RefreshRequest(OWNER, Set.of(), Duration.ofSeconds(5)));
    inventory.refresh(new RefreshRequest(OTHER, Set.of(), DAY));
    advance(Duration.ofMinutes(5));

    assertThat(calls("Vpc"))
        .as("with one poll of 50 calls whatever the budget is")
        .isBetween(5 * PER_MINUTE - 100, 5 * PER_MINUTE + 2 * BURST + 50);
    assertThat(calls("Subnet")).as("a small listing does not wait").isBetween(60, 66);
    assertThat(IntStream.range(1, polls.size()).mapToObj(i -> polls.get(i).minus(polls.get(i - 1))))
        .as("pauses between complete polls")
        .allMatch(pause -> pause.compareTo(Timing.POLL_INTERVAL) <= 0);
  }

  @Test
  void pollsAreMadeWhateverTheyCost() {
    start(500_000);
    advance(Duration.ofMinutes(5));

    assertThat(calls("Vpc")).isEqualTo(6 * 500);
    assertThat(polls).containsExactlyElementsOf(minutes(5));
  }

  @Test
  void aRefreshThatIsLargerThanTheBurstComesToItsTurn() {
    AwsInventory inventory = start(100_000);
    inventory.refresh(new RefreshRequest(OWNER, Set.of(AwaitedChange.any(Vpc.class)), DAY));
    advance(Duration.ofMinutes(1).minusSeconds(1));

    assertThat(calls("Vpc")).isBetween(300, 400);
  }

  @Test
  void readsByIdAreMadeInTurnsOfTheEnvironments() {
    AwsInventory inventory = start(1);
    List<Owner> small =
        IntStream.range(0, 40).mapToObj(i -> new Owner("cluster", "small-" + i, "a/" + i)).toList();
    observe(inventory, OWNER, 1_000);
    small.forEach(owner -> observe(inventory, owner, 3));
    inventory.refresh(new RefreshRequest(OWNER, Set.of(AwaitedChange.any(Vpc.class)), DAY));
    advance(Duration.ofSeconds(4));
    small.forEach(owner -> assertThat(calls("vpc-" + owner.uid() + "-")).isPositive());

    advance(Duration.ofSeconds(26));
    small.forEach(owner -> assertThat(calls("vpc-" + owner.uid() + "-")).isEqualTo(3));
    assertThat(calls("vpc-")).isBetween(3 * 40, PER_MINUTE / 2 + BURST);

    advance(Duration.ofMinutes(20));
    assertThat(calls("vpc-uid-")).as("an id that is gone is read once").isEqualTo(1_000);
  }

  private AwsInventory start(int vpcs) {
    AwsInventory inventory =
        InventoryFixture.inventory(
            List.of(new CountedListing(Vpc.class, vpcs), new CountedListing(Subnet.class, 1)),
            () -> now,
            threads,
            owner -> {},
            new InternalErrors(() -> {}));
    new InventoryPoller(
            inventory,
            new PollSettings(Timing.POLL_INTERVAL, Timing.MIN_POLL_INTERVAL, timer.once()),
            () -> now,
            new InternalErrors(() -> {}))
        .start(() -> polls.add(Duration.between(START, now)));
    timer.tick();
    return inventory;
  }

  private void observe(AwsInventory inventory, Owner owner, int ids) {
    Map<Key, String> known = new HashMap<>();
    IntStream.range(0, ids)
        .forEach(i -> known.put(Key.of("vpc", "" + i), "vpc-" + owner.uid() + "-" + i));
    inventory.observe(owner, known, false);
  }

  /** Runs the timer until the time has advanced. */
  private void advance(Duration duration) {
    Instant end = now.plus(duration);
    while (now.isBefore(end)) {
      now = now.plus(timer.pause());
      timer.tick();
    }
  }

  private int calls(String prefix) {
    return (int) calls.stream().filter(call -> call.startsWith(prefix)).count();
  }

  private static List<Duration> minutes(int last) {
    return IntStream.rangeClosed(0, last).mapToObj(Duration::ofMinutes).toList();
  }

  /** A listing with a number of resources, in pages of a thousand. */
  private final class CountedListing implements Listing {
    private final Class<? extends Resource> type;
    private final List<ListedResource> items;

    CountedListing(Class<? extends Resource> type, int count) {
      this.type = type;
      Map<String, String> tags =
          new Ownership("cluster", "uid", "team-a/reports", Key.of("vpc", "listed")).tags();
      this.items =
          IntStream.range(0, count)
              .mapToObj(i -> ListedResource.of("id-" + i, tags, true, "", _ -> List.of()))
              .toList();
    }

    @Override
    public String action() {
      return "Describe" + type.getSimpleName() + "s";
    }

    @Override
    public Class<? extends Resource> primaryType() {
      return type;
    }

    @Override
    public Set<Class<? extends Resource>> types() {
      return Set.of(type);
    }

    @Override
    public Listed list(Clients clients, TagScope scope) {
      IntStream.range(0, Math.ceilDiv(items.size(), 1_000))
          .forEach(page -> calls.add(type.getSimpleName()));
      return Listed.complete(items);
    }

    @Override
    public Optional<ListedResource> find(Clients clients, String id) {
      calls.add(id);
      return Optional.empty();
    }

    @Override
    public ReadLag readLag() {
      return ReadLag.EC2;
    }
  }
}
