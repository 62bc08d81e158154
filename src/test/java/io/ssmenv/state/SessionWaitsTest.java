package io.ssmenv.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SessionWaitStatus;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.OpenSessions.Reading;
import io.ssmenv.state.SessionWaits.Cut;
import io.ssmenv.topology.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which changes wait for sessions, and for how long. */
class SessionWaitsTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.5Z");
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final Key ROUTE = new Key("route/workload-a/0.0.0.0/0");
  private static final Key INSTANCE = new Key("instance/app-0");

  private static Cut route(boolean ready) {
    return new Cut(ROUTE, SessionWaits.CONNECTION, Set.of("i-1", "i-2"), ready);
  }

  private static Cut instance() {
    return new Cut(INSTANCE, INSTANCE.value(), Set.of("i-1"), true);
  }

  private static Reading known(boolean current, String... sessions) {
    return new Reading.Known(Map.of("i-2", new TreeSet<>(List.of(sessions))), current);
  }

  private static SessionWaits.Result update(
      EnvironmentStatus status, Reading reading, Instant now, boolean complete, Cut... cuts) {
    return new SessionWaits(status, reading, Optional.of(LIMIT), now)
        .update(Set.of("i-1", "i-2"), List.of(cuts), complete);
  }

  private static EnvironmentStatus recorded(SessionWaitStatus... waits) {
    EnvironmentStatus none = EnvironmentStatus.none();
    return new EnvironmentStatus(
        null,
        null,
        null,
        null,
        null,
        none.conditions(),
        null,
        null,
        null,
        null,
        null,
        none.instances(),
        none.resources(),
        null,
        none.plan(),
        null,
        none.incarnations(),
        null,
        null,
        -3,
        "not a time",
        List.of(waits),
        null);
  }

  @Test
  void aChangeWaitsForTheSessionsOnItsOwnInstances() {
    SessionWaits.Result result =
        update(EnvironmentStatus.none(), known(true, "anna-1"), NOW, true, route(true), instance());
    assertThat(result.messages())
        .containsOnlyKeys(ROUTE)
        .containsValue("1 open session (anna-1) to end, until 2026-11-27T12:30:00Z at the latest");
    assertThat(result.history().open()).contains(1);
    assertThat(result.history().requeueAt()).contains(Instant.parse("2026-11-27T12:30:00Z"));
  }

  @Test
  void aReadingFromBeforeTheChangeWasDueSaysNothing() {
    SessionWaits.Result result =
        update(EnvironmentStatus.none(), known(false), NOW, true, instance());
    assertThat(result.awaited()).isTrue();
    assertThat(result.messages())
        .containsValue("the open sessions to be read, until 2026-11-27T12:30:00Z at the latest");
    assertThat(update(EnvironmentStatus.none(), known(true), NOW, true, instance()).messages())
        .isEmpty();
  }

  @Test
  void aChangeThatWaitsForSomethingElseBeginsNoWait() {
    SessionWaits.Result result =
        update(EnvironmentStatus.none(), known(true, "anna-1"), NOW, true, route(false));
    assertThat(result.history().waits()).isEmpty();
    assertThat(result.awaited()).isFalse();
  }

  @Test
  void theBeginOfAWaitIsKeptUntilItIsCertainThatTheChangeIsNotDue() {
    SessionWaitStatus wait =
        new SessionWaitStatus(
            "connection", "2026-11-27T11:50:00Z", "2026-11-27T11:51:00Z", List.of("anna-1"), null);
    EnvironmentStatus status = recorded(wait);
    assertThat(update(status, new Reading.Pending(), NOW, false).history().waits())
        .extracting(SessionWaitStatus::until)
        .containsExactly("2026-11-27T12:20:00Z");
    assertThat(update(status, new Reading.Pending(), NOW, true, route(false)).history().waits())
        .hasSize(1);
    assertThat(update(status, new Reading.Pending(), NOW, true).history().waits()).isEmpty();
  }

  @Test
  void afterTheTimeTheChangeIsMadeAndStaysSo() {
    Instant later = NOW.plus(Duration.ofMinutes(31));
    SessionWaitStatus wait =
        new SessionWaitStatus("connection", "2026-11-27T12:00:00Z", null, List.of(), null);
    Reading failed =
        new Reading.Failed(new CloudError.Denied("DescribeSessions", "AccessDenied", "no"));
    SessionWaits.Result result = update(recorded(wait), failed, later, true, route(true));
    assertThat(result.messages()).isEmpty();
    assertThat(result.history().open()).isEmpty();
    assertThat(result.history().waits())
        .singleElement()
        .returns(true, SessionWaitStatus::expiredOrDefault);
    SessionWaitStatus expired = result.history().waits().getFirst();
    assertThat(update(recorded(expired), known(true, "ben-1"), later, true, route(true)).messages())
        .isEmpty();
  }

  @Test
  void anEditedStatusDoesNotDelayAChangeForLonger() {
    EnvironmentStatus status =
        recorded(
            new SessionWaitStatus("connection", "2999-01-01T00:00:00Z", "x", List.of("y"), true),
            new SessionWaitStatus("instance/app-0", "no time", null, List.of(), true),
            new SessionWaitStatus("", "+1000000000-12-31T23:59:59Z", null, List.of(), null));
    SessionWaits.Result result =
        update(status, known(true, "anna-1"), NOW, true, route(true), instance());
    assertThat(result.history().waits())
        .extracting(SessionWaitStatus::until)
        .containsOnly("2026-11-27T12:30:00Z");
    assertThat(result.messages()).containsOnlyKeys(ROUTE);
    assertThat(SessionHistory.recorded(status).open()).isEmpty();
  }
}
