package io.ssmenv.aws;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.TaggedResources;
import io.ssmenv.aws.inventory.TaggedResources.Found;
import io.ssmenv.aws.ssm.ClusterHeartbeats;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.ec2.model.Region;

/** Finds everything that operators have created in the regions of an account. */
public final class AccountScan {

  /** Where resources are listed that are in no region. */
  public static final String GLOBAL = "global";

  private static final Set<Class<? extends Resource>> WITHOUT_REGION =
      Set.of(Role.class, InstanceProfile.class);

  private final ClientFactory factory;
  private final ExecutorService threads;

  /**
   * @param threads for the reads; must not queue
   */
  public AccountScan(ClientFactory factory, ExecutorService threads) {
    this.factory = factory;
    this.threads = threads;
  }

  /**
   * Returns the regions that are enabled for the account.
   *
   * @param home the region that is asked
   * @throws IllegalStateException with a message for users
   */
  public List<String> regions(String home) {
    try (Clients clients = factory.clients(home)) {
      return clients.ec2().describeRegions().regions().stream()
          .map(Region::regionName)
          .sorted()
          .toList();
    } catch (RuntimeException e) {
      throw problem(home, "DescribeRegions", e);
    }
  }

  /**
   * Returns what exists, by region.
   *
   * @throws IllegalStateException with a message for users, if anything cannot be read: a list with
   *     gaps would hide what costs money
   */
  public SortedMap<String, List<Found>> resources(List<String> regions)
      throws InterruptedException {
    List<Callable<Map.Entry<String, List<Found>>>> reads = new ArrayList<>();
    for (String region : regions) {
      reads.add(() -> read(region, regions.getFirst().equals(region)));
    }
    SortedMap<String, List<Found>> all = new TreeMap<>();
    try {
      for (Future<Map.Entry<String, List<Found>>> read : threads.invokeAll(reads)) {
        for (Found found : read.get().getValue()) {
          all.computeIfAbsent(
                  isGlobal(found.observed().resource().getClass()) ? GLOBAL : read.get().getKey(),
                  _ -> new ArrayList<>())
              .add(found);
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IllegalStateException known
          ? known
          : new IllegalStateException("The account cannot be read: " + e.getCause(), e);
    }
    return all;
  }

  /**
   * Returns when the operator of a cluster wrote last in a region, if that is recent.
   *
   * @throws IllegalStateException with a message for users
   */
  public Optional<Instant> recentHeartbeat(String region, String cluster) {
    try (Clients clients = factory.clients(region)) {
      return ClusterHeartbeats.recent(clients, cluster);
    } catch (RuntimeException e) {
      throw problem(region, "GetParameter", e);
    }
  }

  private Map.Entry<String, List<Found>> read(String region, boolean first) {
    List<Found> all = new ArrayList<>();
    try (Clients clients = factory.clients(region)) {
      for (Listing listing : new HandlerRegistry(AwsHandlers.all()).listings()) {
        if (first || !isGlobal(listing.primaryType())) {
          all.addAll(list(clients, listing));
        }
      }
    }
    return Map.entry(region, all);
  }

  private static List<Found> list(Clients clients, Listing listing) {
    try {
      return TaggedResources.list(clients, listing);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(clients.region() + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw problem(clients.region(), listing.action(), e);
    }
  }

  private static boolean isGlobal(Class<? extends Resource> type) {
    return WITHOUT_REGION.contains(type);
  }

  private static IllegalStateException problem(String region, String action, RuntimeException e) {
    return new IllegalStateException(
        region
            + ": "
            + ErrorClassifier.classify(action, e).summary()
            + ". The policy ssmenv-read.json allows everything that is read",
        e);
  }
}
