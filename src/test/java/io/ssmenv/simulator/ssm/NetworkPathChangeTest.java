package io.ssmenv.simulator.ssm;

import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_CUT;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_OPENED;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.Durations;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.simulator.network.NetworkPath;
import io.ssmenv.simulator.network.Reachability.Hop;
import io.ssmenv.simulator.network.Reachability.Reachable;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The change from a NAT gateway to private endpoints: in the right order, it interrupts nothing.
 */
class NetworkPathChangeTest {
  private final VirtualTime clock = new VirtualTime();

  private record Running(SimulatedAws aws, EnvironmentFixture built, String nat, String instance) {
    AgentHistory history() {
      return aws.agentHistory(instance).orElseThrow();
    }
  }

  private Running behindANatGateway(SimulatedAws aws, EnvironmentFixture fixture) {
    String nat = fixture.natGateway();
    fixture.pass(Duration.ofMinutes(3));
    String instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(4));
    return new Running(aws, fixture, nat, instance);
  }

  private SimulatedAws aws(Durations durations) throws IOException {
    return SimulatedAws.start(
        Simulations.options()
            .withSpeed(1)
            .withRealTime(clock)
            .withReadLag(ReadLag.NONE)
            .withDurations(durations));
  }

  @ParameterizedTest
  @EnumSource(Durations.class)
  void endpointsFirstThenAMinuteThenTheRouteThenTheGateway(Durations durations) throws IOException {
    try (SimulatedAws aws = aws(durations);
        EnvironmentFixture fixture = new EnvironmentFixture(aws, clock)) {
      Running running = behindANatGateway(aws, fixture);
      Instant began = clock.instant();
      fixture.privateEndpoints();
      fixture.pass(Duration.ofMinutes(3).plusSeconds(60));
      fixture.deleteDefaultRoute();
      Instant switched = clock.instant();
      fixture.pass(Duration.ofMinutes(4));
      fixture.ec2.deleteNatGateway(r -> r.natGatewayId(running.nat()));
      fixture.pass(Duration.ofMinutes(30));

      AgentHistory history = running.history();
      assertThat(history.unreachable()).isEmpty();
      assertThat(history.wasReachable(began, clock.instant())).isTrue();
      assertThat(history.reachability().getLast().path())
          .isEqualTo(Optional.of(new Reachable(new NetworkPath.Endpoints())));
      assertThat(history.events(CHANNEL_CUT)).extracting(AgentEvent::at).containsExactly(switched);
      assertThat(history.events(CHANNEL_OPENED).getLast().path())
          .hasValue(new NetworkPath.Endpoints());
    }
  }

  @ParameterizedTest
  @EnumSource(Durations.class)
  void deletingTheGatewayWhileDnsIsCachedInterruptsConnections(Durations durations)
      throws IOException {
    try (SimulatedAws aws = aws(durations);
        EnvironmentFixture fixture = new EnvironmentFixture(aws, clock)) {
      Running running = behindANatGateway(aws, fixture);
      fixture.privateEndpoints();
      while (fixture.ec2.describeVpcEndpoints().vpcEndpoints().stream()
          .anyMatch(endpoint -> !endpoint.stateAsString().equals("available"))) {
        fixture.pass(Duration.ofMillis(500));
      }
      Instant deletedAt = clock.instant();
      fixture.ec2.deleteNatGateway(r -> r.natGatewayId(running.nat()));
      fixture.pass(Duration.ofMinutes(30));

      UnreachablePeriod gap = running.history().unreachable().getFirst();
      assertThat(running.history().unreachable()).hasSize(1);
      assertThat(gap.from()).isEqualTo(deletedAt);
      assertThat(gap.hop()).isIn(Hop.ROUTE, Hop.NAT_GATEWAY);
      assertThat(gap.lasted(clock.instant()))
          .isBetween(
              AgentDelay.NAME_REMEMBERED.min().minusMillis(500), AgentDelay.NAME_REMEMBERED.max());
    }
  }
}
