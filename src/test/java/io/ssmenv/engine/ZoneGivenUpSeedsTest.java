package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.ManyRuns.Failed;
import io.ssmenv.simulator.core.ZonalService;
import io.ssmenv.status.StatusEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A zone that is given up stays so, in whichever order AWS deletes and creates what moves to
 * another zone, and however often the operator is killed meanwhile.
 *
 * <p>{@code -Dssmenv.seeds=1000} runs as many seeds, from {@code -Dssmenv.seed} on.
 */
class ZoneGivenUpSeedsTest {

  private static final String A = "eu-west-1a";
  private static final int MOST_KILLS = 3;

  private final long seed = Long.getLong("ssmenv.seed", 1);
  private final int seeds = Integer.getInteger("ssmenv.seeds", 24);

  /** What a zone refuses to a pattern, and the call that shows it. */
  private enum Refusal {
    NAT_GATEWAY("NatGateway", "CreateNatGateway", new ZonalService.NatGateways()),
    INSTANCE_TYPE("ElasticIp", "RunInstances", new ZonalService.InstanceTypes("t3.micro")),
    ENDPOINTS(
        "PrivateEndpoints",
        "CreateVpcEndpoint",
        new ZonalService.InterfaceEndpoints("ssm"),
        new ZonalService.InterfaceEndpoints("ssmmessages"),
        new ZonalService.InterfaceEndpoints("ec2messages"));

    final String pattern;
    final String call;
    final List<ZonalService> services;

    Refusal(String pattern, String call, ZonalService... services) {
      this.pattern = pattern;
      this.call = call;
      this.services = List.of(services);
    }
  }

  private enum Place {
    OWN_VPC,
    EXISTING_VPC
  }

  private record Run(long seed, Refusal refusal, Place place, int zones, int kills) {

    static Run of(long seed) {
      Random random = new Random(seed);
      return new Run(
          seed,
          List.of(Refusal.values()).get((int) (seed % 3)),
          List.of(Place.values()).get((int) (seed / 3 % 2)),
          1 + (int) (seed / 6 % 2),
          random.nextInt(MOST_KILLS + 1));
    }

    String spec(EngineScenario scenario) {
      String spec =
          place == Place.OWN_VPC
              ? EngineScenario.spec(refusal.pattern, "network: {availabilityZones: " + zones + "}")
              : ForeignNetwork.build(scenario)
                  .inRange(refusal.pattern, ForeignNetwork.RANGE)
                  .replace("{existing", "{availabilityZones: " + zones + ", existing");
      return spec.replace("app}", "app, count: " + zones + "}");
    }
  }

  @Test
  void aZoneThatIsGivenUpIsNeverTakenAgain() {
    List<Failed<Run>> failed =
        ManyRuns.all(
            "ZoneGivenUpSeedsTest -Dssmenv.seed=" + seed + " -Dssmenv.seeds=" + seeds,
            LongStream.range(seed, seed + seeds).mapToObj(Run::of).toList(),
            this::run);
    assertThat(failed.stream().map(one -> one.input() + "\n    " + one.firstLines(6)))
        .as("runs whose environment is not Ready in other zones")
        .isEmpty();
  }

  private void run(Run run) {
    Random random = new Random(run.seed());
    try (EngineScenario scenario = EngineScenario.open(run.seed())) {
      String spec = run.spec(scenario);
      run.refusal().services.forEach(service -> scenario.aws.faults().notInZone(A, service, false));
      long mark = scenario.mark();
      Owner owner = scenario.harness.apply("one", spec);
      scenario.runUntil(() -> !scenario.calls(mark, run.refusal().call).isEmpty());
      for (int kill = 0; kill < run.kills(); kill++) {
        scenario.advance(Duration.ofMillis(random.nextInt(30_000)));
        scenario.harness.kill(
            random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofSeconds(1)));
        scenario.advance(Duration.ofMillis(random.nextInt(10_000)));
        scenario.harness.restart();
      }
      scenario.awaitSettled(owner);

      Map<String, Set<String>> zones = new HashMap<>();
      SubnetZones.of(scenario, owner)
          .forEach((key, zone) ->
              zones
                  .computeIfAbsent(key.substring(key.length() - 1), _ -> new HashSet<>())
                  .add(zone));
      assertThat(zones).hasSize(run.zones()).allSatisfy((_, one) -> assertThat(one).hasSize(1));
      assertThat(zones.values()).doesNotContain(Set.of(A)).doesNotHaveDuplicates();
      assertThat(warnings(scenario, "ZoneGivenUp")).hasSizeLessThanOrEqualTo(1);
      assertThat(warnings(scenario, "Refused")).isEmpty();
      assertThat(warnings(scenario, "InvalidRequest")).isEmpty();
      if (run.place() == Place.OWN_VPC) {
        Invariants.assertHold(scenario.aws, scenario.harness);
      }
      scenario.deleteAndAwaitGone(List.of(owner));
    }
  }

  private static List<String> warnings(EngineScenario scenario, String reason) {
    return scenario.harness.events().stream()
        .filter(event -> event.reason().equals(reason))
        .map(StatusEvent::message)
        .toList();
  }
}
