package io.ssmenv.engine.faults;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * A fault at a time.
 *
 * @param at counted from the begin of the run
 */
public record FaultEvent(Duration at, Fault fault) {

  /** Returns when a list of faults is over. */
  public static Duration end(List<FaultEvent> events) {
    return events.stream()
        .map(event ->
            event.fault() instanceof Fault.Lasting lasting
                ? event.at().plus(lasting.lasting())
                : event.at())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  @Override
  public String toString() {
    return "%5ds %s".formatted(at.toSeconds(), fault);
  }
}
