package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.ec2.SimulatedInstance.Reason;
import io.ssmenv.simulator.ec2.SimulatedInstance.State;
import io.ssmenv.simulator.ec2.SimulatedInstance.StateName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The state transitions of instances. */
final class InstanceLifecycle {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'").withZone(ZoneOffset.UTC);

  private InstanceLifecycle() {}

  /** Starts a pending instance and applies its metadata options. */
  static void start(Ec2State state, String id, Instant now) {
    state.schedule(
        now,
        StateDuration.INSTANCE_RUNNING,
        id + "/" + now,
        at -> {
          if (is(state, id, StateName.PENDING)) {
            move(state, id, at, new State(StateName.RUNNING, at, "", Optional.empty()));
            state.instances().update(id, at, i -> i.with(i.metadata().applied()));
          }
        });
  }

  /** Reboots a running instance, which stays running meanwhile, on the same host [D]. */
  static void reboot(Ec2State state, String id, Instant now) {
    state.schedule(
        now,
        StateDuration.INSTANCE_REBOOTED,
        id + "/" + now,
        at -> {
          if (is(state, id, StateName.RUNNING)) {
            move(state, id, at, new State(StateName.RUNNING, at, "", Optional.empty()));
            state.instances().update(id, at, i -> i.with(i.health().rebooted()));
          }
        });
  }

  /** Stops an instance on request of a user. */
  static void stop(Ec2State state, String id, Instant now) {
    String transition = userInitiated(state, now);
    Optional<Reason> reason = userInitiatedShutdown();
    move(state, id, now, new State(StateName.STOPPING, now, transition, reason));
    state.schedule(
        now,
        StateDuration.INSTANCE_STOPPED,
        id + "/" + now,
        at -> {
          if (is(state, id, StateName.STOPPING)) {
            move(state, id, at, new State(StateName.STOPPED, at, transition, reason));
            state
                .instances()
                .get(id)
                .flatMap(SimulatedInstance::primaryInterface)
                .ifPresent(primary -> dropPublicIp(state, primary.networkInterfaceId(), at));
          }
        });
  }

  private static void dropPublicIp(Ec2State state, String interfaceId, Instant at) {
    state.interfaces().update(interfaceId, at, e -> e.withAutoPublicIp(Optional.empty()));
  }

  /** Terminates an instance on request of a user. */
  static void terminate(Ec2State state, String id, Instant now) {
    terminate(state, id, now, userInitiated(state, now), userInitiatedShutdown());
  }

  private static void terminate(
      Ec2State state, String id, Instant now, String transition, Optional<Reason> reason) {
    move(state, id, now, new State(StateName.SHUTTING_DOWN, now, transition, reason));
    state.schedule(
        now,
        StateDuration.INSTANCE_TERMINATED,
        id,
        at -> {
          State end = new State(StateName.TERMINATED, at, transition, reason);
          releaseInterface(state, id, at);
          state.instances().update(id, at, i -> i.terminated(end));
          state.reverseIndex().volumesOf(id).forEach(v -> state.volumes().remove(v.id(), at));
          state
              .reverseIndex()
              .profilesOf(id)
              .forEach(a -> state.profileAssociations().remove(a.id(), at));
          state.schedule(
              at,
              StateDuration.INSTANCE_TOMBSTONE,
              id,
              later -> state.instances().remove(id, later));
        });
  }

  /** Deletes the interface if DeleteOnTermination is set; otherwise detaches it [D]. */
  private static void releaseInterface(Ec2State state, String id, Instant at) {
    state
        .instances()
        .get(id)
        .flatMap(SimulatedInstance::primaryInterface)
        .flatMap(primary -> state.interfaces().get(primary.networkInterfaceId()))
        .ifPresent(eni -> {
          if (eni.attachment().orElseThrow().deleteOnTermination()) {
            NetworkInterfaces.remove(state, eni.id(), at);
          } else {
            state
                .interfaces()
                .update(
                    eni.id(), at, e -> e.with(Optional.empty()).withAutoPublicIp(Optional.empty()));
          }
        });
  }

  private static boolean is(Ec2State state, String id, StateName name) {
    return state.instances().get(id).filter(instance -> instance.is(name)).isPresent();
  }

  static void move(Ec2State state, String id, Instant now, State to) {
    state.instances().update(id, now, instance -> instance.with(to));
  }

  private static String userInitiated(Ec2State state, Instant now) {
    return "User initiated (%s)".formatted(TIME.format(state.simulation().clock().toReal(now)));
  }

  private static Optional<Reason> userInitiatedShutdown() {
    return Optional.of(
        new Reason(
            "Client.UserInitiatedShutdown",
            "Client.UserInitiatedShutdown: User initiated shutdown"));
  }
}
