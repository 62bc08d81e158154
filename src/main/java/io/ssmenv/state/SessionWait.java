package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.SessionWaitStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A change that waits for sessions to end, or has waited for them and is not done yet.
 *
 * @param change what is changed
 * @param since when it could have been made
 * @param until when it is made in any case
 * @param sessions the ids of the sessions, as far as they could be read
 * @param expired whether it is made although sessions are open, or may be
 */
public record SessionWait(
    String change, Instant since, Instant until, SortedSet<String> sessions, boolean expired) {

  public SessionWait {
    sessions = Collections.unmodifiableSortedSet(new TreeSet<>(sessions));
  }

  /** A change that could be made now. */
  static SessionWait beginning(String change, Instant now, Duration limit) {
    Instant since = StatusText.seconds(now);
    return new SessionWait(change, since, since.plus(limit), new TreeSet<>(), false);
  }

  /**
   * What a status has recorded: only the begin counts, because the spec may have changed. A begin
   * in the future is none.
   */
  static Optional<SessionWait> parse(SessionWaitStatus recorded, Instant now, Duration limit) {
    return StatusText.parseTime(recorded.since())
        .filter(since -> !since.isAfter(now))
        .map(since ->
            new SessionWait(
                recorded.change(),
                since,
                since.plus(limit),
                new TreeSet<>(recorded.sessions()),
                recorded.expiredOrDefault() && !now.isBefore(since.plus(limit))));
  }

  SessionWait with(SortedSet<String> open) {
    return new SessionWait(change, since, until, open, expired);
  }

  SessionWait expiring() {
    return new SessionWait(change, since, until, sessions, true);
  }

  boolean isOver(Instant now) {
    return !now.isBefore(until);
  }

  /** For the status. */
  public SessionWaitStatus write() {
    List<String> ids = sessions.stream().limit(SessionWaitStatus.MAX_SESSIONS).toList();
    return new SessionWaitStatus(
        change, StatusText.time(since), StatusText.time(until), ids, expired ? true : null);
  }
}
