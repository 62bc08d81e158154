package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.InstancePermissions;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.network.Cidr;
import io.ssmenv.simulator.network.NetworkView;
import io.ssmenv.simulator.network.NetworkView.Acl;
import io.ssmenv.simulator.network.NetworkView.AclEntry;
import io.ssmenv.simulator.network.NetworkView.Group;
import io.ssmenv.simulator.network.NetworkView.Instance;
import io.ssmenv.simulator.network.NetworkView.InternetGateway;
import io.ssmenv.simulator.network.NetworkView.Route;
import io.ssmenv.simulator.network.NetworkView.RouteTable;
import io.ssmenv.simulator.network.NetworkView.Rule;
import io.ssmenv.simulator.network.NetworkView.Subnet;
import io.ssmenv.simulator.network.NetworkView.Vpc;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents follow the timeline, even if no call reads their state. */
class AgentFleetTest {
  private static final Acl OPEN_ACL =
      new Acl(
          "acl-1",
          "vpc-1",
          Set.of("subnet-1"),
          List.of(
              new AclEntry(true, 100, "-1", true, new Cidr(0, 0), 0, 65_535),
              new AclEntry(false, 100, "-1", true, new Cidr(0, 0), 0, 65_535)));
  private static final Route DEFAULT = new Route("0.0.0.0/0", "igw-1", true);

  private final AtomicReference<Instant> clock =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final Simulation simulation =
      Simulation.of(Simulations.options().withSpeed(1).withRealTime(clock::get));
  private final SimulatedAccount account = simulation.accounts().account("111122223333");
  private Optional<Instant> runningSince = Optional.empty();
  private String state = "pending";
  private List<Route> routes = List.of(DEFAULT);
  private Optional<String> refusal = Optional.empty();
  private final AgentFleet fleet =
      new AgentFleet(
          account,
          "eu-west-1",
          (_, _) -> Map.of("vpc-1", view()),
          permissions(),
          simulation.random());

  @BeforeEach
  void launch() {
    Instant runs = clock.get().plusSeconds(20);
    account
        .timeline()
        .schedule(
            runs,
            at -> {
              state = "running";
              runningSince = Optional.of(at);
            });
    fleet.start(clock.get());
  }

  @Test
  void anAgentRegistersWithoutReads() {
    assertThat(nodes()).isEmpty();
    pass(Duration.ofHours(1));

    ManagedNode node = nodes().getFirst();
    assertThat(node.pingStatus(clock.get())).isEqualTo("Online");
    assertThat(
            Duration.between(runningSince.orElseThrow(), node.agent().registered().orElseThrow()))
        .isBetween(AgentDelay.FIRST_CALL.min(), AgentDelay.FIRST_CALL.max());
  }

  @Test
  void aLatePathDelaysTheRegistration() {
    routes = List.of();
    Instant opened = clock.get().plus(Duration.ofMinutes(10));
    account.timeline().schedule(opened, _ -> routes = List.of(DEFAULT));
    pass(Duration.ofHours(1));

    assertThat(nodes().getFirst().agent().registered().orElseThrow()).isAfter(opened);
  }

  @Test
  void anInterruptionWithoutReadsCausesMissedHeartbeats() {
    pass(Duration.ofMinutes(30));
    account.timeline().schedule(clock.get(), _ -> routes = List.of());
    Instant mended = clock.get().plus(Duration.ofMinutes(20));
    account.timeline().schedule(mended, _ -> routes = List.of(DEFAULT));
    pass(Duration.ofMinutes(20).plusSeconds(1));

    assertThat(nodes().getFirst().pingStatus(clock.get())).isEqualTo("ConnectionLost");
    pass(Duration.ofMinutes(5));
    assertThat(nodes().getFirst().pingStatus(clock.get())).isEqualTo("Online");
  }

  @Test
  void aDeniedAgentDoesNotRegister() {
    refusal = Optional.of("role app does not allow ssm:UpdateInstanceInformation");
    pass(Duration.ofHours(1));

    assertThat(nodes()).isEmpty();
  }

  @Test
  void aStoppedInstanceIsNotListedUntilItIsStarted() {
    pass(Duration.ofMinutes(5));
    assertThat(nodes()).hasSize(1);
    state = "stopped";
    runningSince = Optional.empty();
    assertThat(nodes()).isEmpty();

    pass(AgentDelay.LOST_AFTER.max());
    state = "running";
    runningSince = Optional.of(clock.get());
    assertThat(nodes().getFirst().pingStatus(clock.get())).isEqualTo("ConnectionLost");
    pass(Duration.ofMinutes(5));
    assertThat(nodes().getFirst().pingStatus(clock.get())).isEqualTo("Online");
  }

  private void pass(Duration duration) {
    clock.updateAndGet(now -> now.plus(duration));
    account.locked(simulation.clock(), now -> now);
  }

  private List<ManagedNode> nodes() {
    return account.locked(simulation.clock(), fleet::managedNodes);
  }

  private NetworkView view() {
    return new NetworkView(
        Map.of("vpc-1", new Vpc("vpc-1", "10.0.0.0/16", true, true)),
        Map.of("subnet-1", new Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "eu-west-1a")),
        Map.of("rtb-1", new RouteTable("rtb-1", "vpc-1", true, Set.of(), routes)),
        Map.of("igw-1", new InternetGateway("igw-1", Optional.of("vpc-1"))),
        Map.of(),
        Map.of(),
        Map.of(
            "sg-1",
            new Group("sg-1", "vpc-1", List.of(), List.of(new Rule("-1", -1, -1, "0.0.0.0/0")))),
        Map.of("acl-1", OPEN_ACL),
        Map.of(
            "i-1",
            new Instance(
                "i-1",
                state,
                runningSince,
                Optional.empty(),
                "ami-1",
                "eni-1",
                "subnet-1",
                "10.0.1.10",
                Optional.of("203.0.113.7"),
                Set.of("sg-1"),
                Optional.empty(),
                true,
                Map.of())));
  }

  private InstancePermissions permissions() {
    return new InstancePermissions() {
      @Override
      public Optional<String> denialReason(
          String accountId, Optional<String> profileArn, String action) {
        return refusal;
      }

      @Override
      public Optional<String> denialReason(
          String accountId, Optional<String> profileArn, Access access) {
        return refusal;
      }
    };
  }
}
