package io.ssmenv.aws.ssm;

import io.ssmenv.cloud.Heartbeats.Sign;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What is known of the operators of other clusters, while environments of this one want to take
 * over resources of theirs. What was read a while ago proves nothing: they may have begun again.
 */
final class OtherClusters {

  private record Known(Sign sign, Instant readAt) {
    boolean isOlder(Instant now, Duration age) {
      return !now.isBefore(readAt.plus(age));
    }
  }

  private final InstantSource clock;
  private final Executor threads;
  private final Consumer<Owner> wake;
  private final Function<String, Sign> read;
  private final Map<String, Known> known = new HashMap<>();

  /** Who waits for a read that is in progress, by the name of the parameter. */
  private final Map<String, Set<Owner>> waiting = new HashMap<>();

  /**
   * @param clock never jumps
   * @param threads for the reads; must not queue
   * @param wake called with each environment that has asked, when the answer is there
   * @param read reads the parameter of a name; throws nothing
   */
  OtherClusters(
      InstantSource clock, Executor threads, Consumer<Owner> wake, Function<String, Sign> read) {
    this.clock = clock;
    this.threads = threads;
    this.wake = wake;
    this.read = read;
  }

  /** Returns what is known, and begins to read it if that is not recent. */
  Sign of(Owner asker, String cluster) {
    Optional<String> name = HeartbeatParameter.name(cluster);
    if (name.isEmpty()) {
      return new Sign.Silent(); // No operator runs with such an id.
    }
    Optional<Known> last;
    boolean begin;
    synchronized (this) {
      Instant now = clock.instant();
      last = Optional.ofNullable(known.get(name.get()));
      boolean due = last.filter(one -> !one.isOlder(now, Timing.HEARTBEAT_REFRESH)).isEmpty();
      begin = due && !waiting.containsKey(name.get());
      if (due) {
        waiting.computeIfAbsent(name.get(), _ -> new HashSet<>()).add(asker);
      }
      last = last.filter(one -> !one.isOlder(now, Timing.HEARTBEAT_BELIEVED));
    }
    if (begin) {
      threads.execute(() -> read(name.get()));
    }
    return last.map(Known::sign).orElseGet(Sign.Pending::new);
  }

  private void read(String name) {
    Sign sign = read.apply(name);
    Set<Owner> askers;
    synchronized (this) {
      known.put(name, new Known(sign, clock.instant()));
      askers = Optional.ofNullable(waiting.remove(name)).orElseGet(Set::of);
    }
    askers.forEach(wake);
  }
}
