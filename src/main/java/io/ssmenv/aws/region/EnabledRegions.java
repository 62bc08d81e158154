package io.ssmenv.aws.region;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ec2.model.Region;

/**
 * Allows the regions that are enabled for the account, as {@code DescribeRegions} lists them. If
 * that call fails, the regions that the SDK knows are allowed. The list is read again only for an
 * environment in a region that it does not contain.
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
    if (reading.filter(known -> known.regions().contains(region)).isPresent()) {
      return new Decision.Allowed();
    }
    if (reading.filter(this::isRecent).isEmpty()) {
      waiting.add(owner);
      if (beingRead.add(partition)) {
        threads.execute(() -> read(partition));
      }
    }
    return reading
        .<Decision>map(known -> new Decision.Refused(refusal(region, partition, known)))
        .orElseGet(Decision.Undecided::new);
  }

  private boolean isRecent(Reading reading) {
    return clock.instant().isBefore(reading.readAt().plus(Timing.REGIONS_REFRESH));
  }

  private void read(String partition) {
    Reading now = describe(partition);
    Set<Owner> toWake;
    synchronized (this) {
      Reading before = readings.get(partition);
      logFailure(partition, before, now);
      boolean keep = now.failure().isPresent() && before != null && before.failure().isEmpty();
      readings.put(
          partition, keep ? new Reading(before.regions(), Optional.empty(), now.readAt()) : now);
      beingRead.remove(partition);
      toWake = Set.copyOf(waiting);
      waiting.clear();
    }
    toWake.forEach(wake);
  }

  /** Logs only the first of several failures in a row. */
  private static void logFailure(String partition, @Nullable Reading before, Reading now) {
    if (before == null || before.failure().isEmpty()) {
      now.failure()
          .ifPresent(error ->
              log.warn(
                  "The enabled regions are unknown, so {}: {}",
                  before == null
                      ? "all regions of the partition " + partition + " are allowed"
                      : "the last list is used",
                  error.summary()));
    }
  }

  private Reading describe(String partition) {
    String home = SdkRegions.home(partition);
    try (Clients clients = factory.clients(home)) {
      Set<String> enabled =
          clients.ec2().describeRegions().regions().stream()
              .map(Region::regionName)
              .collect(Collectors.toUnmodifiableSet());
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

  private static String refusal(String region, String partition, Reading reading) {
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
