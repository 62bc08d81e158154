package io.ssmenv.facts;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.desired.Facts;
import io.ssmenv.topology.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Resolves each fact once: from the status, from the resources that exist in AWS, and only then by
 * lookups in AWS, on another thread.
 */
public final class FactsResolver {

  /** Images, zones and services differ between accounts. */
  private record Id(String account, String uid) {}

  private record Failure(Lookup lookup, CloudError error, int times, Instant retryAt) {}

  private record PendingLookups(
      Facts results, Set<Lookup> done, boolean running, Optional<Failure> failure) {

    /** How often in a row a lookup has failed. */
    int failures(Lookup lookup) {
      return failure.filter(latest -> latest.lookup().equals(lookup)).map(Failure::times).orElse(0);
    }
  }

  private static final PendingLookups EMPTY =
      new PendingLookups(KnownFacts.none(), Set.of(), false, Optional.empty());

  private final Executor threads;
  private final InstantSource clock;
  private final Consumer<Owner> wake;
  private final InternalErrors internalErrors;
  private final Map<Id, PendingLookups> lookups = new ConcurrentHashMap<>();

  /**
   * Lookups run on {@code threads}.
   *
   * @param wake called with an environment whose lookups have ended
   */
  public FactsResolver(
      Executor threads, InstantSource clock, Consumer<Owner> wake, InternalErrors internalErrors) {
    this.threads = threads;
    this.clock = clock;
    this.wake = wake;
    this.internalErrors = internalErrors;
  }

  /**
   * Returns the facts that the spec needs, and starts lookups for the unknown ones. What was looked
   * up before the account is confirmed is not used: it only shows what is wrong with the
   * credentials.
   *
   * @param remembered from the status
   */
  public FactsResolution resolve(
      Owner owner,
      FactSource source,
      EnvironmentSpec spec,
      Facts remembered,
      Observation observed) {
    Id id = new Id(observed.accountId(), owner.uid());
    PendingLookups pending = lookups.getOrDefault(id, EMPTY);
    Facts known =
        KnownFacts.merge(
            KnownFacts.merge(KnownFacts.from(observed, spec), remembered), pending.results());
    Set<Lookup> open = new HashSet<>(Lookup.of(spec, known));
    open.removeAll(pending.done());
    if (open.isEmpty() && id.account().isEmpty() && !pending.done().isEmpty()) {
      return new FactsResolution.Pending("Waiting until the AWS account is confirmed");
    }
    if (open.isEmpty()) {
      return new FactsResolution.Known(KnownFacts.forSpec(known, spec));
    }
    Optional<Failure> failure = pending.failure().filter(failed -> open.contains(failed.lookup()));
    boolean backingOff =
        failure.filter(failed -> clock.instant().isBefore(failed.retryAt())).isPresent();
    if (!pending.running() && !backingOff) {
      lookups.put(id, new PendingLookups(pending.results(), pending.done(), true, failure));
      threads.execute(() -> lookUp(owner, id, source.in(id.account()), open, known));
    }
    // A failure is kept while the lookup is repeated: the status does not change with each attempt.
    return failure
        .<FactsResolution>map(
            failed -> new FactsResolution.Failed(failed.error(), describe(Set.of(failed.lookup()))))
        .orElseGet(() -> new FactsResolution.Pending("Looking up " + describe(open) + " in AWS"));
  }

  /** Drops everything that is remembered of an environment that no longer exists. */
  public void forget(Owner owner) {
    lookups.keySet().removeIf(id -> id.uid().equals(owner.uid()));
  }

  private void lookUp(Owner owner, Id id, FactSource source, Set<Lookup> open, Facts known) {
    PendingLookups before = lookups.getOrDefault(id, EMPTY);
    Facts results = before.results();
    Set<Lookup> done = new HashSet<>(before.done());
    Optional<Failure> failure = Optional.empty();
    for (Lookup lookup : open) {
      try {
        results = KnownFacts.merge(results, result(source, lookup, known));
        done.add(lookup);
      } catch (Throwable e) { // After an Error too, the lookup has ended.
        CloudError error = error(e);
        internalErrors.report(owner + ": " + describe(Set.of(lookup)), error, e);
        int times = 1 + before.failures(lookup);
        failure = Optional.of(new Failure(lookup, error, times, retryAt(error, times)));
      }
    }
    lookups.put(id, new PendingLookups(results, Set.copyOf(done), false, failure));
    wake.accept(owner);
  }

  private static CloudError error(Throwable failure) {
    return failure instanceof CloudException known
        ? known.error()
        : CloudError.Internal.of("ssmenv", failure);
  }

  private Instant retryAt(CloudError error, int times) {
    Duration pause =
        error instanceof CloudError.Internal
            ? Timing.INTERNAL_ERROR_BACKOFF.after(times)
            : Timing.FACTS_RETRY;
    return clock.instant().plus(pause);
  }

  private static Facts result(FactSource source, Lookup lookup, Facts known) {
    Facts none = KnownFacts.none();
    return switch (lookup) {
      case Lookup.Zones(int count) ->
          new Facts(
              zones(source, count, known.zones()), Map.of(), Set.of(), Optional.empty(), Map.of());
      case Lookup.Image(String name) -> {
        String id = name.startsWith("ami-") ? name : source.resolveImageParameter(name);
        yield new Facts(
            List.of(),
            Map.of(name, new Facts.Image(id, source.rootDeviceName(id))),
            Set.of(),
            Optional.empty(),
            Map.of());
      }
      case Lookup.Services _ ->
          source.offersEndpoint(EndpointServices.EC2_MESSAGES)
              ? new Facts(
                  List.of(),
                  Map.of(),
                  Set.of(EndpointServices.EC2_MESSAGES),
                  Optional.empty(),
                  Map.of())
              : none;
      case Lookup.S3PrefixList _ ->
          new Facts(List.of(), Map.of(), Set.of(), source.s3PrefixList(), Map.of());
    };
  }

  /** The zones in use, and more in the order of their names. */
  private static List<String> zones(FactSource source, int count, List<String> inUse) {
    List<String> all = source.zones();
    if (all.size() < count) {
      throw new CloudException(
          new CloudError.Invalid(
              "DescribeAvailabilityZones",
              "TooFewZones",
              "spec.network.availabilityZones asks for "
                  + count
                  + ", but the region has only "
                  + all.size()
                  + " that are available to this account. Reduce spec.network.availabilityZones"));
    }
    List<String> zones = new ArrayList<>(inUse);
    all.stream()
        .filter(zone -> !zones.contains(zone))
        .limit(Math.max(0, count - zones.size()))
        .toList()
        .forEach(zones::add);
    return zones;
  }

  private static String describe(Set<Lookup> lookups) {
    return String.join(
        ", ",
        lookups.stream()
            .map(lookup ->
                switch (lookup) {
                  case Lookup.Zones zones -> "the availability zones";
                  case Lookup.Image(String name) -> "the image " + name;
                  case Lookup.Services _ -> "the endpoint services of the region";
                  case Lookup.S3PrefixList _ -> "the prefix list of S3";
                })
            .sorted()
            .toList());
  }
}
