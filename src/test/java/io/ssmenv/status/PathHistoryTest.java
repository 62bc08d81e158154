package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.PathStatus;
import io.ssmenv.api.v1alpha1.PathStatus.Since;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.aws.AwsClouds;
import io.ssmenv.state.PathHistory;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The status remembers since when the path to Systems Manager is as it is. */
class PathHistoryTest {

  private static final String ROUTE = "route/workload-a/0.0.0.0/0";

  private final StatusScenario scenario = StatusScenario.created();
  private final Instant first = Instant.parse("2026-01-02T03:04:06Z");
  private PathStatus status = PathStatus.NONE;

  private PathHistory update() {
    PathHistory history =
        PathHistory.update(
            status, AwsClouds.rules(), scenario.desired(), scenario.observation(), scenario.now);
    status = history.recorded();
    return history;
  }

  private PathHistory updateLater() {
    scenario.advance(Duration.ofHours(1));
    return update();
  }

  @Test
  void aPathThatIsSeenFirstCountsAsChangedNow() {
    assertThat(update().used()).contains(first);
    assertThat(update().ready()).contains(first);
  }

  @Test
  void aPathThatIsAsRecordedKeepsItsTime() {
    update();
    PathStatus recorded = status;
    assertThat(updateLater().used()).contains(first);
    assertThat(update().ready()).contains(first);
    assertThat(status).isEqualTo(recorded);
  }

  @Test
  void aRouteWithAnotherTargetIsAChange() {
    update();
    Observed route = scenario.present.get(new Key(ROUTE));
    Route desired = (Route) route.resource();
    Route other = new Route(desired.key(), desired.table(), desired.destination(), Ref.id("eni-1"));
    scenario.present.put(route.key(), route.with(other));
    assertThat(updateLater().used()).contains(first.plus(Duration.ofHours(1)));
  }

  @Test
  void aPathThatIsNoLongerReadyHasNoTimeUntilItIsReadyAgain() {
    update();
    scenario.state(ROUTE, State.PENDING, "blackhole");
    assertThat(updateLater().ready()).isEmpty();
    scenario.state(ROUTE, State.READY, "active");
    assertThat(updateLater().ready()).contains(first.plus(Duration.ofHours(2)));
  }

  @Test
  void anUnknownPathKeepsWhatIsRecordedAndUsesNothing() {
    update();
    PathStatus recorded = status;
    scenario.unlisted.put(Route.class, new Unlisted(Unlisted.Cause.NOT_READ, "not read"));
    scenario.remove(ROUTE);
    PathHistory unknown = updateLater();
    assertThat(unknown).isEqualTo(PathHistory.unknown(recorded));
    assertThat(unknown.used()).isEmpty();
  }

  @Test
  void aResourceOfTheFormerPathIsNoPartOfItOnceItIsCutOver() {
    Topology before = scenario.desired();
    scenario.pattern = Pattern.NAT_GATEWAY;
    scenario.createAll();
    scenario.present.replaceAll(
        (key, observed) -> scenario.desired().find(key).map(observed::with).orElse(observed));
    update();
    assertThat(scenario.present).containsKey(new Key("addressassociation/app-0"));
    assertThat(before.contains(new Key("addressassociation/app-0"))).isTrue();
    scenario.remove("addressassociation/app-0");
    assertThat(updateLater().used()).contains(first);
  }

  @Test
  void aTimeThatWasEditedOrIsInTheFutureIsNotUsed() {
    update();
    Since used = Optional.ofNullable(status.used()).orElseThrow();
    for (String time : new String[] {"1970-01-01T00:00:00Z", "9999-01-01T00:00:00Z", "soon", ""}) {
      status = new PathStatus(new Since(time, used.digest()), new Since(time, used.digest()));
      assertThat(update().used()).as(time).contains(first);
      assertThat(update().ready()).as(time).contains(first);
    }
    updateLater();
    scenario.advance(Duration.ofHours(-2));
    assertThat(update().used())
        .as("the clock went back")
        .contains(first.minus(Duration.ofHours(1)));
  }
}
