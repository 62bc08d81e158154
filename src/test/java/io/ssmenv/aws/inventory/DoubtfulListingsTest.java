package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.*;
import io.ssmenv.topology.*;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class DoubtfulListingsTest {
  private static final Key TABLE = Key.of("routetable", "workload-a");
  private static final Duration DAY = Duration.ofDays(1);
  private static final int N = 150;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, ListedResource> tables = new LinkedHashMap<>();
  private final List<TagScope> reads = new ArrayList<>();
  private final List<Owner> woken = new ArrayList<>();
  private boolean failPart;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private AwsInventory inventory;
  private Listing listing;

  @BeforeEach
  void start() {
    IntStream.range(0, N).forEach(i -> tables.put(owner(i).uid(), table(owner(i), i, "a")));
    listing =
        new SdkListing<ListedResource>(
            "DescribeRouteTables",
            RouteTable.class,
            Set.of(),
            (clients, scope) -> {
              reads.add(scope);
              if (failPart) {
                throw SdkClientException.create("no route");
              }
              return tables.values().stream().filter(one -> scope.contains(one.tags()));
            },
            (clients, id) -> List.of(),
            item -> item);
    inventory =
        InventoryFixture.inventory(
            List.of(listing), () -> now, threads, woken::add, new InternalErrors(() -> {}));
    IntStream.range(0, N)
        .forEach(i -> inventory.refresh(new RefreshRequest(owner(i), Set.of(), DAY)));
    whole();
    whole();
    IntStream.range(0, N).forEach(i -> inventory.observe(owner(i), Map.of(), false));
    woken.clear();
    reads.clear();
  }

  @AfterEach
  void close() {
    threads.close();
  }

  private void whole() {
    now = now.plus(Timing.POLL_INTERVAL);
    inventory.read(ReadPlan.of(inventory.listings()), Set.of());
  }

  private ReadPlan part(int... ids) {
    now = now.plusSeconds(2);
    Set<Owner> some = new LinkedHashSet<>();
    for (int i : ids) {
      some.add(owner(i));
    }
    ReadPlan plan = inventory.listingBudget().tryTake(Map.of(listing, some), Set.of());
    inventory.read(plan, some);
    return plan;
  }

  @Test
  void aResourceWithCopiedTagsDoesNotTakeThePlaceOfTheOneThatIsKnown() {
    tables.put("copy", table(owner(3), -1, "copy")); // The smaller id.
    whole();

    Observation observed = inventory.observe(owner(3), Map.of(TABLE, "rtb-3"), false);
    assertThat(observed.present().get(TABLE).id()).isEqualTo("rtb-3");
    assertThat(observed.duplicates()).extracting(Observed::id).containsExactly("rtb--1");
  }

  @Test
  void aPartThatFailsSaysNothingAboutTheOthers() {
    failPart = true;
    part(3);
    failPart = false;
    now = now.plusSeconds(28);
    part(3);
    assertThat(inventory.observe(owner(3), Map.of(), false).unlisted()).isEmpty();
  }

  @Test
  void partsDoNotWearDownASuddenLoss() {
    tables.clear();
    whole();
    assertThat(inventory.observe(owner(3), Map.of(), false).unlisted()).isNotEmpty();
    part(IntStream.range(0, N - 4).toArray());
    whole();
    assertThat(inventory.observe(owner(3), Map.of(), false).unlisted()).isNotEmpty();
  }

  @Test
  void whoSawAnOutdatedReadingIsWokenByTheNextOne() {
    now = now.plus(Timing.POLL_INTERVAL.multipliedBy(5));
    assertThat(inventory.observe(owner(3), Map.of(), false).unlisted()).isNotEmpty();
    whole();
    assertThat(inventory.observe(owner(3), Map.of(), false).unlisted()).isEmpty();
    assertThat(woken).contains(owner(3));
  }

  @Test
  void anAdoptedEnvironmentIsWokenByItsResources() {
    Owner before = new Owner("cluster", "new", "team/new");
    Owner adopted = new Owner("cluster", "new", "team/new", "old", false);
    tables.put("old", table(adopted, 999, "a"));
    inventory.refresh(new RefreshRequest(before, Set.of(), DAY));
    inventory.refresh(new RefreshRequest(adopted, Set.of(), DAY));
    whole();
    inventory.observe(adopted, Map.of(), false);
    woken.clear();
    tables.put("old", table(adopted, 999, "b"));
    whole();
    assertThat(woken).isNotEmpty();
  }

  private static Owner owner(int i) {
    return new Owner("cluster", "uid-" + i, "team/e" + i);
  }

  private static ListedResource table(Owner owner, int i, String name) {
    return InventoryFixture.table(owner, TABLE, i, name);
  }
}
