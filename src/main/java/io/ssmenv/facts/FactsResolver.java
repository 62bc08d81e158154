package io.ssmenv.facts;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.FactTiming;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RetryTiming;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.VpcZones;
import io.ssmenv.desired.ZoneRequirements;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Resolves each fact once: from the resources that exist in AWS, else by a lookup in AWS on another
 * thread. What the status records is only a preference among what AWS confirms, because anybody
 * with access to the status can edit it.
 */
public final class FactsResolver {

  /** Images, zones and services differ between accounts. */
  private record Id(String account, String uid) {}

  private final Executor threads;
  private final InstantSource clock;
  private final Consumer<Owner> wake;
  private final InternalErrors internalErrors;
  private final Map<Id, LookupState> states = new ConcurrentHashMap<>();

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
   * @param recorded from the status, not confirmed by AWS
   * @param vpc what other environments have to do with the zones
   */
  public FactsResolution resolve(
      Owner owner,
      FactSource source,
      EnvironmentSpec spec,
      Facts recorded,
      Observation observed,
      VpcZones vpc) {
    Id id = new Id(observed.accountId(), owner.uid());
    LookupState unconfirmed = states.getOrDefault(new Id("", owner.uid()), LookupState.NONE);
    LookupState state = states.getOrDefault(id, unconfirmed.faults());
    ZoneRequirements zones = vpc.requirements();
    StandingZones standing = StandingZones.of(observed, vpc, recorded);
    Facts existing = KnownFacts.from(observed, spec, vpc, recorded);
    Facts known =
        KnownFacts.merge(existing, KnownFacts.withoutRejected(state.results(), zones, existing));
    Set<Lookup> open = new LinkedHashSet<>(Lookup.of(spec, zones, known));
    open.removeIf(state::hasNothing);
    if (open.isEmpty() && id.account().isEmpty() && !state.answered().isEmpty()) {
      return new FactsResolution.Pending("Waiting until the AWS account is confirmed");
    }
    Optional<String> undecided = standing.undecided();
    if (undecided.isPresent()) {
      return new FactsResolution.Pending(
          "Waiting until AWS shows whether anything stands in " + undecided.get());
    }
    Set<Lookup> due = new LinkedHashSet<>(open);
    ZoneLookups.outdated(spec, known, state, clock.instant()).ifPresent(due::add);
    ZoneLookups.reconsidered(zones, existing, known, state).ifPresent(due::add);
    due.removeIf(
        lookup -> state.failure(lookup).filter(one -> isBackingOff(one.retryAt())).isPresent());
    state.stale().stream()
        .filter(stale -> Lookup.of(spec, zones, existing).contains(stale))
        .forEach(due::add);
    if (!due.isEmpty() && !state.running()) {
      states.put(id, state.started(open));
      FactSource facts = source.in(id.account());
      Set<Lookup> stale = state.stale();
      threads.execute(() -> lookUp(owner, id, facts, stale, due, known, recorded));
    }
    Optional<Facts> kept = ZoneLookups.withKeptZones(standing, known, open, state);
    open.removeIf(lookup -> lookup instanceof Lookup.Zones && kept.isPresent());
    return new Findings(spec, vpc, recorded, observed, kept.orElse(known), open, state)
        .resolution();
  }

  private boolean isBackingOff(Instant retryAt) {
    return clock.instant().isBefore(retryAt);
  }

  /**
   * Looks up images again that AWS refuses to launch, unless an instance runs from them: the image
   * behind a parameter may have been replaced since.
   */
  public void imagesRefused(Owner owner, String account, Collection<RefusedImage> refused) {
    Id id = new Id(account, owner.uid());
    LookupState before = states.getOrDefault(id, LookupState.NONE);
    if (!ImmutableCopy.of(refused).equals(before.refused())) {
      LookupState after = states.compute(id, (_, state) -> refused(state, refused));
      if (!after.stale().equals(before.stale())) {
        wake.accept(owner);
      }
    }
  }

  private static LookupState refused(LookupState state, Collection<RefusedImage> refused) {
    return (state == null ? LookupState.NONE : state).refused(refused);
  }

  /** Drops everything that is remembered of an environment that no longer exists. */
  public void forget(Owner owner) {
    states.keySet().removeIf(id -> id.uid().equals(owner.uid()));
  }

  private void lookUp(
      Owner owner,
      Id id,
      FactSource source,
      Set<Lookup> stale,
      Set<Lookup> due,
      Facts known,
      Facts recorded) {
    for (Lookup lookup : due) {
      FactSource asked = stale.contains(lookup) ? source.askingAgain() : source;
      try {
        Facts found = new FactReader(asked).read(lookup, known, recorded);
        states.computeIfPresent(id, (_, state) -> state.answered(lookup, found, clock.instant()));
      } catch (Throwable e) { // After an Error too, the lookup has ended.
        CloudError error = error(e);
        internalErrors.report(owner + ": " + lookup.about(), error, e);
        states.computeIfPresent(
            id, (_, state) -> state.failed(lookup, failure(state, lookup, error)));
      }
    }
    states.computeIfPresent(id, (_, state) -> state.ended());
    wake.accept(owner);
  }

  private static CloudError error(Throwable failure) {
    return failure instanceof CloudException known
        ? known.error()
        : CloudError.Internal.of("ResolveFacts", failure);
  }

  private LookupState.Failure failure(LookupState state, Lookup lookup, CloudError error) {
    int times = 1 + state.failure(lookup).map(LookupState.Failure::times).orElse(0);
    Duration pause =
        error instanceof CloudError.Internal
            ? RetryTiming.INTERNAL_ERROR_BACKOFF.after(times)
            : FactTiming.RETRY;
    return new LookupState.Failure(error, times, clock.instant().plus(pause));
  }
}
