package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ssmenv.aws.PlantedFaults;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import io.ssmenv.topology.Ownership;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A simulated AWS with the engine at work in it, and somebody else who has the same account. */
final class EngineScenario implements AutoCloseable {

  static final List<String> PATTERNS = List.of("ElasticIp", "NatGateway", "PrivateEndpoints");
  static final String ENGINE_KEY = "AKIDENGINE";

  /** What the engine's credentials can change to. */
  static final String OTHER_ENGINE_KEY = ENGINE_KEY + "OTHER";

  /** Of virtual time: an agent that comes too early sleeps for an hour. */
  private static final Duration LIMIT = Duration.ofHours(2);

  /** How often a test looks whether something has become so. */
  private static final Duration POLL = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final EventLoop loop = new EventLoop(time);
  final PlantedFaults faults = new PlantedFaults(time);
  final SimulatedAws aws;
  final EngineHarness harness;
  final AwsClients otherClient;

  private EngineScenario(SimulatorOptions options) {
    try {
      aws = SimulatedAws.start(options.inVirtualTime(time));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    harness = new EngineHarness(aws, time, loop, faults);
    otherClient = AwsClients.of(aws);
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
        .map(pattern -> harness.apply(pattern.toLowerCase(java.util.Locale.ROOT), spec(pattern)))
        .toList();
  }

  void awaitReady(Owner... owners) {
    awaitReady(List.of(owners));
  }

  void awaitReady(List<Owner> owners) {
    eventually(() ->
        owners.forEach(
            owner -> assertThat(harness.is(owner, "Ready")).as(describe(owner)).isTrue()));
  }

  /** Everything of an environment is deleted, and nobody's resources are left. */
  void awaitGone(List<Owner> owners) {
    owners.forEach(harness::delete);
    eventually(() ->
        owners.forEach(owner -> assertThat(harness.isGone(owner)).as(describe(owner)).isTrue()));
  }

  /** A new engine that has looked often enough to trust what it sees. */
  void settle(List<Owner> owners) {
    harness.kill();
    harness.restart();
    long mark = aws.callLog().calls().size();
    eventually(() -> {
      assertThat(calls(mark, "DescribeVpcs")).hasSizeGreaterThan(11);
      owners.forEach(owner -> assertThat(harness.is(owner, "InSync")).as(describe(owner)).isTrue());
    });
  }

  String describe(Owner owner) {
    return owner + "\n" + harness.status(owner).conditions() + "\n" + harness.status(owner).plan();
  }

  /** Lets time pass until an assertion holds. */
  void eventually(Runnable assertion) {
    Instant end = time.instant().plus(LIMIT);
    Optional<AssertionError> failure = failure(assertion);
    while (failure.isPresent() && time.instant().isBefore(end)) {
      loop.pass(POLL);
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

  /** Lets time pass until AWS no longer refuses a call: what is new is not known everywhere. */
  void retryUntilAccepted(Runnable call) {
    eventually(() -> assertThatCode(call::run).doesNotThrowAnyException());
  }

  /** Lets things happen until something is so, at whatever moment, also amid calls. */
  void until(BooleanSupplier so) {
    assertThat(loop.until(LIMIT, so)).as("Not within " + LIMIT).isTrue();
  }

  /** Lets time pass. */
  void pass(Duration duration) {
    loop.pass(duration);
  }

  /** Lets the engine look at the account some times. */
  void awaitPolls(int times) {
    long mark = mark();
    eventually(
        () -> assertThat(calls(mark, "GetCallerIdentity")).hasSizeGreaterThanOrEqualTo(times));
  }

  long mark() {
    return aws.callLog().calls().size();
  }

  /** What the engine has written since a mark, whatever AWS answered. */
  List<CallRecord> writes(long mark) {
    return since(mark).filter(CallRecord::mutating).toList();
  }

  List<CallRecord> calls(long mark, String action) {
    return since(mark).filter(call -> call.action().equals(action)).toList();
  }

  private Stream<CallRecord> since(long mark) {
    return aws.callLog().calls().stream()
        .skip(mark)
        .filter(call -> call.accessKeyId().startsWith(ENGINE_KEY));
  }

  /** What exists under a key of an environment. */
  ResourceSummary resource(Owner owner, String key) {
    return aws.resources().stream()
        .filter(one -> owner.uid().equals(one.tags().get(Ownership.TAG_ENVIRONMENT)))
        .filter(one -> key.equals(one.tags().get(Ownership.TAG_KEY)))
        .filter(one -> !one.type().equals("volume"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + key + " of " + owner));
  }

  String id(Owner owner, String key) {
    return resource(owner, key).id();
  }

  /** The ids of everything, by environment and key. */
  Map<String, String> allIds() {
    Map<String, String> ids = new java.util.TreeMap<>();
    aws.resources()
        .forEach(one ->
            ids.put(
                one.tags().get(Ownership.TAG_ENVIRONMENT)
                    + " "
                    + one.type()
                    + " "
                    + one.tags().get(Ownership.TAG_KEY),
                one.id()));
    return ids;
  }

  @Override
  public void close() {
    harness.close();
    aws.close();
    assertThat(harness.internalErrors())
        .as("faults of the operator that no test has planted, see the log")
        .isEqualTo(faults.times().size());
  }
}
