package io.ssmenv.cli.connect;

import io.ssmenv.aws.client.CallObserver;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.simulator.ssm.EnvironmentFixture;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;

/** Instances of the simulated AWS that a person runs commands on, in virtual time. */
final class RunFixture implements AutoCloseable {

  static final String KEY = "AKIDPERSON";
  static final String SEND = "SendCommand";

  /** An instance that does not exist. */
  static final String UNKNOWN = "i-0123456789abcdef0";

  final SimulatedAws aws;
  final EnvironmentFixture environment;
  final String instance;
  ConnectRun run;

  RunFixture() throws IOException {
    VirtualTime clock = new VirtualTime();
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    environment = new EnvironmentFixture(aws, clock);
    environment.privateEndpoints();
    environment.pass(Duration.ofMinutes(10));
    instance = environment.launch();
    environment.pass(Duration.ofMinutes(10));
    run = as(CallObserver.NONE).in(FixedCluster.of(instance));
  }

  private ConnectRun as(CallObserver observer) {
    return new ConnectRun(
            ClientFactory.of(aws.endpoint(), KEY, "secret").withCallObserver(observer))
        .whilePausing(environment::pass);
  }

  /** Does something after each call of a person. */
  void afterCalls(CallObserver observer, String... ids) {
    run = as(observer).in(FixedCluster.of(ids));
  }

  /** Does something before time passes. */
  void beforeEachPause(Consumer<Duration> action) {
    run.whilePausing(duration -> {
      action.accept(duration);
      environment.pass(duration);
    });
  }

  /** Launches other instances; returns their ids. */
  List<String> launchOthers(int count) {
    environment.launchInWorkSubnet(count);
    environment.pass(Duration.ofMinutes(10));
    return environment.ssm.describeInstanceInformationPaginator().instanceInformationList().stream()
        .map(InstanceInformation::instanceId)
        .filter(id -> !id.equals(instance))
        .toList();
  }

  void terminate() {
    environment.ec2.terminateInstances(r -> r.instanceIds(instance));
  }

  boolean isRunning() {
    return environment.ec2.describeInstances(r -> r.instanceIds(instance)).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .map(Instance::state)
        .anyMatch(state -> state.nameAsString().equals("running"));
  }

  /** Returns the exit code. */
  int run(String... arguments) {
    return run.of(RunCommand::new, arguments);
  }

  List<CallRecord> calls(String action) {
    return aws.callLog().calls().stream()
        .filter(call -> call.accessKeyId().equals(KEY) && call.action().equals(action))
        .toList();
  }

  @Override
  public void close() {
    environment.close();
    aws.close();
  }
}
