package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.network.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent's life from the times at which its way and its role do or don't let it through. */
class AgentTest {
  private static final Instant BOOT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Contact GATEWAY =
      new Contact.Answered(new Way.InternetGateway("203.0.113.7"));
  private static final Contact NAT =
      new Contact.Answered(new Way.NatGateway("nat-1", "203.0.113.9"));
  private static final Contact NOWHERE = new Contact.Unreachable("no route");
  private static final Contact REFUSED = new Contact.AccessDenied("no role");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void comesOnline30To120SecondsAfterItsInstanceRuns(long seed) {
    Agent agent = Agent.booted(BOOT, seed);

    assertThat(agent.advance(after(29), always(GATEWAY)).registered()).isEmpty();
    Agent up = agent.advance(after(120), always(GATEWAY));
    assertThat(up.registered()).isPresent();
    assertThat(up.onlineAt(after(120))).isTrue();
    assertThat(up.connected()).isTrue();
  }

  @Test
  void staysOnlineByAHeartbeatEveryFiveMinutes() {
    Instant later = BOOT.plus(Duration.ofHours(3));
    Agent agent = Agent.booted(BOOT, 1).advance(later, always(GATEWAY));

    assertThat(agent.onlineAt(later)).isTrue();
    assertThat(Duration.between(agent.lastPing().orElseThrow(), later))
        .isLessThan(Duration.ofMinutes(5));
    assertThat(agent.connected()).isTrue();
  }

  @Test
  void sleepsFiveMinutesWhenItBootsBeforeItsWayExists() {
    Function<Instant, Contact> late = from(after(130), NOWHERE, GATEWAY);
    Agent agent = Agent.booted(BOOT, 1);

    assertThat(agent.advance(after(300), late).registered()).isEmpty();
    assertThat(agent.advance(after(120 + 300), late).registered()).isPresent();
  }

  @Test
  void sleepsUpToAnHourWhenItsWayIsHoursLate() {
    Instant opened = BOOT.plus(Duration.ofHours(10));
    Agent waiting = Agent.booted(BOOT, 1).advance(opened, from(opened, NOWHERE, GATEWAY));

    assertThat(waiting.registered()).isEmpty();
    Duration sleep = Duration.between(opened, waiting.phase().next());
    assertThat(sleep).isLessThanOrEqualTo(Duration.ofHours(1));
    assertThat(waiting.advance(opened.plus(Duration.ofHours(1)), always(GATEWAY)).registered())
        .isPresent();
  }

  @Test
  void sleeps25To30MinutesWhenItIsRefusedAtBoot() {
    Function<Instant, Contact> late = from(after(130), REFUSED, GATEWAY);
    Agent agent = Agent.booted(BOOT, 1);

    assertThat(agent.advance(after(25 * 60), late).registered()).isEmpty();
    assertThat(agent.advance(after(30 * 60 + 120), late).registered()).isPresent();
  }

  @Test
  void losesItsConnectionSixMinutesAfterItsLastHeartbeat() {
    Instant broken = BOOT.plus(Duration.ofMinutes(20));
    Function<Instant, Contact> breaking = from(broken, GATEWAY, NOWHERE);
    Agent agent = Agent.booted(BOOT, 1);

    assertThat(agent.advance(broken, breaking).onlineAt(broken)).isTrue();
    Instant later = broken.plus(AgentTimes.LOST_AFTER);
    assertThat(agent.advance(later, breaking).onlineAt(later)).isFalse();
  }

  @Test
  void noticesABrokenChannelWithinTwoMinutes() {
    Instant broken = BOOT.plus(Duration.ofMinutes(20));
    Function<Instant, Contact> breaking = from(broken, GATEWAY, NOWHERE);

    assertThat(Agent.booted(BOOT, 1).advance(broken.plusSeconds(115), breaking).connected())
        .isFalse();
  }

  @Test
  void isOnlineAgainWithinAHeartbeatOfItsWaysReturn() {
    Instant broken = BOOT.plus(Duration.ofMinutes(20));
    Instant mended = broken.plus(Duration.ofMinutes(30));
    Instant later = mended.plus(AgentTimes.HEARTBEAT);
    Agent agent =
        Agent.booted(BOOT, 1)
            .advance(mended.minusMillis(1), from(broken, GATEWAY, NOWHERE))
            .advance(later, always(GATEWAY));

    assertThat(agent.onlineAt(later)).isTrue();
  }

  @Test
  void aBreakBetweenTwoOfItsCallsGoesUnnoticed() {
    Agent up = Agent.booted(BOOT, 1).advance(after(200), always(GATEWAY));
    Instant next = up.phase().next();
    Function<Instant, Contact> blink =
        at -> at.isAfter(next.minusSeconds(20)) && at.isBefore(next) ? NOWHERE : GATEWAY;

    assertThat(up.advance(after(1000), blink)).isEqualTo(up.advance(after(1000), always(GATEWAY)));
  }

  @Test
  void anotherWayOutCutsTheChannelAndTheAgentReconnectsByItself() {
    Instant switched = BOOT.plus(Duration.ofMinutes(20));
    Function<Instant, Contact> switching = from(switched, GATEWAY, NAT);
    Agent agent = Agent.booted(BOOT, 1);

    boolean cut = false;
    for (int second = 0; second <= 120; second++) {
      cut |= !agent.advance(switched.plusSeconds(second), switching).connected();
    }
    assertThat(cut).isTrue();
    assertThat(agent.advance(switched.plusSeconds(120), switching).connected()).isTrue();
  }

  @Test
  void afterAStopAndStartItIsStillRegisteredAndBootsAnew() {
    Agent up = Agent.booted(BOOT, 1).advance(after(200), always(GATEWAY));
    Agent again = up.restarted(after(4000));

    assertThat(again.registered()).isEqualTo(up.registered());
    assertThat(again.onlineAt(after(4000))).isFalse();
    Agent upAgain = again.advance(after(4120), always(GATEWAY));
    assertThat(upAgain.onlineAt(after(4120))).isTrue();
    assertThat(upAgain.registered()).isEqualTo(up.registered());
  }

  private static Instant after(long seconds) {
    return BOOT.plusSeconds(seconds);
  }

  private static Function<Instant, Contact> always(Contact contact) {
    return at -> contact;
  }

  private static Function<Instant, Contact> from(Instant change, Contact before, Contact since) {
    return at -> at.isBefore(change) ? before : since;
  }
}
