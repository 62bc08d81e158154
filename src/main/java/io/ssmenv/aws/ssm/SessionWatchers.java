package io.ssmenv.aws.ssm;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.OpenSessions.Reading;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.SessionTiming;
import io.ssmenv.topology.ImmutableCopy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who asks for sessions, and what was read last. It makes no calls. */
final class SessionWatchers {

  /** The longest id [D]. */
  private static final int MAX_ID = 96;

  /** What IAM allows in the name of a user or of a role session, with which an id begins [D]. */
  private static final String NO_ID_CHARACTER = "[^\\w+=,.@-]";

  /** A listing of all sessions of the region, page by page. */
  static final class Listing {
    private final Instant begun;
    private final boolean awaited;
    private final Map<String, SortedSet<String>> byInstance = new HashMap<>();
    private final Set<String> accounts = new HashSet<>();
    private Optional<String> nextToken = Optional.empty();

    private Listing(Instant begun, boolean awaited) {
      this.begun = begun;
      this.awaited = awaited;
    }

    /** Whether a change waits for it, so that it has to be known from which account it is. */
    boolean awaited() {
      return awaited;
    }

    void confirm(String account) {
      accounts.add(account);
    }

    void add(String instance, String session) {
      String id = session.replaceAll(NO_ID_CHARACTER, "?");
      byInstance
          .computeIfAbsent(instance, _ -> new TreeSet<>())
          .add(id.substring(0, Math.min(id.length(), MAX_ID)));
    }

    Optional<String> nextToken() {
      return nextToken;
    }

    /** Returns whether there is another page. */
    boolean continueAt(@Nullable String token) {
      nextToken = Optional.ofNullable(token).filter(next -> !next.isEmpty());
      return nextToken.isPresent();
    }
  }

  private static final class Watcher {
    private Owner owner;
    private String account = "";
    private Set<String> instances = Set.of();
    private Optional<Instant> awaitedSince = Optional.empty();

    /** What its environment has seen last. */
    private Reading seen = new Reading.Pending();

    private Watcher(Owner owner) {
      this.owner = owner;
    }
  }

  private final InstantSource clock;
  private final Map<String, Watcher> watchers = new HashMap<>();
  private Optional<Listing> last = Optional.empty();
  private Optional<CloudError> failure = Optional.empty();

  SessionWatchers(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void watch(Owner owner, String account, Set<String> instances, boolean awaited) {
    if (instances.isEmpty()) {
      watchers.remove(owner.uid());
      return;
    }
    Watcher watcher = watchers.computeIfAbsent(owner.uid(), _ -> new Watcher(owner));
    watcher.owner = owner;
    watcher.account = account;
    watcher.instances = ImmutableCopy.of(instances);
    watcher.awaitedSince =
        awaited
            ? Optional.of(watcher.awaitedSince.orElseGet(clock::instant))
            : Optional.<Instant>empty();
  }

  synchronized void forget(Owner owner) {
    watchers.remove(owner.uid());
  }

  synchronized Reading reading(Owner owner) {
    Watcher watcher = watchers.get(owner.uid());
    if (watcher == null) {
      return new Reading.Pending();
    }
    watcher.seen = reading(watcher);
    return watcher.seen;
  }

  private Reading reading(Watcher watcher) {
    boolean outdated = last.filter(listing -> age(listing).compareTo(limit()) <= 0).isEmpty();
    if (failure.isPresent() && (outdated || watcher.awaitedSince.isPresent())) {
      return new Reading.Failed(failure.get());
    }
    if (outdated) {
      return new Reading.Pending();
    }
    Listing listing = last.orElseThrow();
    Map<String, SortedSet<String>> own = new HashMap<>(listing.byInstance);
    own.keySet().retainAll(watcher.instances);
    boolean current =
        watcher.awaitedSince.filter(since -> !listing.begun.isBefore(since)).isPresent()
            && listing.accounts.equals(Set.of(watcher.account));
    return new Reading.Known(own, current);
  }

  private Duration age(Listing listing) {
    return Duration.between(listing.begun, clock.instant());
  }

  private static Duration limit() {
    return SessionTiming.OUTDATED;
  }

  /** Whether the sessions are to be read now. */
  synchronized boolean isDue() {
    if (watchers.isEmpty()) {
      return false;
    }
    Duration interval = isAwaited() ? SessionTiming.INTERVAL_AWAITED : SessionTiming.INTERVAL;
    return last.filter(listing -> age(listing).compareTo(interval) < 0).isEmpty()
        || watchers.values().stream()
            .flatMap(watcher -> watcher.awaitedSince.stream())
            .anyMatch(since -> last.orElseThrow().begun.isBefore(since));
  }

  private boolean isAwaited() {
    return watchers.values().stream().anyMatch(watcher -> watcher.awaitedSince.isPresent());
  }

  synchronized Listing begin() {
    return new Listing(clock.instant(), isAwaited());
  }

  /** Records a complete listing; returns for whom something has changed. */
  synchronized Set<Owner> completed(Listing listing) {
    last = Optional.of(listing);
    failure = Optional.empty();
    return changed();
  }

  /** Records why nothing can be read; returns for whom that is new. */
  synchronized Set<Owner> failed(CloudError error) {
    failure = Optional.of(error);
    return changed();
  }

  private Set<Owner> changed() {
    Set<Owner> owners = new HashSet<>();
    for (Watcher watcher : watchers.values()) {
      if (!reading(watcher).equals(watcher.seen)) {
        owners.add(watcher.owner);
      }
    }
    return owners;
  }
}
