package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.ResourceHandler.Deletion;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One write by the operator, with the states that it replaced.
 *
 * @param written the resource as written, or as it was when it was deleted
 * @param tagged whether its id identifies it; a link is identified by its key
 * @param effect what the write did
 * @param previous states that stale readings may show
 * @param confirmed whether the last reading that started after the write agreed
 */
record RecentWrite(
    Observed written,
    boolean tagged,
    Effect effect,
    Instant at,
    List<Previous> previous,
    boolean confirmed) {

  enum Effect {
    /** It was created or changed. */
    WRITTEN,
    DELETED,
    /** AWS completes the deletion later. */
    DELETING,
    /** AWS did not know it when it was to be deleted. */
    NOT_FOUND;

    static Effect of(Deletion deletion) {
      return switch (deletion) {
        case DELETED -> DELETED;
        case DELETING -> DELETING;
        case NOT_FOUND -> NOT_FOUND;
      };
    }
  }

  /**
   * A state that a write has replaced.
   *
   * @param state empty if the resource did not exist
   * @param readableUntil a reading that started later does not show it
   */
  record Previous(Optional<Observed> state, Instant readableUntil) {}

  RecentWrite {
    previous = List.copyOf(previous);
  }

  /**
   * A write that no reading has confirmed.
   *
   * @param earlier the write before to the same key: what it replaced may still be read, too
   * @param before the state before; empty if the resource did not exist
   * @param lag how long readings may show that state
   */
  static RecentWrite of(
      Observed written,
      boolean tagged,
      Effect effect,
      Optional<RecentWrite> earlier,
      Optional<Observed> before,
      Instant at,
      Duration lag) {
    List<Previous> previous = new ArrayList<>();
    earlier.map(RecentWrite::previous).orElse(List.of()).stream()
        .filter(state -> state.readableUntil().isAfter(at))
        .forEach(previous::add);
    previous.add(new Previous(before, at.plus(lag)));
    return new RecentWrite(written, tagged, effect, at, previous, false);
  }

  boolean exists() {
    return effect == Effect.WRITTEN;
  }

  /** After a reading that agreed, a stale reading is possible for a short time only. */
  RecentWrite confirmedBy(ListResult reading) {
    Instant settled = at.plus(Timing.RECENT_WRITE_SETTLES);
    List<Previous> settling =
        previous.stream()
            .map(before ->
                new Previous(
                    before.state(),
                    before.readableUntil().isBefore(settled) ? before.readableUntil() : settled))
            .filter(before -> before.readableUntil().isAfter(reading.startedAt()))
            .toList();
    return new RecentWrite(written, tagged, effect, at, settling, true);
  }

  RecentWrite unconfirmed() {
    return new RecentWrite(written, tagged, effect, at, previous, false);
  }

  /** Whether a resource is as it was written. A link that was replaced by an equal one agrees. */
  boolean agrees(Observed seen) {
    return !isEnding(seen)
        && (!tagged || seen.id().equals(written.id()))
        && differing(written, seen).isEmpty();
  }

  /** Whether a reading may show this only because it is stale. */
  boolean isAmbiguous(Optional<Observed> seen, ListResult reading) {
    return previous.stream()
        .filter(before -> !reading.startedAfter(before.readableUntil()))
        .map(Previous::state)
        .anyMatch(before ->
            before.isPresent()
                ? seen.filter(one -> isBetween(before.get(), one)).isPresent()
                : seen.isEmpty() || (tagged && isBeingCreated(seen.get())));
  }

  /**
   * Whether AWS may not have known a resource, when it was to be deleted, only because it was
   * created so recently that this reading cannot show it either.
   */
  boolean mayStillAppear(ListResult reading) {
    return effect == Effect.NOT_FOUND
        && previous.stream()
            .filter(before -> before.state().isEmpty())
            .anyMatch(before -> !reading.startedAfter(before.readableUntil()));
  }

  /** Whether each component is as it was before or as it was written. */
  private boolean isBetween(Observed before, Observed seen) {
    if (isEnding(seen) || !seen.id().equals(before.id())) {
      return false;
    }
    Set<Component> sinceBefore = differing(before, seen);
    return differing(written, seen).stream().noneMatch(sinceBefore::contains);
  }

  /**
   * Whether a reading does not show a new resource as it will be: AWS is still assembling it, or
   * only another resource with its key is listed.
   */
  private boolean isBeingCreated(Observed seen) {
    return seen.is(State.PENDING) || !seen.id().equals(written.id());
  }

  private static boolean isEnding(Observed seen) {
    return seen.is(State.DELETING) || seen.is(State.FAILED);
  }

  private static Set<Component> differing(Observed wanted, Observed seen) {
    return Component.of(Difference.between(wanted.resource(), seen.resource()));
  }
}
