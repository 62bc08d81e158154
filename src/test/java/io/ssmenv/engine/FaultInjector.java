package io.ssmenv.engine;

import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.faults.Fault;
import io.ssmenv.engine.faults.FaultEvent;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.simulator.core.Faults;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;

/** Makes the faults of a schedule happen in a scenario. */
final class FaultInjector implements AutoCloseable {

  static final String RIGHT_ACCOUNT = "111122223333";
  private static final String WRONG_ACCOUNT = "999988887777";

  private final EngineScenario scenario;
  private final Owner owner;
  private final Ec2Client ec2;
  private final IamClient iam;
  private final StringBuilder trace = new StringBuilder();

  FaultInjector(EngineScenario scenario, Owner owner) {
    this.scenario = scenario;
    this.owner = owner;
    this.ec2 = scenario.otherClient.ec2();
    this.iam = scenario.otherClient.iam();
  }

  /** Schedules the begin and the end of each fault. */
  void schedule(List<FaultEvent> events) {
    events.forEach(event -> scenario.at(event.at(), () -> begin(event)));
  }

  /** Returns what happened. */
  String trace() {
    return trace.toString();
  }

  /** Begins a fault whose time has come. */
  void begin(FaultEvent event) {
    trace.append(event).append('\n');
    Runnable end = inject(event.fault());
    if (event.fault() instanceof Fault.Lasting lasting) {
      scenario.at(event.at().plus(lasting.lasting()), end);
    }
  }

  /** Begins a fault; returns what ends it. */
  private Runnable inject(Fault fault) {
    return switch (fault) {
      case Fault.Throttled f ->
          inAws(f.action(), new io.ssmenv.simulator.core.Fault.Throttled(), f.share());
      case Fault.ServerErrors f ->
          inAws(f.action(), new io.ssmenv.simulator.core.Fault.Failed(), f.share());
      case Fault.LostResponses f ->
          inAws(f.action(), new io.ssmenv.simulator.core.Fault.LostAnswer(), f.share());
      case Fault.EmptyListing f ->
          inAws(f.action(), new io.ssmenv.simulator.core.Fault.EmptyLists(), 1);
      case Fault.Denied f ->
          inAws(
              f.action(),
              new io.ssmenv.simulator.core.Fault.Refused(
                  ErrorWords.error("unauthorized-operation")),
              1);
      case Fault.NoCapacity _ ->
          ending(scenario.aws.faults().noCapacity(Optional.empty(), Optional.empty()));
      case Fault.SlowNetwork f -> {
        scenario.network.setLatency(f.longest());
        yield scenario.network::resetLatency;
      }
      case Fault.WrongAccount _ -> {
        scenario.aws.accounts().assign(EngineScenario.OTHER_ENGINE_KEY, WRONG_ACCOUNT);
        scenario.harness.useAccessKey(() -> EngineScenario.OTHER_ENGINE_KEY);
        yield () -> scenario.harness.useAccessKey(() -> EngineScenario.ENGINE_KEY);
      }
      case Fault.ApiServerAway f -> {
        ApiServerState api = scenario.harness.api();
        api.setWrites(
            f.stores() ? ApiServerState.Writes.ANSWER_LOST : ApiServerState.Writes.REFUSED);
        yield () -> api.setWrites(ApiServerState.Writes.STORED);
      }
      default -> {
        happen(fault);
        yield () -> {};
      }
    };
  }

  private void happen(Fault fault) {
    switch (fault) {
      case Fault.OutOfBand f -> changeOutOfBand(OutOfBandChange.valueOf(f.change()));
      case Fault.Crash f -> {
        scenario.harness.kill(Optional.of(f.late()));
        scenario.harness.restart();
      }
      case Fault.HandOver f -> scenario.harness.handOver(Optional.of(f.late()), f.behind());
      case Fault.SpecEdited f -> {
        if (!scenario.harness.isGone(owner)) {
          scenario.harness.apply(owner.name().substring(owner.name().indexOf('/') + 1), spec(f));
        }
      }
      case Fault.Deleted _ -> scenario.harness.delete(owner);
      case Fault.Lasting lasting -> throw new IllegalStateException("not at once: " + lasting);
    }
  }

  static String spec(Fault.SpecEdited edit) {
    return """
    region: eu-west-1
    connectivity: {pattern: %s}
    instances: [{name: app, type: %s, count: %d}]
    network: {availabilityZones: %d}
    """
        .formatted(edit.pattern(), edit.type(), edit.count(), edit.zones());
  }

  private Runnable inAws(String action, io.ssmenv.simulator.core.Fault fault, double share) {
    FaultTarget target = FaultTarget.forAction(action).withAccessKey(EngineScenario.ENGINE_KEY);
    return ending(scenario.aws.faults().add(target, fault, share, Faults.ALWAYS));
  }

  private Runnable ending(String fault) {
    return () ->
        trace
            .append("end of ")
            .append(fault)
            .append(": ")
            .append(scenario.aws.faults().clear(fault))
            .append('\n');
  }

  /** What is not there yet, or in another state, cannot be changed; AWS's errors say so. */
  private void changeOutOfBand(OutOfBandChange change) {
    try {
      change.apply(scenario, owner, ec2, iam);
      trace.append("       ").append(change).append(" done\n");
    } catch (AssertionError | SdkException | NoSuchElementException e) {
      trace
          .append("       ")
          .append(change)
          .append(" not possible: ")
          .append(e.getMessage())
          .append('\n');
    }
  }

  @Override
  public void close() {
    ec2.close();
    iam.close();
  }
}
