package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.AwaitedChange;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RefreshRequest;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.RouteTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between polls, a listing of several pages is read only for the environments that wait for it. */
class PartialListingTest {

  private static final Key TABLE = Key.of("routetable", "workload-a");
  private static final Duration DAY = Duration.ofDays(1);

  /** Two pages of DescribeRouteTables. */
  private static final int ENVIRONMENTS = 150;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ManualTimer timer = new ManualTimer();
  private final Map<String, ListedResource> tables = new LinkedHashMap<>();
  private final List<TagScope> reads = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private AwsInventory inventory;

  @BeforeEach
  void poll() {
    IntStream.range(0, ENVIRONMENTS).forEach(i -> tables.put(owner(i).uid(), table(i, "a")));
    Listing listing =
        new SdkListing<ListedResource>(
            "DescribeRouteTables",
            RouteTable.class,
            Set.of(),
            (clients, scope) -> {
              reads.add(scope);
              return tables.values().stream().filter(one -> scope.contains(one.tags()));
            },
            (clients, id) -> List.of(),
            item -> item);
    inventory =
        InventoryFixture.inventory(
            List.of(listing), () -> now, threads, owner -> {}, new InternalErrors(() -> {}));
    IntStream.range(0, ENVIRONMENTS).forEach(i -> wait(i, Set.of(), DAY));
    new InventoryPoller(
            inventory,
            new PollSettings(Timing.POLL_INTERVAL, Timing.MIN_POLL_INTERVAL, timer.once()),
            () -> now,
            new InternalErrors(() -> {}))
        .start(() -> {});
    advance(Duration.ofSeconds(70));
    reads.clear();
  }

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void theOthersStayAsTheyWereListed() {
    tables.put(owner(3).uid(), table(3, "b"));
    tables.put(owner(4).uid(), table(4, "b"));
    wait(3, Set.of(AwaitedChange.any(RouteTable.class)), DAY);
    advance(Timing.REFRESH_INTERVAL);

    assertThat(reads).containsExactly(TagScope.ofEnvironments(Set.of(owner(3).uid())));
    assertThat(name(3)).isEqualTo("b");
    assertThat(name(4)).isEqualTo("a");
    advance(Duration.ofMinutes(1));
    assertThat(name(4)).isEqualTo("b");
  }

  @Test
  void whatIsGoneFromThePartIsGone() {
    tables.remove(owner(3).uid());
    wait(3, Set.of(AwaitedChange.any(RouteTable.class)), DAY);
    advance(Timing.REFRESH_INTERVAL);

    assertThat(inventory.observe(owner(3), Map.of(), false).present()).isEmpty();
    assertThat(inventory.observe(owner(4), Map.of(), false).present()).containsKey(TABLE);
  }

  @Test
  void thoseWhoWaitAtTheSameTimeAreReadTogether() {
    IntStream.range(0, 20).forEach(i -> wait(i, Set.of(AwaitedChange.any(RouteTable.class)), DAY));
    advance(Timing.REFRESH_INTERVAL);

    assertThat(reads).hasSize(1);
    assertThat(reads.getFirst().values()).hasSize(20);
  }

  /** An answer without resources is a read, too: the next one comes two polls later. */
  @Test
  void ofWhatThereIsNothingEveryThirdPollIsEnoughUnlessSomebodyWaits() {
    tables.clear();
    advance(Duration.ofMinutes(9));
    assertThat(reads).hasSizeBetween(3, 4);

    wait(3, Set.of(AwaitedChange.any(RouteTable.class)), DAY);
    reads.clear();
    advance(Duration.ofSeconds(130));
    assertThat(reads).hasSizeGreaterThan(10);
  }

  @Test
  void anEnvironmentThatAsksForAShorterIntervalIsReadAlone() {
    wait(7, Set.of(), Duration.ofSeconds(20));
    advance(Duration.ofSeconds(45));

    assertThat(reads)
        .filteredOn(scope -> scope.tag().equals(Ownership.TAG_ENVIRONMENT))
        .hasSize(2)
        .allMatch(scope -> scope.values().equals(Set.of(owner(7).uid())));
  }

  private void wait(int i, Set<AwaitedChange> changes, Duration interval) {
    inventory.refresh(new RefreshRequest(owner(i), changes, interval));
  }

  private void advance(Duration duration) {
    Instant end = now.plus(duration);
    timer.tick();
    while (now.isBefore(end)) {
      now = now.plus(timer.pause());
      timer.tick();
    }
  }

  private String name(int i) {
    Observed observed = inventory.observe(owner(i), Map.of(), false).present().get(TABLE);
    return ((RouteTable) observed.resource()).tags().values().get("Name");
  }

  private static Owner owner(int i) {
    return new Owner("cluster", "uid-" + i, "team/e" + i);
  }

  private static ListedResource table(int i, String name) {
    return InventoryFixture.table(owner(i), TABLE, i, name);
  }
}
