package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.network.NetworkPath;
import io.ssmenv.simulator.network.Reachability;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import io.ssmenv.simulator.network.Reachability.Reachable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Queries of an agent's history. */
class AgentHistoryTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Reachability GOOD =
      new Reachable(new NetworkPath.InternetGateway("203.0.113.7"));
  private static final Reachability OTHER = new Reachable(new NetworkPath.Endpoints());
  private static final Reachability NO_ROUTE = new Broken(Hop.ROUTE, "no route");
  private static final Reachability NO_NAT = new Broken(Hop.NAT_GATEWAY, "nat-1 is deleting");

  /**
   * Reachable from 10, broken from 20 and 25, reachable from 30 and 40, stopped at 50, broken from
   * 60.
   */
  private final AgentHistory history =
      new AgentHistory(
          "111122223333",
          "eu-west-1",
          "i-1",
          List.of(),
          List.of(
              since(10, GOOD),
              since(20, NO_ROUTE),
              since(25, NO_NAT),
              since(30, GOOD),
              since(40, OTHER),
              new ReachabilityInterval(at(50), Optional.empty()),
              since(60, NO_ROUTE)));

  private static ReachabilityInterval since(int second, Reachability path) {
    return new ReachabilityInterval(at(second), Optional.of(path));
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private boolean wasReachable(int from, int until) {
    return history.wasReachable(at(from), at(until));
  }

  @Test
  void itWasReachableIfItWasAtEachMoment() {
    assertThat(wasReachable(10, 20)).isTrue();
    assertThat(wasReachable(10, 21)).isFalse();
    assertThat(wasReachable(22, 24)).isFalse();
    assertThat(wasReachable(15, 35)).isFalse();
    assertThat(wasReachable(30, 50)).isTrue();
    assertThat(wasReachable(29, 35)).isFalse();
  }

  @Test
  void itWasNotReachableBeforeTheHistoryStartsOrWhileItDidNotRun() {
    assertThat(wasReachable(5, 15)).isFalse();
    assertThat(wasReachable(5, 6)).isFalse();
    assertThat(wasReachable(49, 51)).isFalse();
    assertThat(wasReachable(52, 55)).isFalse();
    assertThat(new AgentHistory("", "", "", List.of(), List.of()).wasReachable(at(1), at(2)))
        .isFalse();
  }

  @Test
  void anUnreachablePeriodEndsWhenItIsReachableAgain() {
    assertThat(history.unreachable())
        .containsExactly(
            new UnreachablePeriod(at(20), Optional.of(at(30)), Hop.ROUTE, "no route"),
            new UnreachablePeriod(at(60), Optional.empty(), Hop.ROUTE, "no route"));
    assertThat(history.unreachable().stream().map(one -> one.lasted(at(100))))
        .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(40));
  }

  @Test
  void itKeepsTheLast300OfEach() {
    AgentEventLog eventLog = new AgentEventLog();
    for (int i = 0; i < 1000; i++) {
      eventLog.add(AgentEvent.of(at(i), AgentEvent.Type.HEARTBEAT_ANSWERED));
      eventLog.addReachability(at(i), Optional.of(i % 2 == 0 ? GOOD : NO_ROUTE));
      eventLog.addReachability(at(i), Optional.of(i % 2 == 0 ? GOOD : NO_ROUTE));
    }

    AgentHistory kept = eventLog.history("111122223333", "eu-west-1", "i-1");
    assertThat(kept.events()).hasSize(300).first().extracting(AgentEvent::at).isEqualTo(at(700));
    assertThat(kept.reachability()).hasSize(300).last().isEqualTo(since(999, NO_ROUTE));
  }
}
