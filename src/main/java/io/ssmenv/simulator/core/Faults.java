package io.ssmenv.simulator.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Faults on demand, oldest first. What a person could do in the console needs none: a test does it
 * by ordinary calls through a client of its own.
 *
 * <p>A fault with a probability is decided by the seed for the first, second, third call of each
 * action, so that other calls in between change nothing.
 */
public final class Faults {
  /** For as long as it is not cleared. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  /**
   * A fault that is in force.
   *
   * @param id what it is cleared by
   * @param targetOf which calls it is for
   * @param fault what goes wrong
   * @param probability how likely each call suffers it, more than 0 and at most 1
   * @param times how many calls are still to suffer it
   */
  public record ActiveFault(
      String id, FaultTarget target, Fault fault, double probability, int times) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final SeededRandom random;
  private final List<ActiveFault> active = new ArrayList<>();
  private final Map<String, Integer> attempts = new HashMap<>();
  private int lastId;

  /** No faults yet. */
  public Faults(SeededRandom random) {
    this.random = random;
  }

  /** Refuses an action. */
  public void refuse(String action, String code, int httpStatus, String message, int times) {
    add(
        FaultTarget.forAction(action),
        new Fault.Refused(new AwsError(code, message, httpStatus)),
        1,
        times);
  }

  /** Answers an action's lists without anything in them. */
  public void emptyLists(String action, int times) {
    add(FaultTarget.forAction(action), new Fault.EmptyLists(), 1, times);
  }

  /** Does an action without the caller ever hearing of it. */
  public void loseAnswer(String action, int times) {
    add(FaultTarget.forAction(action), new Fault.LostAnswer(), 1, times);
  }

  /** Refuses everything with 503 until cleared. */
  public void outage() {
    outage(FaultTarget.ALL);
  }

  /** Refuses all these calls with 503 until cleared. */
  public String outage(FaultTarget target) {
    AwsError error = new AwsError("ServiceUnavailable", "The service is unavailable.", 503);
    return add(target, new Fault.Refused(error), 1, ALWAYS);
  }

  /** Has no capacity for instances until cleared; without type or zone, of any type or anywhere. */
  public String noCapacity(Optional<String> instanceType, Optional<String> zone) {
    return add(FaultTarget.ALL, new Fault.NoCapacity(instanceType, zone), 1, ALWAYS);
  }

  /** Keeps a resource, or all of a type, in the state in which it waits for AWS until cleared. */
  public String stuck(String idOrType) {
    return add(FaultTarget.ALL, new Fault.Stuck(idOrType), 1, ALWAYS);
  }

  /**
   * Puts a fault in force.
   *
   * @param probability how likely each call suffers it, more than 0 and at most 1
   * @param times how many calls suffer it, 1 or more, or {@link #ALWAYS}
   * @return the id that it is cleared by
   */
  public String add(FaultTarget target, Fault fault, double probability, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be 1 or more, but is " + times);
    }
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability must be more than 0 and at most 1, but is " + probability);
    }
    lock.lock();
    try {
      lastId++;
      String id = "fault-" + lastId;
      active.add(new ActiveFault(id, target, fault, probability, times));
      return id;
    } finally {
      lock.unlock();
    }
  }

  /** What is in force. */
  public List<ActiveFault> active() {
    lock.lock();
    try {
      return List.copyOf(active);
    } finally {
      lock.unlock();
    }
  }

  /** Ends a fault; false if there is none with this id. */
  public boolean clear(String id) {
    lock.lock();
    try {
      return active.removeIf(p -> p.id().equals(id));
    } finally {
      lock.unlock();
    }
  }

  /** Ends all faults. */
  public void clear() {
    lock.lock();
    try {
      active.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the fault that decides this call's answer: the oldest that strikes. */
  public Optional<Fault> takeResponseFault(FaultTarget call) {
    return take(
        call,
        fault ->
            switch (fault) {
              case Fault.Slow slow -> false;
              case Fault.NoCapacity none -> false;
              case Fault.Stuck stuck -> false;
              default -> true;
            });
  }

  /** Takes the fault that makes this call slow. */
  public Optional<Fault.Slow> takeDelay(FaultTarget call) {
    return take(call, Fault.Slow.class::isInstance).map(Fault.Slow.class::cast);
  }

  /** Whether there is no capacity for a launch; this counts as one time. */
  public boolean lacksCapacity(Call call, String instanceType, String zone) {
    return take(
            targetOf(call),
            fault ->
                fault instanceof Fault.NoCapacity none
                    && none.instanceType().filter(t -> !t.equals(instanceType)).isEmpty()
                    && none.zone().filter(z -> !z.equals(zone)).isEmpty())
        .isPresent();
  }

  /** Whether a resource has to stay as it is for now. */
  public boolean isStuck(String type, String id) {
    return active().stream()
        .anyMatch(p ->
            p.fault() instanceof Fault.Stuck stuck
                && (stuck.resource().equals(id) || stuck.resource().equals(type)));
  }

  private static FaultTarget targetOf(Call call) {
    return FaultTarget.forAction(call.action())
        .withService(call.service())
        .inRegion(call.region())
        .withAccessKey(call.accessKeyId());
  }

  private Optional<Fault> take(FaultTarget call, Predicate<Fault> filter) {
    lock.lock();
    try {
      for (int i = 0; i < active.size(); i++) {
        ActiveFault p = active.get(i);
        if (filter.test(p.fault()) && p.target().matches(call) && applies(p, call.action())) {
          if (p.times() == 1) {
            active.remove(i);
          } else if (p.times() != ALWAYS) {
            active.set(
                i, new ActiveFault(p.id(), p.target(), p.fault(), p.probability(), p.times() - 1));
          }
          return Optional.of(p.fault());
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private boolean applies(ActiveFault fault, String action) {
    String key = fault.id() + "/" + action;
    int number = attempts.merge(key, 1, Integer::sum);
    return fault.probability() == 1 || random.fraction(key + "/" + number) < fault.probability();
  }
}
