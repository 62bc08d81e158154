package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.inventory.Overlay.Verdict;
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

class OverlayTest {

  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Key TABLE = Key.of("routetable", "workload-a");
  private static final Observed ROUTE = route("igw-new");
  private static final Observed BEFORE = route("igw-old");

  private final Overlay overlay = new Overlay();

  @Test
  void whatWasMadeStandsAgainstAReadThatWasBegunBefore() {
    overlay.made(ROUTE, WRITTEN);

    assertThat(judge(Optional.empty(), reading(-1), 1)).isEqualTo(new Verdict.Is(ROUTE));
  }

  @Test
  void whatWasMadeStandsAgainstALaterReadThatIsStale() {
    overlay.made(ROUTE, WRITTEN);

    assertThat(judge(Optional.empty(), reading(20), 21)).isEqualTo(new Verdict.Is(ROUTE));
    assertThat(judge(Optional.of(BEFORE), reading(20), 21)).isEqualTo(new Verdict.Is(ROUTE));
  }

  @Test
  void afterAReadHasAgreedTheNextOneCounts() {
    overlay.made(ROUTE, WRITTEN);
    int settled = (int) Timing.OVERLAY_SETTLES.toSeconds();

    assertThat(judge(Optional.of(ROUTE), reading(settled), settled))
        .isEqualTo(new Verdict.Is(ROUTE));
    assertThat(judge(Optional.of(BEFORE), reading(settled + 1), settled + 1))
        .isEqualTo(new Verdict.Is(BEFORE));
  }

  @Test
  void aReadThatAgreedEarlyIsRememberedForALaterOneThatDisagrees() {
    overlay.made(ROUTE, WRITTEN);
    int settled = (int) Timing.OVERLAY_SETTLES.toSeconds();

    judge(Optional.of(ROUTE), reading(1), 2);
    assertThat(judge(Optional.of(BEFORE), reading(settled + 1), settled + 1))
        .isEqualTo(new Verdict.Is(BEFORE));
  }

  @Test
  void whatAnEarlyReadShowedAndALaterOneLeavesOutIsAskedForByItsId() {
    overlay.made(ROUTE, WRITTEN);
    int settled = (int) Timing.OVERLAY_SETTLES.toSeconds();

    judge(Optional.of(ROUTE), reading(1), 2);
    assertThat(judge(Optional.empty(), reading(settled), settled + 5))
        .as("a read that was begun too early")
        .isEqualTo(new Verdict.Is(ROUTE));
    assertThat(judge(Optional.empty(), reading(settled + 1), settled + 1))
        .isEqualTo(new Verdict.Ask(ROUTE, true));
  }

  @Test
  void rightAfterTheWriteAReadCanAgreeAndTheNextOneBeStale() {
    overlay.made(ROUTE, WRITTEN);

    judge(Optional.of(ROUTE), reading(1), 2);
    assertThat(judge(Optional.of(BEFORE), reading(3), 4)).isEqualTo(new Verdict.Is(ROUTE));
  }

  @Test
  void afterFiveMinutesTheIdDecidesAboutWhatWasNeverListed() {
    overlay.made(ROUTE, WRITTEN);
    int late = (int) Timing.OVERLAY.toSeconds() + 1;

    assertThat(judge(Optional.empty(), reading(late), late + 1))
        .isEqualTo(new Verdict.Ask(ROUTE, true));
  }

  @Test
  void aTombstoneEndsWhatWasMade() {
    overlay.made(ROUTE, WRITTEN);

    assertThat(
            overlay.judge(
                ROUTE.key(), Optional.empty(), reading(1), id -> true, WRITTEN.plusSeconds(2)))
        .isEqualTo(new Verdict.None());
  }

  @Test
  void whatWasDeletedIsNotSeenAgainInAStaleRead() {
    overlay.removed(ROUTE, false, WRITTEN);

    assertThat(judge(Optional.of(ROUTE), reading(20), 21)).isEqualTo(new Verdict.Ask(ROUTE, false));
  }

  @Test
  void whatWasDeletedIsOnlyAskedForByItsIdWhenALaterListingLeavesItOut() {
    overlay.removed(ROUTE, false, WRITTEN);

    assertThat(judge(Optional.empty(), reading(-1), 1)).isEqualTo(new Verdict.Ask(ROUTE, false));
    assertThat(judge(Optional.empty(), reading(1), 2)).isEqualTo(new Verdict.Ask(ROUTE, true));
  }

  @Test
  void whatIsGoingIsShownAsDeletingUntilItIsGone() {
    overlay.removed(ROUTE, true, WRITTEN);

    assertThat(judge(Optional.of(ROUTE), reading(1), 2))
        .isEqualTo(new Verdict.Is(ROUTE.with(State.DELETING, "deleting")));
  }

  private Verdict judge(Optional<Observed> listed, Reading reading, int secondsAfter) {
    return overlay.judge(
        ROUTE.key(), listed, reading, id -> false, WRITTEN.plusSeconds(secondsAfter));
  }

  private static Reading reading(int secondsAfter) {
    return Reading.none("nothing").next(WRITTEN.plus(Duration.ofSeconds(secondsAfter)), List.of());
  }

  private static Observed route(String gateway) {
    return new Observed(
        Route.of(TABLE, Route.DEFAULT, Ref.id(gateway)), "rtb-1", State.READY, "active");
  }
}
