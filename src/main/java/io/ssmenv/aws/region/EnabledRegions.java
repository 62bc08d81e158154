package io.ssmenv.aws.region;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.ImmutableCopy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.Region;

/**
 * Allows the regions that are enabled for the account, as {@code DescribeRegions} lists them. If
 * that call fails, the regions that the SDK knows are allowed, unless the credentials are known to
 * belong to another partition. The list is read again only for an environment in a region that it
 * does not contain.
 */
public final class EnabledRegions implements RegionCheck {

  private static final Logger log = LoggerFactory.getLogger(EnabledRegions.class);
  private static final String ACTION = "DescribeRegions";

  /**
   * The regions of a partition.
   *
   * @param failure why AWS did not list them; empty if it did
   */
  private record Reading(Set<String> regions, Optional<CloudError> failure, Instant readAt) {}

  private final ClientFactory factory;
  private final InstantSource clock;
  private final Executor threads;
  private final Consumer<Owner> wake;
  private final InternalErrors internalErrors;
  private final Map<String, Reading> readings = new HashMap<>();
  private final Set<String> beingRead = new HashSet<>();
  private final Set<Owner> waiting = new HashSet<>();

  /**
   * @param threads runs the calls
   * @param wake is called with each environment that waits for the list
   */
  public EnabledRegions(
      ClientFactory factory,
      InstantSource clock,
      Executor threads,
      Consumer<Owner> wake,
      InternalErrors internalErrors) {
    this.factory = factory;
    this.clock = clock;
    this.threads = threads;
    this.wake = wake;
    this.internalErrors = internalErrors;
  }

  @Override
  public synchronized Decision decide(Owner owner, String region) {
    String partition = SdkRegions.partitionOf(region);
    Optional<Reading> reading = Optional.ofNullable(readings.get(partition));
    if (reading.filter(known -> allows(known, partition, region)).isPresent()) {
      return new Decision.Allowed();
    }
    if (reading.filter(this::isRecent).isEmpty()) {
      waiting.add(owner);
      if (beingRead.add(partition)) {
        threads.execute(() -> read(partition));
      }
    }
    return reading
        .<Decision>map(known ->
            new Decision.Refused(refusal(region, partition, known, ownPartition(partition))))
        .orElseGet(Decision.Undecided::new);
  }

  /** What the SDK knows of a partition counts only until another one has answered. */
  private boolean allows(Reading reading, String partition, String region) {
    return reading.regions().contains(region)
        && (reading.failure().isEmpty() || ownPartition(partition).isEmpty());
  }

  private boolean isRecent(Reading reading) {
    return clock.instant().isBefore(reading.readAt().plus(Timing.REGIONS_REFRESH));
  }

  private void read(String partition) {
    Reading now = describe(partition);
    Set<Owner> toWake;
    synchronized (this) {
      Optional<Reading> listed =
          Optional.ofNullable(readings.get(partition)).filter(one -> one.failure().isEmpty());
      readings.put(partition, now.failure().isEmpty() ? now : lastList(partition, now, listed));
      beingRead.remove(partition);
      toWake = ImmutableCopy.of(waiting);
      waiting.clear();
    }
    toWake.forEach(wake);
  }

  /**
   * After a failure, the last list counts; else all regions that the SDK knows, which is logged.
   */
  private Reading lastList(String partition, Reading failed, Optional<Reading> listed) {
    return listed
        .map(last -> new Reading(last.regions(), Optional.empty(), failed.readAt()))
        .or(() ->
            ownPartition(partition)
                .map(own -> new Reading(Set.of(), failed.failure(), failed.readAt())))
        .orElseGet(() -> {
          failed
              .failure()
              .ifPresent(error ->
                  log.warn(
                      "The enabled regions are unknown, so all regions of the partition {} are"
                          + " allowed: {}",
                      partition,
                      error.summary()));
          return failed;
        });
  }

  /**
   * The partition of the operator's credentials, if it is known to be another one: no credentials
   * are valid in two partitions.
   */
  private Optional<String> ownPartition(String partition) {
    return readings.entrySet().stream()
        .filter(reading -> reading.getValue().failure().isEmpty())
        .map(Map.Entry::getKey)
        .min(Comparator.naturalOrder())
        .or(() -> factory.region().map(SdkRegions::partitionOf))
        .filter(own -> !own.equals(partition));
  }

  private Reading describe(String partition) {
    String home = SdkRegions.home(partition);
    try (Clients clients = factory.clients(home)) {
      Set<String> enabled =
          clients.ec2().describeRegions().regions().stream()
              .map(Region::regionName)
              .collect(ImmutableCopy.toSet());
      if (enabled.isEmpty()) {
        return allKnown(
            partition, new CloudError.Unavailable(ACTION, "Empty", "AWS lists no region"));
      }
      return new Reading(enabled, Optional.empty(), clock.instant());
    } catch (Throwable e) { // An Error, too, must not leave environments undecided.
      CloudError error = ErrorClassifier.classify(ACTION, e);
      internalErrors.report(home + ": " + ACTION, error, e);
      return allKnown(partition, error);
    }
  }

  private Reading allKnown(String partition, CloudError error) {
    return new Reading(SdkRegions.of(partition), Optional.of(error), clock.instant());
  }

  private static String refusal(
      String region, String partition, Reading reading, Optional<String> ownPartition) {
    if (reading.failure().isPresent() && ownPartition.isPresent()) {
      return "spec.region: %s is in the partition %s, but the operator's credentials belong to the partition %s (%s). Use an operator with credentials of %s, or create the environment in a region of %s, because spec.region is immutable"
          .formatted(
              region,
              partition,
              ownPartition.get(),
              reading.failure().get().summary(),
              partition,
              ownPartition.get());
    }
    String why =
        reading
            .failure()
            .map(error ->
                " is not a region that the operator knows, and AWS did not list the enabled regions ("
                    + error.summary()
                    + ")")
            .orElse(
                " does not exist or is not enabled for the account (DescribeRegions in "
                    + SdkRegions.home(partition)
                    + ")");
    return "spec.region: "
        + region
        + why
        + ". Enable it for the account, or create the environment in another region, because"
        + " spec.region is immutable";
  }
}
