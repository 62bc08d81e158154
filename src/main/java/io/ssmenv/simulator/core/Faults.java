package io.ssmenv.simulator.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Faults on demand. Each applies to an action by name for a number of calls, oldest first. */
public final class Faults {
  /** For as long as it is not cleared. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  /** Every action of every service. */
  public static final String ANY_ACTION = "*";

  /** What goes wrong. */
  public sealed interface Fault {}

  /** The call is refused and nothing is done. */
  public record Refused(AwsError error) implements Fault {}

  /** The call succeeds, but all lists of its answer are empty. */
  public record EmptyLists() implements Fault {}

  /** The call is done, but the connection breaks before the answer. */
  public record LostAnswer() implements Fault {}

  private record Planned(String action, Fault fault, int times) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Planned> planned = new ArrayList<>();

  /** Refuses an action. */
  public void refuse(String action, String code, int httpStatus, String message, int times) {
    add(action, new Refused(new AwsError(code, message, httpStatus)), times);
  }

  /** Answers an action's lists without anything in them. */
  public void emptyLists(String action, int times) {
    add(action, new EmptyLists(), times);
  }

  /** Does an action without the caller ever hearing of it. */
  public void loseAnswer(String action, int times) {
    add(action, new LostAnswer(), times);
  }

  /** Refuses everything with 503 until cleared. */
  public void outage() {
    refuse(ANY_ACTION, "ServiceUnavailable", 503, "The service is unavailable.", ALWAYS);
  }

  /** Ends all faults. */
  public void clear() {
    lock.lock();
    try {
      planned.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the fault that this call of an action has to suffer. */
  public Optional<Fault> take(String action) {
    lock.lock();
    try {
      for (int i = 0; i < planned.size(); i++) {
        Planned p = planned.get(i);
        if (p.action().equals(action) || p.action().equals(ANY_ACTION)) {
          if (p.times() == 1) {
            planned.remove(i);
          } else if (p.times() != ALWAYS) {
            planned.set(i, new Planned(p.action(), p.fault(), p.times() - 1));
          }
          return Optional.of(p.fault());
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void add(String action, Fault fault, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be 1 or more, but is " + times);
    }
    lock.lock();
    try {
      planned.add(new Planned(action, fault, times));
    } finally {
      lock.unlock();
    }
  }
}
