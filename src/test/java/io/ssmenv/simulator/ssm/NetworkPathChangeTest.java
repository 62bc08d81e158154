package io.ssmenv.simulator.ssm;

import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CHANNEL_CUT;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CHANNEL_OPENED;
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

/** From a NAT gateway to private endpoints: in the right order nobody is cut off for a moment. */
class NetworkPathChangeTest {
  private final VirtualTime clock = new VirtualTime();

  private record Running(SimulatedAws aws, BuiltEnvironment built, String nat, String instance) {
    AgentHistory history() {
      return aws.agentHistory(instance).orElseThrow();
    }
  }

  private Running behindANatGateway(SimulatedAws aws, BuiltEnvironment built) {
    String nat = built.natGateway();
    built.pass(Duration.ofMinutes(3));
    String instance = built.launch();
    built.pass(Duration.ofMinutes(4));
    return new Running(aws, built, nat, instance);
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
        BuiltEnvironment built = new BuiltEnvironment(aws, clock)) {
      Running running = behindANatGateway(aws, built);
      Instant began = clock.instant();
      built.privateEndpoints();
      built.pass(Duration.ofMinutes(3).plusSeconds(60));
      built.deleteDefaultRoute();
      Instant switched = clock.instant();
      built.pass(Duration.ofMinutes(4));
      built.ec2.deleteNatGateway(r -> r.natGatewayId(running.nat()));
      built.pass(Duration.ofMinutes(30));

      AgentHistory history = running.history();
      assertThat(history.unreachable()).isEmpty();
      assertThat(history.wasReachable(began, clock.instant())).isTrue();
      assertThat(history.outlooks().getLast().path())
          .isEqualTo(Optional.of(new Reachable(new NetworkPath.Endpoints())));
      assertThat(history.events(CHANNEL_CUT)).extracting(AgentEvent::at).containsExactly(switched);
      assertThat(history.events(CHANNEL_OPENED).getLast().way())
          .hasValue(new NetworkPath.Endpoints());
    }
  }

  @ParameterizedTest
  @EnumSource(Durations.class)
  void theGatewayGoneWithTheNameStillRememberedLeavesAGap(Durations durations) throws IOException {
    try (SimulatedAws aws = aws(durations);
        BuiltEnvironment built = new BuiltEnvironment(aws, clock)) {
      Running running = behindANatGateway(aws, built);
      built.privateEndpoints();
      while (built.ec2.describeVpcEndpoints().vpcEndpoints().stream()
          .anyMatch(endpoint -> !endpoint.stateAsString().equals("available"))) {
        built.pass(Duration.ofMillis(500));
      }
      Instant gone = clock.instant();
      built.ec2.deleteNatGateway(r -> r.natGatewayId(running.nat()));
      built.pass(Duration.ofMinutes(30));

      UnreachablePeriod gap = running.history().unreachable().getFirst();
      assertThat(running.history().unreachable()).hasSize(1);
      assertThat(gap.from()).isEqualTo(gone);
      assertThat(gap.hop()).isIn(Hop.ROUTE, Hop.NAT_GATEWAY);
      assertThat(gap.lasted(clock.instant()))
          .isBetween(
              AgentTime.NAME_REMEMBERED.least().minusMillis(500), AgentTime.NAME_REMEMBERED.most());
    }
  }
}
