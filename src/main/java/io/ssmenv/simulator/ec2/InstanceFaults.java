package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What happens to instances without a call: they or their hosts fail, AWS schedules events for
 * them, and they write to their consoles.
 */
public final class InstanceFaults {

  /** The codes of scheduled events [D]. */
  public static final Set<String> EVENT_CODES =
      Set.of(
          "instance-reboot",
          "instance-retirement",
          "instance-stop",
          "system-maintenance",
          "system-reboot");

  private static final Duration NOTICE = Duration.ofDays(14);
  private static final Duration LASTS = Duration.ofHours(4);

  private final Simulation simulation;
  private final RegionalState<Ec2State> states;

  InstanceFaults(Simulation simulation, RegionalState<Ec2State> states) {
    this.simulation = simulation;
    this.states = states;
  }

  /**
   * Sets the result of a status check. An instance of which one fails neither sends nor receives.
   *
   * @return an id with which {@link #clear} undoes it
   */
  public Optional<String> check(String instanceId, StatusCheck check, StatusCheck.Result result) {
    return change(instanceId, (health, now) -> health.with(check, result, now))
        ? Optional.of(checkId(instanceId, check))
        : Optional.empty();
  }

  private static String checkId(String instanceId, StatusCheck check) {
    return instanceId + "-" + check.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Schedules an event in two weeks.
   *
   * @param code one of {@link #EVENT_CODES}
   * @return its id; empty if no account has this instance
   */
  public Optional<String> schedule(String instanceId, String code) {
    String id = simulation.ids().next("instance-event");
    boolean scheduled =
        change(
            instanceId,
            (health, now) ->
                health.with(
                    new InstanceHealth.Event(
                        id,
                        code,
                        description(code),
                        now.plus(NOTICE),
                        code.equals("instance-retirement")
                            ? Optional.empty()
                            : Optional.of(now.plus(NOTICE).plus(LASTS)))));
    return scheduled ? Optional.of(id) : Optional.empty();
  }

  private static String description(String code) {
    return code.equals("instance-retirement") || code.equals("instance-stop")
        ? "The instance is running on degraded hardware"
        : "scheduled " + code.substring(code.indexOf('-') + 1);
  }

  /** Replaces what an instance has written to its console. */
  public boolean writeConsole(String instanceId, String text) {
    return change(instanceId, (health, _) -> health.withConsole(text));
  }

  /** Returns the ids of all checks that do not pass, and of all events that are not over. */
  public List<String> active() {
    List<String> active = new ArrayList<>();
    for (SimulatedAccount account : simulation.accounts().all()) {
      account.locked(
          simulation.clock(),
          now -> {
            of(account)
                .flatMap(state -> state.instances().all())
                .forEach(instance -> {
                  instance.health().checks().keySet().stream()
                      .map(check -> checkId(instance.id(), check))
                      .sorted()
                      .forEach(active::add);
                  instance.health().events().stream()
                      .filter(event -> !event.isOver())
                      .map(InstanceHealth.Event::id)
                      .forEach(active::add);
                });
            return now;
          });
    }
    return active;
  }

  /** Lets a check pass again, or cancels an event; returns false if none has this id. */
  public boolean clear(String id) {
    if (!active().contains(id)) {
      return false;
    }
    for (StatusCheck check : StatusCheck.values()) {
      if (id.endsWith(checkId("", check))) {
        return check(id.substring(0, id.lastIndexOf('-')), check, StatusCheck.Result.PASSED)
            .isPresent();
      }
    }
    return instances().stream().anyMatch(of -> change(of, (health, _) -> health.canceled(id)));
  }

  private List<String> instances() {
    return simulation.accounts().all().stream()
        .flatMap(account ->
            account
                .locked(
                    simulation.clock(),
                    _ ->
                        of(account)
                            .flatMap(state -> state.instances().all())
                            .map(SimulatedInstance::id)
                            .toList())
                .stream())
        .toList();
  }

  private boolean change(
      String instanceId, BiFunction<InstanceHealth, Instant, InstanceHealth> change) {
    return simulation.accounts().all().stream()
        .anyMatch(account ->
            account.locked(
                simulation.clock(),
                now ->
                    of(account)
                        .filter(state -> state.instances().get(instanceId).isPresent())
                        .peek(state ->
                            state
                                .instances()
                                .update(
                                    instanceId, now, i -> i.with(change.apply(i.health(), now))))
                        .findFirst()
                        .isPresent()));
  }

  private Stream<Ec2State> of(SimulatedAccount account) {
    List<Ec2State> accountStates = new ArrayList<>();
    states.forEach(account.id(), (_, state) -> accountStates.add(state));
    return accountStates.stream();
  }
}
