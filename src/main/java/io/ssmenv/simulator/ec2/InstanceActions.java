package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.ec2.SimulatedInstance.StateName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Describes, stops, starts, reboots and terminates instances. One invalid id fails the whole call
 * [D].
 */
final class InstanceActions implements Ec2ActionGroup {
  private static final int MAX_IDS = 1000;

  private final Ec2Context ec2;

  InstanceActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        read("DescribeInstances", this::describe, "InstanceId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        write("TerminateInstances", this::terminate, "InstanceId"),
        write("StopInstances", this::stop, "InstanceId", "Force"),
        write("StartInstances", this::start, "InstanceId"),
        write("RebootInstances", this::reboot, "InstanceId"));
  }

  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    List<String> ids = Pages.idsWithoutSize(call, "InstanceId");
    return ec2.page(
        call,
        "reservationSet",
        Pages.THOUSAND,
        () ->
            state
                .instances()
                .described(ids, call.now())
                .filter(InstanceView.filters(state).of(call))
                .map(instance -> InstanceView.reservation(state, instance)));
  }

  /**
   * A protected instance prevents the termination of all requested instances in its zone, but not
   * in other zones [D].
   */
  private Struct terminate(Call call) {
    Ec2State state = ec2.state(call);
    List<SimulatedInstance> instances = instances(call, state);
    List<SimulatedInstance> protectedInstances =
        instances.stream()
            .filter(i -> i.terminationProtection() && !i.state().name().isTerminating())
            .toList();
    Set<String> protectedZones =
        protectedInstances.stream()
            .map(i -> i.launch().zone())
            .collect(Collectors.toUnmodifiableSet());
    instances.stream()
        .filter(
            i -> !i.state().name().isTerminating() && !protectedZones.contains(i.launch().zone()))
        .forEach(instance -> InstanceLifecycle.terminate(state, instance.id(), call.now()));
    protectedInstances.stream()
        .findFirst()
        .ifPresent(instance -> {
          throw ErrorWords.error("operation-not-permitted", instance.id());
        });
    return changes(state, instances);
  }

  private Struct stop(Call call) {
    Ec2State state = ec2.state(call);
    List<SimulatedInstance> instances = instances(call, state);
    for (SimulatedInstance instance : instances) {
      if (instance.is(StateName.PENDING) || instance.state().name().isTerminating()) {
        throw wrongState(instance, "stopped");
      }
    }
    instances.stream()
        .filter(instance -> instance.is(StateName.RUNNING))
        .forEach(instance -> InstanceLifecycle.stop(state, instance.id(), call.now()));
    return changes(state, instances);
  }

  private Struct start(Call call) {
    Ec2State state = ec2.state(call);
    List<SimulatedInstance> instances = instances(call, state);
    for (SimulatedInstance instance : instances) {
      if (instance.is(StateName.STOPPING) || instance.state().name().isTerminating()) {
        throw wrongState(instance, "started");
      }
      if (instance.is(StateName.STOPPED)) {
        Capacity.require(call, state, instance.type(), instance.launch().zone());
      }
    }
    for (SimulatedInstance instance : instances) {
      if (instance.is(StateName.STOPPED)) {
        SimulatedInstance.State pending =
            new SimulatedInstance.State(StateName.PENDING, call.now(), "", Optional.empty());
        InstanceLifecycle.move(state, instance.id(), call.now(), pending);
        state
            .instances()
            .update(instance.id(), call.now(), i -> i.with(i.health().onAnotherHost()));
        InstanceLifecycle.start(state, instance.id(), call.now());
      }
    }
    return changes(state, instances);
  }

  /** Requests for terminated instances are ignored [D]. */
  private Struct reboot(Call call) {
    Ec2State state = ec2.state(call);
    List<SimulatedInstance> instances = instances(call, state);
    for (SimulatedInstance instance : instances) {
      if (!instance.is(StateName.RUNNING) && !instance.state().name().isTerminating()) {
        throw wrongState(instance, "rebooted");
      }
    }
    instances.stream()
        .filter(instance -> instance.is(StateName.RUNNING))
        .forEach(instance -> InstanceLifecycle.reboot(state, instance.id(), call.now()));
    return Ec2Context.success();
  }

  private static AwsError wrongState(SimulatedInstance instance, String verb) {
    return ErrorWords.error("incorrect-instance-state", instance.id(), verb);
  }

  private static List<SimulatedInstance> instances(Call call, Ec2State state) {
    List<String> ids = call.params().texts("InstanceId");
    if (ids.isEmpty()) {
      throw ApiErrors.missing("InstanceId");
    }
    if (ids.size() > MAX_IDS) {
      throw ApiErrors.invalid("At most %d instances can be named in one call", MAX_IDS);
    }
    return ids.stream().distinct().map(id -> state.instances().require(id, call.now())).toList();
  }

  private static Struct changes(Ec2State state, List<SimulatedInstance> before) {
    Map<String, SimulatedInstance> after =
        before.stream()
            .map(instance -> state.instances().get(instance.id()).orElse(instance))
            .collect(Collectors.toMap(SimulatedInstance::id, Function.identity()));
    return Struct.empty()
        .with(
            "instancesSet",
            before.stream()
                .map(old ->
                    Struct.empty()
                        .with("instanceId", old.id())
                        .with("previousState", InstanceView.state(old))
                        .with(
                            "currentState",
                            InstanceView.state(after.getOrDefault(old.id(), old)))));
  }
}
