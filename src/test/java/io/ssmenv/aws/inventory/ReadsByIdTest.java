package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.RouteTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is missing from a listing is read by its id. */
class ReadsByIdTest {

  private static final Owner OWNER = new Owner("lab", "uid-1", "default/one");
  private static final Map<Key, String> KNOWN =
      Map.of(
          Key.of("routetable", "workload-a"), "rtb-1",
          Key.of("routetable", "workload-b"), "rtb-2");

  private final CyclicBarrier both = new CyclicBarrier(2);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** Each read of the test ends only when the other one has begun. */
  private List<ListedResource> unknown() {
    try {
      both.await(10, TimeUnit.SECONDS);
      return List.of();
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("the other id was not read at the same time", e);
    }
  }

  @Test
  void severalIdsAreReadAtOnce() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Listing listing =
          new SdkListing<ListedResource>(
              "DescribeRouteTables",
              RouteTable.class,
              Set.of(),
              (_, _) -> Stream.of(),
              (_, _) -> unknown(),
              item -> item);
      AwsInventory inventory =
          InventoryFixture.inventory(
              List.of(listing), () -> now, threads, _ -> {}, new InternalErrors(() -> {}));
      for (int reads = 0; reads < 2; reads++) {
        inventory.read(ReadPlan.of(inventory.listings()), Set.of(OWNER));
        now = now.plusSeconds(60);
        inventory.observe(OWNER, KNOWN, false);
      }

      assertThat(inventory.observe(OWNER, KNOWN, false).missing().values())
          .as("the service answered about both")
          .hasSize(2)
          .allMatch(message -> message.contains("empty"));
    }
  }
}
