package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.inventory.RecentWrites.Merged;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentWritesTest {

  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Key TABLE = Key.of("routetable", "workload-a");
  private static final Observed ROUTE = route("igw-new");
  private static final Observed BEFORE = route("igw-old");

  private final RecentWrites overlay = new RecentWrites();

  @Test
  void whatWasMadeStandsAgainstAReadThatWasBegunBefore() {
    overlay.recordWrite(ROUTE, WRITTEN);

    assertThat(judge(Optional.empty(), reading(-1), 1)).isEqualTo(new Merged.Present(ROUTE));
  }

  @Test
  void whatWasMadeStandsAgainstALaterReadThatIsStale() {
    overlay.recordWrite(ROUTE, WRITTEN);

    assertThat(judge(Optional.empty(), reading(20), 21)).isEqualTo(new Merged.Present(ROUTE));
    assertThat(judge(Optional.of(BEFORE), reading(20), 21)).isEqualTo(new Merged.Present(ROUTE));
  }

  @Test
  void afterAReadHasAgreedTheNextOneCounts() {
    overlay.recordWrite(ROUTE, WRITTEN);
    int settled = (int) Timing.RECENT_WRITE_SETTLES.toSeconds();

    assertThat(judge(Optional.of(ROUTE), reading(settled), settled))
        .isEqualTo(new Merged.Present(ROUTE));
    assertThat(judge(Optional.of(BEFORE), reading(settled + 1), settled + 1))
        .isEqualTo(new Merged.Present(BEFORE));
  }

  @Test
  void aReadThatAgreedEarlyIsRememberedForALaterOneThatDisagrees() {
    overlay.recordWrite(ROUTE, WRITTEN);
    int settled = (int) Timing.RECENT_WRITE_SETTLES.toSeconds();

    judge(Optional.of(ROUTE), reading(1), 2);
    assertThat(judge(Optional.of(BEFORE), reading(settled + 1), settled + 1))
        .isEqualTo(new Merged.Present(BEFORE));
  }

  @Test
  void whatAnEarlyReadShowedAndALaterOneLeavesOutIsAskedForByItsId() {
    overlay.recordWrite(ROUTE, WRITTEN);
    int settled = (int) Timing.RECENT_WRITE_SETTLES.toSeconds();

    judge(Optional.of(ROUTE), reading(1), 2);
    assertThat(judge(Optional.empty(), reading(settled), settled + 5))
        .as("a read that was begun too early")
        .isEqualTo(new Merged.Present(ROUTE));
    assertThat(judge(Optional.empty(), reading(settled + 1), settled + 1))
        .isEqualTo(new Merged.Unconfirmed(ROUTE, true));
  }

  @Test
  void rightAfterTheWriteAReadCanAgreeAndTheNextOneBeStale() {
    overlay.recordWrite(ROUTE, WRITTEN);

    judge(Optional.of(ROUTE), reading(1), 2);
    assertThat(judge(Optional.of(BEFORE), reading(3), 4)).isEqualTo(new Merged.Present(ROUTE));
  }

  @Test
  void afterFiveMinutesTheIdDecidesAboutWhatWasNeverListed() {
    overlay.recordWrite(ROUTE, WRITTEN);
    int late = (int) Timing.RECENT_WRITE_TTL.toSeconds() + 1;

    assertThat(judge(Optional.empty(), reading(late), late + 1))
        .isEqualTo(new Merged.Unconfirmed(ROUTE, true));
  }

  @Test
  void aTombstoneEndsWhatWasMade() {
    overlay.recordWrite(ROUTE, WRITTEN);

    assertThat(
            overlay.merge(
                ROUTE.key(), Optional.empty(), reading(1), id -> true, WRITTEN.plusSeconds(2)))
        .isEqualTo(new Merged.Absent());
  }

  @Test
  void whatWasDeletedIsNotSeenAgainInAStaleRead() {
    overlay.recordDelete(ROUTE, false, WRITTEN);

    assertThat(judge(Optional.of(ROUTE), reading(20), 21))
        .isEqualTo(new Merged.Unconfirmed(ROUTE, false));
  }

  @Test
  void whatWasDeletedIsOnlyAskedForByItsIdWhenALaterListingLeavesItOut() {
    overlay.recordDelete(ROUTE, false, WRITTEN);

    assertThat(judge(Optional.empty(), reading(-1), 1))
        .isEqualTo(new Merged.Unconfirmed(ROUTE, false));
    assertThat(judge(Optional.empty(), reading(1), 2))
        .isEqualTo(new Merged.Unconfirmed(ROUTE, true));
  }

  @Test
  void whatIsGoingIsShownAsDeletingUntilItIsGone() {
    overlay.recordDelete(ROUTE, true, WRITTEN);

    assertThat(judge(Optional.of(ROUTE), reading(1), 2))
        .isEqualTo(new Merged.Present(ROUTE.with(State.DELETING, "deleting")));
  }

  private Merged judge(Optional<Observed> listed, ListResult result, int secondsAfter) {
    return overlay.merge(
        ROUTE.key(), listed, result, id -> false, WRITTEN.plusSeconds(secondsAfter));
  }

  private static ListResult reading(int secondsAfter) {
    return ListResult.notRead("nothing")
        .withItems(WRITTEN.plus(Duration.ofSeconds(secondsAfter)), List.of());
  }

  private static Observed route(String gateway) {
    return new Observed(
        Route.of(TABLE, Route.DEFAULT, Ref.id(gateway)), "rtb-1", State.READY, "active");
  }
}
