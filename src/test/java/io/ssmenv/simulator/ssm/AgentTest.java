package io.ssmenv.simulator.ssm;

import static io.ssmenv.simulator.ssm.AgentEvent.Type.BOOT_UNREACHABLE;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_CLOSED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_OPENED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_UNANSWERED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_UNREACHABLE;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CONNECTION_LOST;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.ONLINE;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.REGISTERED;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.core.Durations;
import io.ssmenv.simulator.core.SeededRandom;
import io.ssmenv.simulator.network.NetworkPath;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events of an agent, depending on its network path and its role. */
class AgentTest {
  private static final NetworkPath GATEWAY = new NetworkPath.InternetGateway("203.0.113.7");
  private static final NetworkPath NAT = new NetworkPath.NatGateway("nat-1", "203.0.113.9");
  private static final Instant BOOT = Instant.parse("2026-01-01T00:00:00Z");

  private final FakeConnectivity connectivity = new FakeConnectivity(GATEWAY);
  private final List<AgentEvent> events = new ArrayList<>();
  private Agent agent = booted(1);

  private static Agent booted(long seed) {
    return Agent.booted(BOOT, new AgentDelays(new SeededRandom(seed, Durations.SEEDED), "i-1"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void comesOnline30To120SecondsAfterItsInstanceRunsAndThenOpensItsChannel(long seed) {
    agent = booted(seed);
    assertThat(agent.next()).isBetween(after(30), after(120));
    until(agent.next());
    assertThat(agent.registered()).hasValue(agent.lastPing().orElseThrow());
    assertThat(agent.isOnlineAt(agent.lastPing().orElseThrow())).isTrue();
    assertThat(agent.connection()).isEmpty();

    until(agent.lastPing().orElseThrow().plus(AgentDelay.CHANNEL_OPENED.max()));
    assertThat(agent.connection()).hasValue(FakeConnectivity.over(GATEWAY));
    assertThat(events.stream().map(AgentEvent::type))
        .containsExactly(REGISTERED, ONLINE, CHANNEL_OPENED);
  }

  @Test
  void staysOnlineByAHeartbeatEveryFiveMinutes() {
    until(BOOT.plus(Duration.ofHours(3)));

    assertThat(kinds(CONNECTION_LOST)).isEmpty();
    assertThat(Duration.between(agent.lastPing().orElseThrow(), BOOT.plus(Duration.ofHours(3))))
        .isLessThan(Duration.ofMinutes(5));
    assertThat(kinds(CHANNEL_OPENED)).hasSize(1);
  }

  @Test
  void backsOffExponentiallyUpToAnHourWhileItHasNoPath() {
    connectivity.answerHealthWith(new CallOutcome.Unreachable(new Broken(Hop.ROUTE, "no route")));
    until(BOOT.plus(Duration.ofHours(9)));

    List<AgentEvent> failures = kinds(BOOT_UNREACHABLE);
    List<Long> sleeps =
        IntStream.range(1, failures.size())
            .mapToObj(
                i -> Duration.between(failures.get(i - 1).at(), failures.get(i).at()).toMinutes())
            .toList();
    List<Integer> nominal = List.of(5, 10, 10, 10, 20, 20, 20, 40, 40, 40, 60, 60);
    assertThat(sleeps).hasSizeGreaterThanOrEqualTo(nominal.size());
    for (int i = 0; i < nominal.size(); i++) {
      assertThat(sleeps.get(i)).isBetween(nominal.get(i) * 9L / 10, (long) nominal.get(i));
    }
    assertThat(failures.getFirst().hop()).hasValue(Hop.ROUTE);
    connectivity.routeVia(GATEWAY);
    until(BOOT.plus(Duration.ofHours(10)));
    assertThat(agent.registered()).isPresent();
  }

  @Test
  void backsOff25To30MinutesWhenItIsDeniedAtBoot() {
    connectivity.answerHealthWith(new CallOutcome.AccessDenied("no role"));
    until(after(120));
    connectivity.routeVia(GATEWAY);

    until(after(25 * 60));
    assertThat(agent.registered()).isEmpty();
    until(after(30 * 60 + 120));
    assertThat(agent.registered()).isPresent();
  }

  @Test
  void losesItsConnectionFiveAndAHalfToEightMinutesAfterItsLastHeartbeat() {
    until(after(1200));
    connectivity.cutOff();
    Instant lost = agent.onlineUntil().orElseThrow();
    until(after(2400));

    assertThat(Duration.between(agent.lastPing().orElseThrow(), lost))
        .isBetween(AgentDelay.LOST_AFTER.min(), AgentDelay.LOST_AFTER.max());
    assertThat(agent.isOnlineAt(lost.minusMillis(1))).isFalse();
    assertThat(kinds(CONNECTION_LOST)).singleElement().extracting(AgentEvent::at).isEqualTo(lost);
  }

  @Test
  void noticesABrokenChannelWithinTwoMinutesAndTriesAgainAtGrowingIntervals() {
    until(after(1200));
    connectivity.cutOff();
    until(after(1200 + 120));

    assertThat(agent.connection()).isEmpty();
    assertThat(kinds(CHANNEL_UNANSWERED)).hasSize(1);
    assertThat(kinds(CHANNEL_CLOSED)).hasSize(1);
    until(after(1200 + 3 * 3600));
    List<AgentEvent> tried = kinds(CHANNEL_UNREACHABLE);
    for (int i = 1; i < tried.size(); i++) {
      double scale = Math.pow(2, i - 1);
      assertThat(Duration.between(tried.get(i - 1).at(), tried.get(i).at()).toMillis())
          .isBetween(
              Math.round(Math.min(2400, 5 * scale) * 1000),
              Math.round(Math.min(2400, 15 * scale) * 1000));
    }
    assertThat(tried).hasSizeGreaterThan(9);
  }

  @Test
  void isOnlineAgainWithinAHeartbeatAfterItsPathReturns() {
    until(after(1200));
    connectivity.cutOff();
    until(after(3000));
    connectivity.routeVia(GATEWAY);
    until(after(3300));

    assertThat(agent.isOnlineAt(after(3300))).isTrue();
    assertThat(kinds(ONLINE)).hasSize(2);
  }

  @Test
  void anInterruptionBetweenTwoCallsIsNotNoticed() {
    until(after(200));
    Agent before = agent;
    connectivity.cutOff();
    until(agent.next().minusMillis(1));
    assertThat(agent).isEqualTo(before);
    connectivity.routeVia(GATEWAY);
    until(after(1000));

    assertThat(kinds(CHANNEL_UNANSWERED)).isEmpty();
    assertThat(kinds(CHANNEL_OPENED)).hasSize(1);
  }

  @Test
  void aShortInterruptionDoesNotCloseTheChannel() {
    until(after(1200));
    connectivity.cutOff();
    while (kinds(CHANNEL_UNANSWERED).isEmpty()) {
      until(agent.next());
    }
    connectivity.routeVia(GATEWAY);
    until(after(2400));

    assertThat(kinds(CHANNEL_CLOSED)).isEmpty();
    assertThat(agent.connection()).hasValue(FakeConnectivity.over(GATEWAY));
  }

  @Test
  void anotherPathClosesTheChannelAndTheAgentReconnects() {
    until(after(1200));
    connectivity.routeVia(NAT);
    until(after(1200 + 125));

    assertThat(kinds(CHANNEL_CLOSED)).hasSize(1);
    assertThat(agent.connection()).hasValue(FakeConnectivity.over(NAT));
  }

  @Test
  void isOnlineWithoutAChannel() {
    connectivity.answerChannelWith(new CallOutcome.AccessDenied("the policy of vpce-1"));
    until(after(3600));

    assertThat(agent.isOnlineAt(after(3600))).isTrue();
    assertThat(agent.connection()).isEmpty();
  }

  @Test
  void staysRegisteredAfterAStopAndStartAndBootsAgain() {
    until(after(200));
    Agent up = agent;
    agent = agent.restarted(after(4000));

    assertThat(agent.registered()).isEqualTo(up.registered());
    assertThat(agent.connection()).isEmpty();
    assertThat(agent.isOnlineAt(after(4000))).isFalse();
    until(after(4123));
    assertThat(agent.isOnlineAt(after(4123))).isTrue();
    assertThat(agent.connection()).isPresent();
    assertThat(kinds(REGISTERED)).hasSize(1);
  }

  private void until(Instant time) {
    agent = agent.advance(time, connectivity, events::add);
  }

  private List<AgentEvent> kinds(AgentEvent.Type kind) {
    return events.stream().filter(event -> event.type() == kind).toList();
  }

  private static Instant after(long seconds) {
    return BOOT.plusSeconds(seconds);
  }
}
