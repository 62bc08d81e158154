package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.status.EventReason;
import io.ssmenv.status.StatusEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a guest says, and does, if its host is not as it needs it; and who gets which range. */
@Execution(ExecutionMode.CONCURRENT)
class SharedVpcStatesTest {

  @ParameterizedTest
  @CsvSource({
    "paused: true, paused: false, which is paused: set its spec.paused to false",
    "drift: {policy: Report}, drift: {policy: Correct}, whose drift policy is Report: set its spec.drift.policy to Correct"
  })
  void aHostThatWritesNothingKeepsItsGuestWaiting(String stop, String go, String remark) {
    try (EngineScenario scenario = EngineScenario.open(41)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp", stop));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("NatGateway"));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(guest, "NetworkReady"))
              .contains("vpc of the environment public (" + remark + ") does not exist yet"));
      assertThat(scenario.harness.isTrue(guest, "Stalled")).isFalse();
      assertThat(SharedVpcTest.keys(scenario, host)).isEmpty();

      scenario.harness.apply("public", EngineScenario.spec("ElasticIp", go));
      scenario.awaitSettled(host);
      scenario.awaitSettled(guest);
    }
  }

  @Test
  void aHostInAnotherRegionIsRefused() {
    try (EngineScenario scenario = EngineScenario.open(42)) {
      scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest =
          scenario.harness.apply(
              "guest", SharedVpcTest.guest("ElasticIp").replace("eu-west-1", "eu-central-1"));

      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(guest, "Stalled"))
              .isEqualTo(
                  "TRUE HostRefused: The VPC of the environment public is in eu-west-1, but"
                      + " spec.region is eu-central-1. Create this environment again in eu-west-1,"
                      + " or with a VPC of its own"));
      scenario.deleteAndAwaitGone(List.of(guest));
    }
  }

  @Test
  void aGuestHasNoGuests() {
    try (EngineScenario scenario = EngineScenario.open(43)) {
      scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("ElasticIp"));
      Owner third =
          scenario.harness.apply(
              "third", SharedVpcTest.guest("ElasticIp").replace("name: public", "name: guest"));

      scenario.awaitSettled(guest);
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(third, "Stalled"))
              .isEqualTo(
                  "TRUE HostRefused: The environment guest has no VPC of its own, but stands in that"
                      + " of public. Create this environment again with"
                      + " spec.network.environment.name: public"));
      assertThat(SharedVpcTest.keys(scenario, third)).isEmpty();
      scenario.deleteAndAwaitGone(List.of(third, guest));
    }
  }

  @Test
  void aHostThatIsBeingDeletedAcceptsNoFurtherGuest() {
    try (EngineScenario scenario = EngineScenario.open(44)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("ElasticIp"));
      scenario.awaitSettled(guest);
      scenario.harness.delete(host);
      scenario.eventually(() -> assertThat(scenario.harness.isTrue(host, "Deleting")).isTrue());

      Owner late = scenario.harness.apply("late", SharedVpcTest.guest("ElasticIp"));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(late, "Reconciling"))
              .contains("WaitingForHost: The environment public")
              .contains("is being deleted and accepts no further subnets"));
      assertThat(scenario.harness.describeCondition(host, "Deleting")).endsWith("Delete guest");
      scenario.deleteAndAwaitGone(List.of(guest));
      scenario.eventually(() -> assertThat(scenario.harness.isGone(host)).isTrue());
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void twoGuestsOfTheSameSecondGetDifferentRangesAlsoAcrossARestart() {
    try (EngineScenario scenario = EngineScenario.open(45)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);
      Owner one = scenario.harness.apply("one", SharedVpcTest.guest("NatGateway"));
      Owner two = scenario.harness.apply("two", SharedVpcTest.guest("NatGateway"));
      scenario.runUntil(() -> ranges(scenario, host).size() == 2);
      List<String> first = ranges(scenario, host);
      scenario.harness.kill();
      scenario.harness.restart();

      scenario.awaitSettled(one);
      scenario.awaitSettled(two);
      assertThat(ranges(scenario, host)).isEqualTo(first).doesNotHaveDuplicates();
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @Test
  void aFullHostSaysSoAndARangeComesBackWithTheEndOfAGuest() {
    try (EngineScenario scenario = EngineScenario.open(46)) {
      Owner host =
          scenario.harness.apply(
              "public", EngineScenario.spec("ElasticIp", "network: {cidr: 10.9.8.0/24}"));
      scenario.awaitSettled(host);
      List<Owner> guests = guests(scenario, 4);
      guests.forEach(scenario::awaitSettled);
      Owner last = scenario.harness.apply("last", SharedVpcTest.guest("NatGateway"));

      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(last, "Stalled"))
              .isEqualTo(
                  "TRUE HostRefused: The VPC of the environment public (10.9.8.0/24) has no free range"
                      + " for another subnet: its last quarter, which is for guests, is in use."
                      + " Delete a guest of public, or create this environment again with a VPC of"
                      + " its own"));
      List<String> conditions = new CopyOnWriteArrayList<>();
      scenario.harness.kill();
      scenario
          .harness
          .api()
          .listen((owner, stored) ->
              conditions.add(owner + " " + scenario.harness.describeCondition(owner, "Ready")));
      scenario.harness.restart();
      scenario.awaitPolls(6);
      assertThat(conditions.stream().distinct())
          .as("a restart changes nothing that is said")
          .allMatch(text -> text.startsWith("lab/last FALSE HostRefused") || text.contains("TRUE"));

      scenario.deleteAndAwaitGone(List.of(guests.getFirst()));
      scenario.awaitSettled(last);
      assertThat(ranges(scenario, host)).hasSize(4).doesNotHaveDuplicates();
    }
  }

  @Test
  void theOthersInTheVpcAreToldBeforeTheNamesOfSystemsManagerResolveToEndpoints() {
    try (EngineScenario scenario = EngineScenario.open(48)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);
      long mark = scenario.mark();
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("PrivateEndpoints"));

      scenario.runUntil(() -> !resolverEvents(scenario).isEmpty());
      assertThat(scenario.writes(mark))
          .filteredOn(call -> call.action().equals("CreateVpcEndpoint"))
          .as("not before the event")
          .isEmpty();
      assertThat(resolverEvents(scenario).getFirst())
          .startsWith(
              "The DNS names of ec2messages, ssm, ssmmessages will resolve to endpoints in");
      scenario.awaitSettled(guest);
      assertThat(resolverEvents(scenario)).as("only for the host").hasSize(1);

      scenario.deleteAndAwaitGone(List.of(guest));
      scenario.awaitSettled(host);
      assertThat(resolverEvents(scenario)).hasSize(2);
    }
  }

  @Test
  void whoChangesToEndpointsItselfIsNotToldThatSomebodyElseDid() {
    try (EngineScenario scenario = EngineScenario.open(49)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("NatGateway"));
      scenario.awaitSettled(host);
      scenario.awaitSettled(guest);
      scenario.harness.apply("guest", SharedVpcTest.guest("PrivateEndpoints"));
      scenario.advance(Duration.ofMinutes(40));
      scenario.assertSettled(guest);
      assertThat(resolverEvents(scenario)).as("only for the host").hasSize(1);
    }
  }

  private static List<String> resolverEvents(EngineScenario scenario) {
    return scenario.harness.events().stream()
        .filter(event -> event.reason().equals(EventReason.RESOLVER_CHANGING.wire()))
        .map(StatusEvent::message)
        .toList();
  }

  @Test
  void twentyGuestsStandInOneVpcWithOneNatGateway() {
    try (EngineScenario scenario = EngineScenario.open(47)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      List<Owner> all = new ArrayList<>(List.of(host));
      all.addAll(guests(scenario, 20));

      all.forEach(scenario::awaitSettled);
      assertThat(ranges(scenario, host)).hasSize(20).doesNotHaveDuplicates();
      assertThat(SharedVpcTest.keys(scenario, host))
          .filteredOn(key -> key.startsWith("natgateway"))
          .containsExactly("natgateway/a");
      Invariants.assertHold(scenario.aws, scenario.harness);
      scenario.deleteAndAwaitGone(all);
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  private static List<Owner> guests(EngineScenario scenario, int count) {
    List<Owner> guests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      guests.add(scenario.harness.apply("guest-" + i, SharedVpcTest.guest("NatGateway")));
    }
    return guests;
  }

  private static List<String> ranges(EngineScenario scenario, Owner host) {
    return scenario.harness.status(host).networkOrDefault().guests().stream()
        .map(NetworkStatus.Guest::subnets)
        .flatMap(subnets -> subnets.values().stream())
        .toList();
  }
}
