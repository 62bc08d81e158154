package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A run of a course with at most one interruption. */
final class CourseRun implements Network.Observer {

  /** Longer than the operator's own writes take precedence over listings. */
  private static final Duration IDLE = Duration.ofMinutes(7);

  /**
   * What a run left behind.
   *
   * @param calls the calls of the course
   * @param keys the keys of the resources in the end
   * @param instances how many instances there have ever been
   */
  record Outcome(List<NetworkCall> calls, Set<String> keys, int instances) {}

  private final Course course;
  private final Optional<ForeignNetwork> foreign;
  private final Optional<Interruption> interruption;
  private final EngineScenario scenario;
  private final List<NetworkCall> calls = new ArrayList<>();
  private boolean begun;

  private CourseRun(Course course, Optional<Interruption> interruption, EngineScenario scenario) {
    this.foreign =
        course.needsForeignVpc() ? Optional.of(ForeignNetwork.build(scenario)) : Optional.empty();
    this.course = foreign.map(course::in).orElse(course);
    this.interruption = interruption;
    this.scenario = scenario;
  }

  /** Runs a course without an interruption. */
  static Outcome reference(Course course, long seed, DistinctStates states) {
    try (EngineScenario scenario = EngineScenario.open(seed)) {
      scenario.harness.observe(states::add);
      return new CourseRun(course, Optional.empty(), scenario).run();
    }
  }

  /** Runs a course with an interruption, and asserts that its end is that of the reference. */
  static void interrupted(
      Course course,
      Interruption interruption,
      long seed,
      Outcome reference,
      DistinctStates states) {
    try (EngineScenario scenario = EngineScenario.open(seed)) {
      scenario.harness.observe(states::add);
      CourseRun run = new CourseRun(course, Optional.of(interruption), scenario);
      Outcome outcome = run.run();
      assertThat(outcome.keys()).as("the resources").isEqualTo(reference.keys());
      assertThat(outcome.instances())
          .as("how many instances there have ever been")
          .isEqualTo(reference.instances());
    }
  }

  private Outcome run() {
    Optional<Map<String, String>> untouched = foreign.map(ForeignNetwork::state);
    FinalizerGuard guard = FinalizerGuard.of(scenario);
    scenario.network.observe(this);
    scenario.harness.startStandby();
    SortedMap<String, Owner> owners = new TreeMap<>();
    course.before().forEach((name, spec) -> owners.put(name, scenario.harness.apply(name, spec)));
    if (!owners.isEmpty()) {
      owners.values().forEach(scenario::awaitSettled);
      scenario.advance(IDLE);
    }
    course.adoption().ifPresent(adoption -> lose(adoption, owners));
    Map<String, String> ids = scenario.allIds();
    begun = true;
    course
        .after()
        .forEach((name, spec) -> {
          if (!spec.equals(course.before().get(name)) || isAdopter(name)) {
            owners.put(name, apply(name, spec));
          }
        });
    owners.forEach((name, owner) -> {
      if (!course.after().containsKey(name)) {
        scenario.harness.delete(owner);
      }
    });
    awaitEnd(owners);
    assertNothingIsLeftToDo(owners);
    if (course.adoption().isPresent()) {
      assertThat(scenario.allIds()).as("the ids of what was adopted").isEqualTo(ids);
    } else {
      guard.assertHeld();
    }
    assertThat(foreign.map(ForeignNetwork::state)).as("what others own").isEqualTo(untouched);
    assertAgentsWereReachable();
    return new Outcome(List.copyOf(calls), keys(), scenario.aws.agentHistories().size());
  }

  private boolean isAdopter(String name) {
    return course.adoption().filter(adoption -> adoption.adopter().equals(name)).isPresent();
  }

  private Owner apply(String name, String spec) {
    return course
        .adoption()
        .filter(_ -> isAdopter(name))
        .map(adoption ->
            scenario.harness.create(
                new Owner(adoption.cluster(), "uid-new-" + name, "lab/" + name),
                spec,
                EngineHarness.asking("uid-" + adoption.lost())))
        .orElseGet(() -> scenario.harness.apply(name, spec));
  }

  /** The object is gone without its finalizer, with or without its cluster. */
  private void lose(Course.Adoption adoption, Map<String, Owner> owners) {
    scenario.harness.kill();
    scenario.harness.removeByForce(Objects.requireNonNull(owners.remove(adoption.lost())));
    scenario.forgetHeartbeat(scenario.harness.settings().cluster);
    scenario.harness.settings().cluster = adoption.cluster();
    scenario.harness.restart();
    scenario.harness.startStandby();
    scenario.advance(IDLE);
  }

  private void awaitEnd(Map<String, Owner> owners) {
    owners.forEach((name, owner) -> {
      if (!course.after().containsKey(name)) {
        scenario.eventually(
            () -> assertThat(scenario.harness.isGone(owner)).as(scenario.describe(owner)).isTrue());
        assertThat(scenario.aws.resources())
            .as("left after the deletion")
            .noneMatch(left -> owner.uid().equals(left.tags().get(Ownership.TAG_ENVIRONMENT)));
      }
    });
    course.after().keySet().forEach(name -> scenario.awaitSettled(owners.get(name)));
  }

  private void assertNothingIsLeftToDo(Map<String, Owner> owners) {
    scenario.advance(IDLE);
    Invariants.assertHold(
        scenario.aws.resources().stream()
            .filter(one -> foreign.isEmpty() || !foreign.get().contains(one))
            .toList());
    long mark = scenario.mark();
    scenario.advance(IDLE);
    assertThat(scenario.writes(mark)).as("writes without drift").isEmpty();
    course.after().keySet().forEach(name -> scenario.assertSettled(owners.get(name)));
  }

  /**
   * An address that is released while it is the way out breaks the path of an agent. An instance
   * that is not wanted any more loses its path in the moment of its termination.
   */
  private void assertAgentsWereReachable() {
    Set<String> kept =
        scenario.aws.resources().stream().map(ResourceSummary::id).collect(Collectors.toSet());
    assertThat(scenario.aws.agentHistories())
        .filteredOn(history -> kept.contains(history.instanceId()))
        .as(course + ": no agent ever lost its path")
        .allSatisfy(
            history -> assertThat(history.unreachable()).as(history.instanceId()).isEmpty());
  }

  private Set<String> keys() {
    return scenario.aws.resources().stream()
        .map(ResourceSummary::tags)
        .map(tags ->
            tags.get(Ownership.TAG_ENVIRONMENT)
                + " "
                + tags.getOrDefault(Ownership.TAG_KEY, "none"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void leaving(NetworkCall call) {
    if (begun) {
      calls.add(call);
      if (interruption.filter(one -> one.kind().isBeforeTheCall()).isPresent()) {
        interruptAt(calls.size());
      }
    }
  }

  @Override
  public boolean executed(NetworkCall call) {
    int number = calls.indexOf(call) + 1;
    if (interruption.filter(one -> !one.kind().isBeforeTheCall()).isEmpty()) {
      return true;
    }
    if (interruption.orElseThrow().kind() == Interruption.Kind.LOST_RESPONSE) {
      return number != interruption.orElseThrow().call();
    }
    interruptAt(number);
    return true;
  }

  private void interruptAt(int number) {
    interruption.filter(one -> one.call() == number).ifPresent(one -> one.apply(scenario.harness));
  }
}
