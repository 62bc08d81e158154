package io.ssmenv.cli.orphans;

import io.ssmenv.aws.AccountScan;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.TaggedResources.Found;
import io.ssmenv.cloud.OperatorClock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Finds orphans in an account.
 *
 * @param living asks the cluster which environments live
 */
record OrphanSearch(ClientFactory factory, Supplier<Living> living) {

  /**
   * Finds what has no living environment.
   *
   * @param named the regions to list; all that are enabled if empty
   * @throws IllegalArgumentException with a message for users, if one of them is not enabled
   * @throws IllegalStateException with a message for users, if the account cannot be read
   */
  Finding find(List<String> named) throws InterruptedException {
    Living before = living.get();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AccountScan scan = new AccountScan(factory, threads, OperatorClock.system().monotonic());
      List<String> enabled = scan.regions(scan.home(named));
      List<String> listed = named.isEmpty() ? enabled : requireEnabled(named, enabled);
      SortedMap<String, List<Found>> resources = scan.resources(listed);
      Living now = before.and(living.get()); // Created, or adopting, while AWS was read.
      Finding finding = Finding.of(resources, now, listed, listed.containsAll(enabled));
      // The environments of another cluster cannot be seen, but its operator leaves heartbeats.
      Set<String> others = new HashSet<>(finding.clusters());
      now.cluster().ifPresent(others::remove);
      return finding.with(scan.heartbeats(enabled, others));
    }
  }

  private static List<String> requireEnabled(List<String> named, List<String> enabled) {
    for (String region : named) {
      if (!enabled.contains(region)) {
        throw new IllegalArgumentException(
            "--region: %s is not enabled for this account. Use one of %s"
                .formatted(region, String.join(", ", enabled)));
      }
    }
    return named.stream().distinct().toList();
  }
}
