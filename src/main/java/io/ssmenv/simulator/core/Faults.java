package io.ssmenv.simulator.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The injected faults, oldest first. They only cover what ordinary calls cannot do: to simulate a
 * change made in the console, a test makes the call through another client.
 *
 * <p>For a fault with a probability, the seed decides separately for the first, second and third
 * call of each action, so calls of other actions do not change the result.
 */
public final class Faults {
  /** Until the fault is cleared. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  /**
   * An active fault.
   *
   * @param id identifies it for {@link #clear(String)}
   * @param target the calls that it applies to
   * @param fault the fault
   * @param probability the probability per call, more than 0 and at most 1
   * @param times the number of calls that it still applies to
   */
  public record ActiveFault(
      String id, FaultTarget target, Fault fault, double probability, int times) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final SeededRandom random;
  private final List<ActiveFault> active = new ArrayList<>();
  private final Map<String, Integer> attempts = new HashMap<>();
  private int lastId;

  /** Creates an empty set of faults. */
  public Faults(SeededRandom random) {
    this.random = random;
  }

  /** Makes an action fail. */
  public void refuse(String action, AwsError error, int times) {
    add(FaultTarget.forAction(action), new Fault.Refused(error), 1, times);
  }

  /** Makes an action return empty lists. */
  public void emptyLists(String action, int times) {
    add(FaultTarget.forAction(action), new Fault.EmptyLists(), 1, times);
  }

  /** Executes an action without sending a response. */
  public void loseAnswer(String action, int times) {
    add(FaultTarget.forAction(action), new Fault.LostAnswer(), 1, times);
  }

  /** Makes all calls fail with 503 until cleared. */
  public void outage() {
    outage(FaultTarget.ALL);
  }

  /** Makes all calls of a target fail with 503 until cleared. */
  public String outage(FaultTarget target) {
    AwsError error = ErrorWords.error("service-unavailable");
    return add(target, new Fault.Refused(error), 1, ALWAYS);
  }

  /**
   * Makes capacity insufficient until cleared. If type or zone are empty, all of them are affected.
   */
  public String noCapacity(Optional<String> instanceType, Optional<String> zone) {
    return add(FaultTarget.ALL, new Fault.NoCapacity(instanceType, zone), 1, ALWAYS);
  }

  /**
   * Takes something from the offers of a zone until cleared.
   *
   * @param listed whether AWS also says so when it is asked
   */
  public String notInZone(String zone, ZonalService service, boolean listed) {
    return add(FaultTarget.ALL, new Fault.NotInZone(zone, service, listed), 1, ALWAYS);
  }

  /** Keeps a resource, or all resources of a type, in their transitional state until cleared. */
  public String stuck(String idOrType) {
    return add(FaultTarget.ALL, new Fault.Stuck(idOrType), 1, ALWAYS);
  }

  /**
   * Adds a fault.
   *
   * @param probability the probability per call, more than 0 and at most 1
   * @param times the number of calls that it applies to, 1 or more, or {@link #ALWAYS}
   * @return the id of the fault
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

  /** Returns the active faults. */
  public List<ActiveFault> active() {
    lock.lock();
    try {
      return List.copyOf(active);
    } finally {
      lock.unlock();
    }
  }

  /** Removes a fault; returns false if none has this id. */
  public boolean clear(String id) {
    lock.lock();
    try {
      return active.removeIf(p -> p.id().equals(id));
    } finally {
      lock.unlock();
    }
  }

  /** Removes all faults. */
  public void clear() {
    lock.lock();
    try {
      active.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Consumes the fault that determines the response of this call: the oldest one that applies. */
  public Optional<Fault> takeResponseFault(FaultTarget call) {
    return take(
        call,
        fault ->
            switch (fault) {
              case Fault.Slow _ -> false;
              case Fault.NoCapacity _ -> false;
              case Fault.Stuck _ -> false;
              case Fault.NotInZone _ -> false;
              default -> true;
            });
  }

  /** Consumes the fault that delays the response of this call. */
  public Optional<Fault.Slow> takeDelay(FaultTarget call) {
    return take(call, Fault.Slow.class::isInstance).map(Fault.Slow.class::cast);
  }

  /**
   * Returns whether capacity is insufficient for a launch. This consumes one of the fault's times.
   */
  public boolean lacksCapacity(Call call, String instanceType, String zone) {
    return take(
            targetOf(call),
            fault ->
                fault instanceof Fault.NoCapacity none
                    && none.instanceType().filter(t -> !t.equals(instanceType)).isEmpty()
                    && none.zone().filter(z -> !z.equals(zone)).isEmpty())
        .isPresent();
  }

  /** Returns whether a resource has to stay in its current state. */
  public boolean isStuck(String type, String id) {
    return active().stream()
        .anyMatch(p ->
            p.fault() instanceof Fault.Stuck stuck
                && (stuck.resource().equals(id) || stuck.resource().equals(type)));
  }

  /** Returns whether a zone offers something to a call that needs it. */
  public boolean isOffered(String zone, ZonalService service) {
    return notInZone(zone, service).findAny().isEmpty();
  }

  /** Returns whether AWS says that a zone offers something. */
  public boolean isListed(String zone, ZonalService service) {
    return notInZone(zone, service).noneMatch(Fault.NotInZone::listed);
  }

  private Stream<Fault.NotInZone> notInZone(String zone, ZonalService service) {
    return active().stream()
        .map(ActiveFault::fault)
        .filter(Fault.NotInZone.class::isInstance)
        .map(Fault.NotInZone.class::cast)
        .filter(fault -> fault.zone().equals(zone) && fault.service().equals(service));
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
