package io.ssmenv.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.Vpc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which instance is replaced next. */
class ReplacementTurnsTest {

  private static final Key A = Instance.key("a");
  private static final Key B = Instance.key("b");
  private static final Key C = Instance.key("c");

  private final Map<Key, Observed> present = new HashMap<>();
  private final Map<String, Ping> pings = new HashMap<>();
  private final Map<Key, String> wanted = new HashMap<>();
  private Set<Key> replaced = Set.of();
  private List<Vpc> refused = List.of();
  private boolean pingsKnown = true;
  private Attempts attempts = Attempts.NONE;

  ReplacementTurnsTest() {
    for (Key key : List.of(A, B, C)) {
      exists(key, "old", true);
    }
  }

  @Test
  void theFirstOfSeveralAvailableInstancesIsReplaced() {
    assertThat(replacedNow()).containsExactly(A);
    assertThat(waits(B)).isEqualTo("instance/a to be replaced first");
  }

  @Test
  void theStepNamesTheReplacement() {
    assertThat(plan().all(Step.Delete.class))
        .allSatisfy(step -> assertThat(step.replacement()).contains(instance(step.key(), "new")));
  }

  @Test
  void whileAnInstanceIsMissingOrNotOnlineNoOtherIsReplaced() {
    exists(A, "new", false);
    assertThat(replacedNow()).isEmpty();
    assertThat(waits(B)).isEqualTo("instance/a (i-a-new, running) to be available");

    present.remove(A);
    assertThat(replacedNow()).isEmpty();

    exists(A, "new", true);
    assertThat(replacedNow()).containsExactly(B);
  }

  @Test
  void anInstanceThatIsNotOnlineIsReplacedBeforeTheOthers() {
    exists(B, "old", false);
    assertThat(replacedNow()).containsExactly(B);
  }

  @Test
  void anInstanceThatIsNotOnlineIsReplacedAlthoughAnotherIsMissing() {
    present.remove(A);
    exists(B, "bad", false);
    assertThat(replacedNow()).containsExactly(B);
  }

  @Test
  void ofSeveralInstancesThatAreNotOnlineOneIsDeletedAtATime() {
    exists(A, "bad", false);
    exists(B, "bad", false);
    assertThat(replacedNow()).containsExactly(A);

    present.compute(A, (_, a) -> a.with(State.DELETING, "shutting-down"));
    assertThat(replacedNow()).isEmpty();
    assertThat(waits(B)).isEqualTo("instance/a (i-a-bad, shutting-down) to be available");
  }

  @Test
  void anUnknownPingStatusReplacesNothing() {
    pingsKnown = false;
    assertThat(replacedNow()).isEmpty();
  }

  @Test
  void aRefusedReplacementHoldsBackNoOther() {
    attempts = new Attempts(Set.of(), Set.of(A));
    assertThat(replacedNow()).as("nor is it replaced together with one").containsExactly(B);

    attempts = new Attempts(Set.of(), Set.of(A, B, C));
    assertThat(replacedNow()).containsExactly(A);
  }

  @Test
  void aReplacementThatIsUnderWayIsAheadOfTheFirst() {
    attempts = new Attempts(Set.of(B), Set.of());
    assertThat(replacedNow()).containsExactly(B);

    exists(A, "old", false);
    assertThat(waits(A)).isEqualTo("instance/b to be replaced first");
  }

  @Test
  void anInstanceThatIsNoLongerDesiredDelaysNoReplacement() {
    Key leaving = Instance.key("0");
    exists(leaving, "old", false);
    assertThat(replacedNow()).containsExactly(A, leaving);
  }

  @Test
  void anInstanceOfAnotherTypeThatFailsByItselfHoldsBackNoReplacement() {
    wanted.put(A, "large");
    present.remove(A);
    assertThat(replacedNow()).as("it does not exist").containsExactly(B);

    exists(A, "large", false);
    assertThat(replacedNow()).as("it is not online").containsExactly(B);
  }

  @Test
  void anInstanceOfAnotherTypeThatTheOperatorHasTakenDownHoldsBackTheNext() {
    wanted.put(A, "large");
    replaced = Set.of(A);
    present.remove(A);
    assertThat(replacedNow()).isEmpty();
    assertThat(waits(B)).isEqualTo("instance/a to be available");

    exists(A, "large", false);
    assertThat(replacedNow()).isEmpty();
    exists(A, "large", true);
    assertThat(replacedNow()).containsExactly(B);
  }

  @Test
  void anInstanceThatLacksWhatAwsRefusesHoldsBackNoReplacementUnlessItWasTakenDown() {
    refused = List.of(PlanFixtures.VPC);
    present.remove(A);
    assertThat(replacedNow()).as("its launch is near").isEmpty();

    attempts = new Attempts(Set.of(), Set.of(PlanFixtures.VPC.key()));
    assertThat(replacedNow()).containsExactly(B);

    replaced = Set.of(A);
    assertThat(replacedNow()).isEmpty();
  }

  @Test
  void anInstanceWhoseReplacementLacksSomethingStaysAndHoldsBackNoOtherForLong() {
    refused = List.of(PlanFixtures.VPC);
    assertThat(replacedNow()).isEmpty();
    assertThat(waits(A)).isEqualTo("vpc does not exist yet");

    attempts = new Attempts(Set.of(), Set.of(PlanFixtures.VPC.key()));
    assertThat(replacedNow()).containsExactly(B);
  }

  /** What A needs and the others do not. */
  private Set<Key> needs(Key key) {
    return key.equals(A) ? refused.stream().map(Vpc::key).collect(Collectors.toSet()) : Set.of();
  }

  private Set<Key> replacedNow() {
    return plan().all(Step.Delete.class).stream()
        .filter(Step.Write::ready)
        .map(Step::key)
        .collect(Collectors.toSet());
  }

  private String waits(Key key) {
    return plan().all(Step.Delete.class).stream()
        .filter(step -> step.key().equals(key))
        .flatMap(step -> step.waits().stream())
        .map(Wait::message)
        .collect(Collectors.joining(", "));
  }

  private Plan plan() {
    Topology.Builder desired = Topology.builder();
    List.of(A, B, C)
        .forEach(key -> desired.add(instance(key, wanted.getOrDefault(key, "new")), needs(key)));
    refused.forEach(one -> desired.add(one));
    Observation observed =
        new Observation(
            "1",
            present,
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            pingsKnown ? new Pings.Known(pings) : new Pings.Unknown("denied"));
    PlanGates gates =
        new PlanGates(
            PlanGates.Gate.OPEN, PlanGates.Gate.OPEN, Map.of(), Map.of(), replaced, attempts);
    return new Planner(new ConnectivityRules()).plan(desired.build(), observed, gates);
  }

  private void exists(Key key, String launch, boolean online) {
    String id = "i-" + key.name() + "-" + launch;
    present.put(key, new Observed(instance(key, launch), id, State.READY, "running"));
    pings.remove(id);
    if (online) {
      pings.put(id, new Ping(Ping.ONLINE, Optional.empty(), ""));
    }
  }

  private static Instance instance(Key key, String launch) {
    return new Instance(
        key,
        Ref.id("eni-" + key.name()),
        Ref.id("profile"),
        launch,
        "ami-1",
        "/dev/xvda",
        "t3.micro",
        true,
        true,
        Tags.NONE);
  }
}
