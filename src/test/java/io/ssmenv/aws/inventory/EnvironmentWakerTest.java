package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RefreshRequest;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Vpc;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Which environments a pass of the inventory wakes. */
class EnvironmentWakerTest {

  private static final Owner ONE = new Owner("cluster", "one", "team-a/reports");
  private static final Owner OTHER = new Owner("cluster", "other", "team-b/reports");
  private static final Key VPC = Key.of("vpc");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Owner> woken = new ArrayList<>();
  private final Map<String, ListedResource> vpcs = new LinkedHashMap<>();
  private Set<String> unread = Set.of();
  private Optional<RuntimeException> failure = Optional.empty();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private AwsInventory inventory;

  @BeforeEach
  void bothEnvironmentsAreAtRest() {
    Listing listing =
        SdkListing.<ListedResource>withItemReads(
            "DescribeVpcs",
            Vpc.class,
            Set.of(),
            (clients, cluster) -> {
              failure.ifPresent(error -> {
                throw error;
              });
              return new SdkListing.Items<>(List.copyOf(vpcs.values()), unread);
            },
            (clients, id) -> List.of(),
            item -> item,
            ReadLag.EC2);
    inventory =
        InventoryFixture.inventory(
            List.of(listing), () -> now, threads, woken::add, new InternalErrors(() -> {}));
    List.of(ONE, OTHER)
        .forEach(owner -> {
          inventory.refresh(new RefreshRequest(owner, Set.of(), Duration.ofDays(1)));
          vpcs.put(owner.uid(), vpc(owner, true));
        });
    poll();
    poll();
    woken.clear();
  }

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void aPassThatShowsNothingNewWakesNobody() {
    List.of(ONE, OTHER).forEach(owner -> vpcs.put(owner.uid(), vpc(owner, true)));
    poll();

    assertThat(woken).isEmpty();
  }

  @Test
  void aChangedResourceWakesItsEnvironmentOnly() {
    vpcs.put(ONE.uid(), vpc(ONE, false));
    poll();

    assertThat(woken).containsExactly(ONE);
  }

  @Test
  void aResourceThatIsNoLongerListedWakesItsEnvironmentUntilItIsKnownWhatBecameOfIt() {
    vpcs.remove(ONE.uid());
    poll();
    assertThat(woken).containsExactly(ONE);

    inventory.observe(ONE, Map.of(VPC, "vpc-one"), false, Map.of());
    poll();
    assertThat(woken).containsExactly(ONE, ONE);
  }

  @Test
  void whatWasWrittenWakesItsEnvironmentUntilItIsForgotten() {
    inventory.observe(ONE, Map.of(), false, Map.of());
    inventory
        .writes()
        .recordWrite(
            "111122223333",
            ONE,
            observed("vpc-one", false),
            Optional.of(observed("vpc-one", true)));
    poll();

    assertThat(woken).containsExactly(ONE);
  }

  /** Only the listing that can show it can confirm it. */
  @Test
  void whatWasWrittenIsNoReasonToWakeForTheAgents() {
    inventory.observe(ONE, Map.of(), false, Map.of());
    inventory
        .writes()
        .recordWrite("111122223333", ONE, observed("vpc-one", false), Optional.empty());
    inventory.read(new ReadPlan(List.of(), Map.of(), new ReadPlan.Agents.All()), Set.of());
    woken.clear(); // The first answer about agents is new to everybody.
    inventory.read(new ReadPlan(List.of(), Map.of(), new ReadPlan.Agents.All()), Set.of());

    assertThat(woken).isEmpty();
  }

  @Test
  void aListingThatFailsAndItsRecoveryWakeEverybodyOnce() {
    failure = Optional.of(SdkClientException.create("no route to host"));
    poll();
    poll();
    assertThat(woken).containsExactlyInAnyOrder(ONE, OTHER);

    failure = Optional.empty();
    poll();
    assertThat(woken).hasSize(4);
  }

  @Test
  void whatIsReadLaterWakesItsEnvironmentOnlyUntilNothingIsUnread() {
    unread = Set.of("vpc-other", "vpc-more");
    vpcs.remove(OTHER.uid());
    poll();
    woken.clear();

    unread = Set.of("vpc-more");
    vpcs.put(OTHER.uid(), vpc(OTHER, false));
    poll();
    assertThat(woken).containsExactly(OTHER);

    unread = Set.of();
    poll();
    assertThat(woken).as("nothing is proven until then").hasSize(3);
  }

  @Test
  void whatWasNotReadAndIsGoneMayBeThatOfAnybody() {
    unread = Set.of("vpc-other", "vpc-more");
    vpcs.remove(OTHER.uid());
    poll();
    woken.clear();

    unread = Set.of("vpc-more");
    poll();
    assertThat(woken).containsExactlyInAnyOrder(ONE, OTHER);
  }

  @Test
  void whoWaitsForAReadingIsWokenWhateverItShows() {
    inventory.read(ReadPlan.of(inventory.listings()), Set.of(OTHER));

    assertThat(woken).containsExactly(OTHER);
  }

  private void poll() {
    now = now.plus(Timing.POLL_INTERVAL);
    inventory.read(ReadPlan.of(inventory.listings()), Set.of());
  }

  private static ListedResource vpc(Owner owner, boolean dns) {
    String id = "vpc-" + owner.uid();
    return ListedResource.of(
        id, owner.of(VPC).tags(), false, "available", _ -> List.of(observed(id, dns)));
  }

  private static Observed observed(String id, boolean dns) {
    return new Observed(
        new Vpc(VPC, "10.0.0.0/16", dns, true, Tags.NONE), id, State.READY, "available");
  }
}
