package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.OpenSessions.Reading;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which changes wait for open sessions, and for how long. A change begins to wait when
 * nothing else holds it back, and is remembered until it is done.
 *
 * @param limit how long a change waits; empty if none does
 * @param now by the clock of the operator
 */
public record SessionWaits(
    EnvironmentStatus status, Reading reading, Optional<Duration> limit, Instant now) {

  /** How many sessions a message names. */
  private static final int NAMED = 3;

  /** Changes of the connection concern all instances, and share one wait. */
  public static final String CONNECTION = "connection";

  /**
   * A step that cuts sessions.
   *
   * @param change what it belongs to: steps of one change share a wait
   * @param instances whose sessions it cuts
   * @param ready whether nothing else holds it back
   */
  public record Cut(Key key, String change, Set<String> instances, boolean ready) {
    public Cut {
      instances = ImmutableCopy.of(instances);
    }
  }

  /**
   * What waits.
   *
   * @param history for the status
   * @param messages what each held step waits for
   * @param awaited whether the sessions are to be read at once, and often
   */
  public record Result(SessionHistory history, Map<Key, String> messages, boolean awaited) {
    public Result {
      messages = ImmutableCopy.of(messages);
    }
  }

  /**
   * Brings the waits up to date.
   *
   * @param instances of the environment
   * @param cuts the steps that cut sessions; a step with nobody to disturb waits for nobody
   * @param complete whether no other such step can be due; if not, what is recorded stays
   */
  public Result update(Set<String> instances, List<Cut> cuts, boolean complete) {
    SessionHistory count = SessionHistory.counted(status, reading, instances, now);
    SortedMap<String, SessionWait> waits = limit.map(this::recorded).orElseGet(TreeMap::new);
    List<Cut> due =
        limit.isEmpty()
            ? List.of()
            : cuts.stream().filter(cut -> !cut.instances().isEmpty()).toList();
    if (complete) {
      waits.keySet().retainAll(due.stream().map(Cut::change).collect(Collectors.toSet()));
    }
    Map<String, Set<String>> concerned = new TreeMap<>();
    due.stream()
        .filter(Cut::ready)
        .forEach(cut ->
            concerned.computeIfAbsent(cut.change(), _ -> new HashSet<>()).addAll(cut.instances()));
    Map<String, String> held = new HashMap<>();
    concerned.forEach((change, whose) -> {
      SessionWait wait = update(waits.get(change), change, whose);
      waits.put(change, wait);
      if (!wait.expired() && !areGone(whose)) {
        held.put(change, message(wait));
      }
    });
    Map<Key, String> messages = new TreeMap<>();
    due.stream()
        .filter(Cut::ready)
        .forEach(cut ->
            Optional.ofNullable(held.get(cut.change()))
                .ifPresent(message -> messages.put(cut.key(), message)));
    return new Result(
        new SessionHistory(
            count.open(),
            count.since(),
            waits.values().stream().map(SessionWait::write).toList(),
            messages.keySet(),
            waits.values().stream()
                .filter(wait -> held.containsKey(wait.change()))
                .map(SessionWait::until)
                .min(Instant::compareTo)),
        messages,
        !concerned.isEmpty());
  }

  private SortedMap<String, SessionWait> recorded(Duration most) {
    SortedMap<String, SessionWait> waits = new TreeMap<>();
    status
        .sessionWaits()
        .forEach(one ->
            SessionWait.parse(one, now, most).ifPresent(wait -> waits.put(wait.change(), wait)));
    return waits;
  }

  private SessionWait update(@Nullable SessionWait recorded, String change, Set<String> whose) {
    SessionWait wait =
        Optional.ofNullable(recorded)
            .orElseGet(() -> SessionWait.beginning(change, now, limit.orElseThrow()));
    SessionWait known = reading instanceof Reading.Known read ? wait.with(read.on(whose)) : wait;
    return known.isOver(now) && !areGone(whose) ? known.expiring() : known;
  }

  /** Whether it is certain that no session is open on instances. */
  private boolean areGone(Set<String> whose) {
    return reading instanceof Reading.Known known && known.current() && known.on(whose).isEmpty();
  }

  private String message(SessionWait wait) {
    String until = ", until " + StatusText.time(wait.until()) + " at the latest";
    return switch (reading) {
      case Reading.Known known when known.current() -> open(wait.sessions()) + " to end" + until;
      case Reading.Failed(var error) ->
          "the open sessions to be read" + until + ": " + error.summary();
      case Reading.Known _, Reading.Pending _ -> "the open sessions to be read" + until;
    };
  }

  /** How many sessions, and which, for a message. */
  public static String open(SortedSet<String> sessions) {
    String named = sessions.stream().limit(NAMED).collect(Collectors.joining(", "));
    return "%d open session%s (%s%s)"
        .formatted(
            sessions.size(),
            sessions.size() == 1 ? "" : "s",
            named,
            sessions.size() > NAMED ? ", …" : "");
  }
}
