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
  private static final Observed OLD_ROUTE = route("igw-old");

  private final RecentWrites recentWrites = new RecentWrites();

  @Test
  void aWriteOverridesAReadThatBeganBefore() {
    recentWrites.recordWrite(ROUTE, WRITTEN);

    assertThat(merge(Optional.empty(), listing(-1), 1)).isEqualTo(new Merged.Present(ROUTE));
  }

  @Test
  void aWriteOverridesALaterStaleRead() {
    recentWrites.recordWrite(ROUTE, WRITTEN);

    assertThat(merge(Optional.empty(), listing(20), 21)).isEqualTo(new Merged.Present(ROUTE));
    assertThat(merge(Optional.of(OLD_ROUTE), listing(20), 21)).isEqualTo(new Merged.Present(ROUTE));
  }

  @Test
  void afterAConfirmingReadTheNextReadCounts() {
    recentWrites.recordWrite(ROUTE, WRITTEN);
    int settleSeconds = (int) Timing.RECENT_WRITE_SETTLES.toSeconds();

    assertThat(merge(Optional.of(ROUTE), listing(settleSeconds), settleSeconds))
        .isEqualTo(new Merged.Present(ROUTE));
    assertThat(merge(Optional.of(OLD_ROUTE), listing(settleSeconds + 1), settleSeconds + 1))
        .isEqualTo(new Merged.Present(OLD_ROUTE));
  }

  @Test
  void anEarlyConfirmingReadIsRemembered() {
    recentWrites.recordWrite(ROUTE, WRITTEN);
    int settleSeconds = (int) Timing.RECENT_WRITE_SETTLES.toSeconds();

    merge(Optional.of(ROUTE), listing(1), 2);
    assertThat(merge(Optional.of(OLD_ROUTE), listing(settleSeconds + 1), settleSeconds + 1))
        .isEqualTo(new Merged.Present(OLD_ROUTE));
  }

  @Test
  void aConfirmedResourceThatALaterReadOmitsIsCheckedByItsId() {
    recentWrites.recordWrite(ROUTE, WRITTEN);
    int settleSeconds = (int) Timing.RECENT_WRITE_SETTLES.toSeconds();

    merge(Optional.of(ROUTE), listing(1), 2);
    assertThat(merge(Optional.empty(), listing(settleSeconds), settleSeconds + 5))
        .as("a read that began too early")
        .isEqualTo(new Merged.Present(ROUTE));
    assertThat(merge(Optional.empty(), listing(settleSeconds + 1), settleSeconds + 1))
        .isEqualTo(new Merged.Unconfirmed(ROUTE, true));
  }

  @Test
  void aStaleReadSoonAfterAConfirmingReadIsIgnored() {
    recentWrites.recordWrite(ROUTE, WRITTEN);

    merge(Optional.of(ROUTE), listing(1), 2);
    assertThat(merge(Optional.of(OLD_ROUTE), listing(3), 4)).isEqualTo(new Merged.Present(ROUTE));
  }

  @Test
  void aResourceNotListedForFiveMinutesIsCheckedByItsId() {
    recentWrites.recordWrite(ROUTE, WRITTEN);
    int afterTtl = (int) Timing.RECENT_WRITE_TTL.toSeconds() + 1;

    assertThat(merge(Optional.empty(), listing(afterTtl), afterTtl + 1))
        .isEqualTo(new Merged.Unconfirmed(ROUTE, true));
  }

  @Test
  void aTombstoneEndsAWrite() {
    recentWrites.recordWrite(ROUTE, WRITTEN);

    assertThat(
            recentWrites.merge(
                ROUTE.key(), Optional.empty(), listing(1), id -> true, WRITTEN.plusSeconds(2)))
        .isEqualTo(new Merged.Absent());
  }

  @Test
  void aDeletedResourceIsNotPresentInAStaleRead() {
    recentWrites.recordDelete(ROUTE, false, WRITTEN);

    assertThat(merge(Optional.of(ROUTE), listing(20), 21))
        .isEqualTo(new Merged.Unconfirmed(ROUTE, false));
  }

  @Test
  void aDeletedResourceIsCheckedByItsIdOnlyOnceALaterListingOmitsIt() {
    recentWrites.recordDelete(ROUTE, false, WRITTEN);

    assertThat(merge(Optional.empty(), listing(-1), 1))
        .isEqualTo(new Merged.Unconfirmed(ROUTE, false));
    assertThat(merge(Optional.empty(), listing(1), 2))
        .isEqualTo(new Merged.Unconfirmed(ROUTE, true));
  }

  @Test
  void aResourceBeingDeletedIsPresentAsDeleting() {
    recentWrites.recordDelete(ROUTE, true, WRITTEN);

    assertThat(merge(Optional.of(ROUTE), listing(1), 2))
        .isEqualTo(new Merged.Present(ROUTE.with(State.DELETING, "deleting")));
  }

  private Merged merge(Optional<Observed> listed, ListResult result, int secondsAfter) {
    return recentWrites.merge(
        ROUTE.key(), listed, result, id -> false, WRITTEN.plusSeconds(secondsAfter));
  }

  private static ListResult listing(int secondsAfter) {
    return ListResult.notRead("nothing")
        .withItems(WRITTEN.plus(Duration.ofSeconds(secondsAfter)), List.of());
  }

  private static Observed route(String gateway) {
    return new Observed(
        Route.of(TABLE, Route.DEFAULT, Ref.id(gateway)), "rtb-1", State.READY, "active");
  }
}
