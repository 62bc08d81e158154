package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ssmenv.aws.InjectedFaults;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A simulated AWS with a running engine, and with a second client of the same account. */
final class EngineScenario implements AutoCloseable {

  static final List<String> PATTERNS = List.of("ElasticIp", "NatGateway", "PrivateEndpoints");
  private static final String HEARTBEAT = "PutParameter";
  static final String ENGINE_KEY = "AKIDENGINE";

  /** The access key that the credentials of the engine can change to. */
  static final String OTHER_ENGINE_KEY = ENGINE_KEY + "OTHER";

  /**
   * In virtual time. An agent that starts before its prerequisites are ready sleeps for an hour.
   */
  private static final Duration LIMIT = Duration.ofHours(2);

  /** How often an assertion is retried. */
  private static final Duration POLL = Duration.ofSeconds(1);

  final VirtualTime time = new VirtualTime();
  private final Instant start = time.instant();
  private final EventLoop loop;
  final InjectedFaults faults = new InjectedFaults(time);
  final SimulatedAws aws;
  final Network network;
  final EngineHarness harness;
  final AwsClients otherClient;

  private EngineScenario(SimulatorOptions options) {
    long seed = options.random().seed();
    loop = new EventLoop(time, seed);
    aws = SimulatedAws.inProcess(options.inVirtualTime(time));
    network = new Network(aws, time, loop, seed);
    harness = new EngineHarness(network, time, loop, faults);
    otherClient = AwsClients.inProcess(aws);
  }

  /** With the default lag of reads. */
  static EngineScenario open(long seed) {
    return open(Simulations.options().withSeed(seed));
  }

  static EngineScenario open(SimulatorOptions options) {
    return new EngineScenario(options);
  }

  static String spec(String pattern, String... more) {
    return """
    region: eu-west-1
    connectivity: {pattern: %s}
    instances: [{name: app}]
    %s
    """
        .formatted(pattern, String.join("\n", more));
  }

  /** One environment of each pattern. */
  List<Owner> onePerPattern() {
    return PATTERNS.stream()
        .map(pattern -> harness.apply(pattern.toLowerCase(Locale.ROOT), spec(pattern)))
        .toList();
  }

  void awaitReady(Owner... owners) {
    awaitReady(List.of(owners));
  }

  void awaitReady(List<Owner> owners) {
    eventually(() ->
        owners.forEach(
            owner -> assertThat(harness.isTrue(owner, "Ready")).as(describe(owner)).isTrue()));
  }

  /** Waits until an environment is Ready, and AWS is known to be as its spec says. */
  void awaitSettled(Owner owner) {
    eventually(() -> assertSettled(owner));
  }

  void assertSettled(Owner owner) {
    assertThat(harness.isTrue(owner, "Ready") && harness.isTrue(owner, "InSync"))
        .as(describe(owner))
        .isTrue();
  }

  /** Deletes the environments and waits until they are gone. */
  void deleteAndAwaitGone(List<Owner> owners) {
    owners.forEach(harness::delete);
    eventually(() ->
        owners.forEach(owner -> assertThat(harness.isGone(owner)).as(describe(owner)).isTrue()));
  }

  /** Restarts the engine and waits until it has polled often enough to trust an absence. */
  void restartAndAwaitPolls(List<Owner> owners) {
    harness.kill();
    harness.restart();
    long mark = aws.callLog().calls().size();
    eventually(() -> {
      assertThat(calls(mark, "DescribeVpcs")).hasSizeGreaterThan(11);
      owners.forEach(
          owner -> assertThat(harness.isTrue(owner, "InSync")).as(describe(owner)).isTrue());
    });
  }

  String describe(Owner owner) {
    return owner + "\n" + harness.status(owner).conditions() + "\n" + harness.status(owner).plan();
  }

  /** Advances the time until an assertion passes. */
  void eventually(Runnable assertion) {
    Instant end = time.instant().plus(LIMIT);
    Optional<AssertionError> failure = failure(assertion);
    while (failure.isPresent() && time.instant().isBefore(end)) {
      loop.advance(POLL);
      failure = failure(assertion);
    }
    failure.ifPresent(last -> {
      throw new AssertionError("Not within " + LIMIT + ": " + last.getMessage(), last);
    });
  }

  private static Optional<AssertionError> failure(Runnable assertion) {
    try {
      assertion.run();
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }

  /** Retries a call until AWS accepts it, because new resources are visible only after a while. */
  void retryUntilAccepted(Runnable call) {
    eventually(() -> assertThatCode(call::run).doesNotThrowAnyException());
  }

  /** Runs the event loop until a condition is true, possibly in the middle of a call. */
  void runUntil(BooleanSupplier condition) {
    assertThat(loop.runUntil(LIMIT, condition)).as("Not within " + LIMIT).isTrue();
  }

  /** Deletes the heartbeat of a cluster, as a person does who knows that it is gone. */
  void forgetHeartbeat(String cluster) {
    otherClient.ssm().deleteParameter(request -> request.name("/operators/ssmenv/" + cluster));
  }

  /** Advances the time. */
  void advance(Duration duration) {
    loop.advance(duration);
  }

  /** Runs a task at a time, counted from the begin of the scenario. */
  void at(Duration later, Runnable task) {
    loop.schedule(start.plus(later), task);
  }

  /** Waits until the engine has polled the account a number of times, and begins another poll. */
  void awaitPolls(int times) {
    long mark = mark();
    eventually(() -> assertThat(calls(mark, "DescribeVpcs")).hasSizeGreaterThan(times));
  }

  long mark() {
    return aws.callLog().calls().size();
  }

  /**
   * Returns the writes of the engine since a mark, whether or not they succeeded, but no
   * heartbeats.
   */
  List<CallRecord> writes(long mark) {
    return since(mark)
        .filter(CallRecord::mutating)
        .filter(call -> !call.action().equals(HEARTBEAT))
        .toList();
  }

  List<CallRecord> calls(long mark, String action) {
    return since(mark).filter(call -> call.action().equals(action)).toList();
  }

  private Stream<CallRecord> since(long mark) {
    return aws.callLog().calls().stream()
        .skip(mark)
        .filter(call -> call.accessKeyId().startsWith(ENGINE_KEY));
  }

  /** Returns the resource with a key of an environment. */
  ResourceSummary resource(Owner owner, String key) {
    return aws.resources().stream()
        .filter(resource -> owner.uid().equals(resource.tags().get(Ownership.TAG_ENVIRONMENT)))
        .filter(resource -> key.equals(resource.tags().get(Ownership.TAG_KEY)))
        .filter(resource -> !resource.type().equals("volume"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + key + " of " + owner));
  }

  String id(Owner owner, String key) {
    return resource(owner, key).id();
  }

  /** Returns the ids of all resources, by environment and key. */
  Map<String, String> allIds() {
    Map<String, String> ids = new TreeMap<>();
    aws.resources()
        .forEach(resource ->
            ids.put(
                resource.tags().get(Ownership.TAG_ENVIRONMENT)
                    + " "
                    + resource.type()
                    + " "
                    + resource.tags().get(Ownership.TAG_KEY),
                resource.id()));
    return ids;
  }

  @Override
  public void close() {
    harness.close();
    aws.close();
    assertThat(harness.internalErrors())
        .as("faults of the operator that the test did not inject, see the log")
        .isEqualTo(faults.times().size());
  }
}
