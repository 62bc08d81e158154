package io.ssmenv.aws;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.TaggedResources;
import io.ssmenv.aws.inventory.TaggedResources.Found;
import io.ssmenv.aws.region.HomeRegion;
import io.ssmenv.aws.ssm.ClusterHeartbeats;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
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
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Region;

/**
 * Finds everything that operators have created in the regions of an account, at the pace that the
 * operators of the account keep as well.
 */
public final class AccountScan {

  /** Where resources are listed that are in no region. */
  public static final String GLOBAL = "global";

  private static final String HEARTBEAT = "GetParameter";

  private static final Set<Class<? extends Resource>> WITHOUT_REGION =
      Set.of(Role.class, InstanceProfile.class);

  private final ClientFactory factory;
  private final ExecutorService threads;
  private final ScanPace pace;

  /**
   * @param threads for the reads; must not queue
   * @param clock never jumps
   */
  public AccountScan(ClientFactory factory, ExecutorService threads, InstantSource clock) {
    this(factory, threads, new ScanPace(clock, Thread::sleep));
  }

  AccountScan(ClientFactory factory, ExecutorService threads, ScanPace pace) {
    this.factory = factory;
    this.threads = threads;
    this.pace = pace;
  }

  /**
   * Whether the operator of a cluster still writes.
   *
   * @param at when it wrote last, if that is recent
   * @param unreadable why it is not known of a region; empty if all were read
   */
  public record Heartbeat(Optional<Instant> at, Optional<String> unreadable) {}

  /** Returns the region for what is in none. */
  public String home(List<String> named) {
    return HomeRegion.of(factory.configuredRegion(), named);
  }

  /**
   * Returns the regions that are enabled for the account.
   *
   * @param home the region that is asked
   * @throws IllegalStateException with a message for users
   */
  public List<String> regions(String home) {
    try (Clients clients = factory.clients(home)) {
      return pace
          .ofAnotherRegion()
          .call("DescribeRegions", () -> clients.ec2().describeRegions())
          .regions()
          .stream()
          .map(Region::regionName)
          .sorted()
          .toList();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          sentence(home, "DescribeRegions", e)
              + " Set AWS_REGION to a region of the account, and see ssmenv-read.json for the"
              + " permissions",
          e);
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
    SortedMap<String, List<Found>> all = new TreeMap<>();
    for (Map.Entry<String, List<Found>> region :
        inEach(regions, region -> read(region, regions.getFirst().equals(region)))) {
      for (Found found : region.getValue()) {
        all.computeIfAbsent(
                isGlobal(found.observed().resource().getClass()) ? GLOBAL : region.getKey(),
                _ -> new ArrayList<>())
            .add(found);
      }
    }
    return all;
  }

  /** Returns whether the operators of clusters still write in any of these regions. */
  public Map<String, Heartbeat> heartbeats(List<String> regions, Set<String> clusters)
      throws InterruptedException {
    Map<String, Heartbeat> all = new HashMap<>();
    if (!clusters.isEmpty()) {
      inEach(regions, region -> heartbeats(region, clusters))
          .forEach(region ->
              region
                  .getValue()
                  .forEach((cluster, one) -> all.merge(cluster, one, AccountScan::of)));
    }
    return ImmutableCopy.of(all);
  }

  private static Heartbeat of(Heartbeat one, Heartbeat other) {
    return new Heartbeat(
        Stream.concat(one.at().stream(), other.at().stream()).max(Comparator.naturalOrder()),
        one.unreadable().or(other::unreadable));
  }

  private Map<String, Heartbeat> heartbeats(String region, Collection<String> clusters) {
    Map<String, Heartbeat> found = new HashMap<>();
    ScanPace own = pace.ofAnotherRegion();
    try (Clients clients = factory.clients(region)) {
      for (String cluster : clusters) {
        found.put(cluster, heartbeat(own, clients, cluster));
      }
    }
    return found;
  }

  /** A region that denies to read a heartbeat is no reason to list nothing. */
  private static Heartbeat heartbeat(ScanPace pace, Clients clients, String cluster) {
    try {
      return new Heartbeat(
          pace.call(HEARTBEAT, () -> ClusterHeartbeats.recent(clients, cluster)), Optional.empty());
    } catch (RuntimeException e) {
      return new Heartbeat(Optional.empty(), Optional.of(sentence(clients.region(), HEARTBEAT, e)));
    }
  }

  /** Does the same in all regions at once. */
  private <T> List<Map.Entry<String, T>> inEach(List<String> regions, Function<String, T> work)
      throws InterruptedException {
    List<Callable<Map.Entry<String, T>>> reads = new ArrayList<>();
    regions.forEach(region -> reads.add(() -> Map.entry(region, work.apply(region))));
    List<Map.Entry<String, T>> all = new ArrayList<>();
    try {
      for (Future<Map.Entry<String, T>> read : threads.invokeAll(reads)) {
        all.add(read.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IllegalStateException known
          ? known
          : new IllegalStateException("The account cannot be read: " + e.getCause(), e);
    }
    return all;
  }

  private List<Found> read(String region, boolean first) {
    List<Found> all = new ArrayList<>();
    ScanPace own = pace.ofAnotherRegion();
    try (Clients clients = factory.clients(region)) {
      for (Listing listing : new HandlerRegistry(AwsHandlers.all(own::takeItem)).listings()) {
        if (first || !isGlobal(listing.primaryType())) {
          all.addAll(list(own, clients, listing));
        }
      }
    }
    return all;
  }

  private static List<Found> list(ScanPace pace, Clients clients, Listing listing) {
    try {
      return pace.list(listing.action(), () -> TaggedResources.list(clients, listing), List::size);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(clients.region() + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          sentence(clients.region(), listing.action(), e)
              + (ErrorClassifier.classify(listing.action(), e) instanceof CloudError.Denied
                  ? " The policy ssmenv-read.json allows everything that is read; --region leaves"
                      + " out other regions"
                  : ""),
          e);
    }
  }

  private static boolean isGlobal(Class<? extends Resource> type) {
    return WITHOUT_REGION.contains(type);
  }

  /** What AWS answers ends with a period or not. */
  private static String sentence(String region, String action, RuntimeException e) {
    String text = region + ": " + ErrorClassifier.classify(action, e).summary();
    return text.endsWith(".") ? text : text + ".";
  }
}
