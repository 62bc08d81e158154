package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.testing.CapturedLog;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Vpc;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** An outage is logged when it begins and when it ends, not with each pass. */
class OutageLogTest {

  /** Other tests log at the same time. */
  private static final String REGION = "ap-northeast-3";

  private boolean outage;

  @Test
  void anOutageIsTwoLinesForEachListing() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        CapturedLog log = CapturedLog.of(ReadAttempts.class)) {
      AwsInventory inventory = inventory(threads);
      pass(inventory, 2, false);
      pass(inventory, 20, true);
      assertThat(lines(log))
          .hasSize(2)
          .allMatch(line -> line.contains("The network is down"))
          .anyMatch(line -> line.contains("DescribeVpc"))
          .anyMatch(line -> line.contains("DescribeSubnet"));

      pass(inventory, 2, false);
      assertThat(lines(log).subList(2, 4))
          .containsExactlyInAnyOrder(
              REGION + ": DescribeVpc succeeds again", REGION + ": DescribeSubnet succeeds again");

      pass(inventory, 20, true);
      assertThat(lines(log)).as("another outage").hasSize(6);
    }
  }

  private void pass(AwsInventory inventory, int times, boolean failing) {
    outage = failing;
    for (int i = 0; i < times; i++) {
      inventory.read(ReadPlan.of(inventory.listings()), Set.of());
    }
  }

  private static List<String> lines(CapturedLog log) {
    return log.messages().stream().filter(line -> line.startsWith(REGION)).toList();
  }

  private AwsInventory inventory(ExecutorService threads) {
    return InventoryFixture.inventory(
        REGION,
        List.of(listing(Vpc.class), listing(Subnet.class)),
        InstantSource.system(),
        threads,
        owner -> {},
        new InternalErrors(() -> {}));
  }

  private Listing listing(Class<? extends Resource> type) {
    return new SdkListing<ListedResource>(
        "Describe" + type.getSimpleName(),
        type,
        Set.of(),
        (clients, cluster) -> {
          if (outage) {
            throw SdkClientException.create("The network is down");
          }
          return Stream.empty();
        },
        (clients, id) -> List.of(),
        item -> item);
  }
}
