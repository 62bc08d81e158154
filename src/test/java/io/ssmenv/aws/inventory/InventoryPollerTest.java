package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.AwaitedChange;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RefreshRequest;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Vpc;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The intervals of the poller, in virtual time. */
class InventoryPollerTest {

  private static final Owner OWNER = new Owner("cluster", "uid", "team-a/reports");
  private static final Owner OTHER = new Owner("cluster", "other", "team-b/reports");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ManualTimer timer = new ManualTimer();
  private final List<Duration> vpcReads = new CopyOnWriteArrayList<>();
  private final List<Duration> subnetReads = new CopyOnWriteArrayList<>();
  private final List<Owner> woken = new ArrayList<>();
  private final AtomicInteger faults = new AtomicInteger();
  private Optional<Error> fault = Optional.empty();
  private Set<String> unread = Set.of();

  private final ListedResource listed =
      ListedResource.of("id", OWNER.of(Key.of("vpc")).tags(), false, "available", _ -> List.of());

  private Instant now = START;
  private AwsInventory inventory;

  @BeforeEach
  void open() {
    inventory =
        InventoryFixture.inventory(
            List.of(listing(Vpc.class, vpcReads), listing(Subnet.class, subnetReads)),
            () -> now,
            threads,
            this::wake,
            new InternalErrors(faults::incrementAndGet));
  }

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void everythingIsReadImmediatelyAndThenAtThePollInterval() {
    start(Timing.POLL_INTERVAL);
    advance(Duration.ofMinutes(3));

    assertThat(vpcReads).containsExactly(seconds(0, 60, 120, 180));
    assertThat(subnetReads).isEqualTo(vpcReads);
  }

  @ParameterizedTest
  @CsvSource({"30, 30", "5, 5", "1, 5", "60, 60", "600, 60"})
  void anEnvironmentCanShortenTheIntervalDownToTheMinimum(int wanted, int read) {
    refresh(OTHER, Set.of(), DAY);
    refresh(OWNER, Set.of(), Duration.ofSeconds(wanted));
    start(Timing.POLL_INTERVAL);
    advance(Duration.ofMinutes(2));

    assertThat(vpcReads).hasSize(1 + 120 / read);
    assertThat(pauses(vpcReads)).containsOnly(Duration.ofSeconds(read));
  }

  @Test
  void onlyAwaitedTypesAreReadAheadOfThePoll() {
    refresh(OWNER, Set.of(), DAY);
    refresh(OTHER, Set.of(Vpc.class), DAY);
    start(Timing.POLL_INTERVAL);
    advance(Duration.ofSeconds(10));

    assertThat(vpcReads).containsExactly(seconds(0, 2, 4, 6, 8, 10));
    assertThat(subnetReads).containsExactly(Duration.ZERO);
    assertThat(woken).filteredOn(OWNER::equals).as("read, and read twice").hasSize(2);
    assertThat(woken).filteredOn(OTHER::equals).hasSize(6);
  }

  @Test
  void whatCouldNotBeReadYetWakesOnlyWhoWaitsForIt() {
    unread = Set.of("vpc-1");
    refresh(OWNER, Set.of(), DAY);
    refresh(OTHER, Set.of(Vpc.class), DAY);
    start(Timing.POLL_INTERVAL);
    advance(Duration.ofSeconds(10));

    assertThat(vpcReads).containsExactly(seconds(0, 2, 4, 6, 8, 10));
    assertThat(woken).filteredOn(OWNER::equals).as("read, and read twice").hasSize(2);
    assertThat(woken).filteredOn(OTHER::equals).hasSize(6);
  }

  @Test
  void whatCouldNotBeReadYetIsReadAlsoIfNobodyWaitsForIt() {
    unread = Set.of("vpc-1");
    refresh(OWNER, Set.of(), DAY);
    start(Timing.POLL_INTERVAL);
    advance(Duration.ofSeconds(10));

    assertThat(vpcReads).containsExactly(seconds(0, 2, 4, 6, 8, 10));
    assertThat(subnetReads).hasSize(1);
    assertThat(woken).as("read, and read twice").hasSize(2);
  }

  @Test
  void eachAwaitedTypeIsReadAtItsOwnPace() {
    refresh(OWNER, Set.of(Vpc.class), DAY);
    start(Timing.POLL_INTERVAL);
    advance(Duration.ofSeconds(1));
    refresh(OTHER, Set.of(Subnet.class), DAY);
    advance(Duration.ofSeconds(5));
    assertThat(vpcReads).containsExactly(seconds(0, 2, 4, 6));
    assertThat(subnetReads).containsExactly(seconds(0, 3, 5));
  }

  @Test
  void aReadIsForAllWhoAwaitTheType() {
    refresh(OWNER, Set.of(Vpc.class), DAY);
    start(Timing.POLL_INTERVAL);
    advance(Duration.ofSeconds(1));
    refresh(OTHER, Set.of(Vpc.class), DAY);
    advance(Duration.ofSeconds(5));
    assertThat(vpcReads).containsExactly(seconds(0, 2, 4, 6));
    assertThat(woken).filteredOn(OTHER::equals).hasSize(3);
  }

  @ParameterizedTest(name = "after {0} s")
  @CsvSource({"2, 2.0, 2.2", "60, 6.0, 7.0", "180, 18.0, 20.2", "600, 30.0, 30.2"})
  void aTypeThatStaysAwaitedIsReadLessAndLessOften(int after, double shortest, double longest) {
    refresh(OWNER, Set.of(Vpc.class), DAY);
    start(DAY);
    advance(Duration.ofSeconds(after + 40));

    int read = (int) vpcReads.stream().filter(at -> at.toSeconds() < after).count();
    assertThat(pauses(vpcReads).get(read - 1).toMillis() / 1000.0).isBetween(shortest, longest);
  }

  @Test
  void newAwaitedTypesShortenThePauseAgain() {
    refresh(OWNER, Set.of(Vpc.class), DAY);
    start(DAY);
    advance(Duration.ofHours(1));
    refresh(OWNER, Set.of(Subnet.class), DAY);
    subnetReads.clear();
    advance(Duration.ofMinutes(1));

    assertThat(pauses(subnetReads).getFirst()).isEqualTo(Timing.REFRESH_INTERVAL);
  }

  @Test
  void afterAnErrorThePollerGoesOnWithGrowingPauses() {
    refresh(OWNER, Set.of(Vpc.class), DAY);
    fault = Optional.of(new StackOverflowError());
    start(DAY);
    advance(Duration.ofSeconds(40));

    assertThat(vpcReads).containsExactly(seconds(0, 5, 15, 35));
    assertThat(faults).hasValue(4);

    fault = Optional.empty();
    advance(Duration.ofMinutes(2));
    assertThat(faults).as("after the fault has ended").hasValue(4);
  }

  private void refresh(Owner owner, Set<Class<? extends Resource>> types, Duration interval) {
    inventory.refresh(new RefreshRequest(owner, AwaitedChange.anyOf(types), interval));
  }

  private void start(Duration interval) {
    new InventoryPoller(
            inventory,
            new PollSettings(interval, Timing.MIN_POLL_INTERVAL, timer.once()),
            () -> now,
            new InternalErrors(faults::incrementAndGet))
        .start(() -> {});
    timer.tick();
  }

  /** Runs the timer until the time has advanced. */
  private void advance(Duration duration) {
    Instant end = now.plus(duration);
    while (now.isBefore(end)) {
      now = now.plus(timer.pause());
      timer.tick();
    }
  }

  private void wake(Owner owner) {
    woken.add(owner);
    fault.ifPresent(error -> {
      throw error;
    });
  }

  private Listing listing(Class<? extends Resource> type, List<Duration> reads) {
    return SdkListing.<ListedResource>withItemReads(
        "Describe" + type.getSimpleName(),
        type,
        Set.of(),
        (clients, cluster) -> {
          reads.add(Duration.between(START, now));
          return new SdkListing.Items<>(
              List.of(listed), type.equals(Vpc.class) ? unread : Set.<String>of());
        },
        (clients, id) -> List.of(),
        item -> item,
        ReadLag.EC2);
  }

  private static List<Duration> pauses(List<Duration> reads) {
    return IntStream.range(1, reads.size())
        .mapToObj(each -> reads.get(each).minus(reads.get(each - 1)))
        .toList();
  }

  private static Duration[] seconds(double... seconds) {
    return DoubleStream.of(seconds)
        .mapToObj(each -> Duration.ofMillis(Math.round(each * 1000)))
        .toArray(Duration[]::new);
  }
}
