package io.ssmenv.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a person is told that two operators select an environment: once, and only if it lasts,
 * because an operator that does not select it any more releases it within seconds. Thread-safe.
 */
final class RefusalNotices {

  private final Duration pause;
  private final Map<String, Instant> since = new ConcurrentHashMap<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  RefusalNotices(Duration pause) {
    this.pause = pause;
  }

  /** Whether the refusal of an environment, by its UID, has lasted. */
  boolean lasts(String uid, Instant now) {
    return !now.isBefore(since.computeIfAbsent(uid, _ -> now).plus(pause));
  }

  /** Returns true once for each refusal. */
  boolean isToBeTold(String uid) {
    return told.add(uid);
  }

  /** The environment is no longer refused, or it is forgotten. */
  void end(String uid) {
    since.remove(uid);
    told.remove(uid);
  }
}
