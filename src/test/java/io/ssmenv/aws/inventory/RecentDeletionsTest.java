package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.inventory.RecentWrites.Merged;
import io.ssmenv.cloud.ResourceHandler.Deletion;
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

/** The operator's own deletions, compared with listings. */
class RecentDeletionsTest {

  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int LAG = (int) Timing.EC2_CHANGE_READ_LAG.toSeconds();
  private static final Key TABLE = Key.of("routetable", "workload-a");
  private static final Observed ROUTE = route("igw-new");
  private static final Observed FOREIGN_ROUTE = route("eni-1");
  private static final Optional<Observed> ABSENT = Optional.empty();

  private final RecentWrites recentWrites = new RecentWrites();

  @Test
  void aDeletedResourceIsNotPresentInAStaleReading() {
    delete(Deletion.DELETED);

    assertThat(read(Optional.of(ROUTE), LAG)).isEqualTo(new Merged.Unconfirmed(ROUTE, false));
    assertUnconfirmed();
  }

  @Test
  void aDeletedLinkThatIsListedAfterTheLagWasAddedAgain() {
    delete(Deletion.DELETED);

    assertPresent(ROUTE, read(Optional.of(ROUTE), LAG + 1));
    assertSettled();
  }

  @Test
  void aDeletedLinkThatIsListedWithAnotherTargetWasAddedAgain() {
    delete(Deletion.DELETED);

    assertPresent(FOREIGN_ROUTE, read(Optional.of(FOREIGN_ROUTE), 1));
  }

  @Test
  void aResourceThatAwsHasDeletedIsGoneOnceALaterListingOmitsIt() {
    delete(Deletion.DELETED);

    assertThat(read(ABSENT, -1)).isEqualTo(new Merged.Unconfirmed(ROUTE, false));
    assertThat(read(ABSENT, 1)).isEqualTo(new Merged.Deleted(ROUTE));
  }

  @Test
  void aResourceBeingDeletedIsPresentAsDeleting() {
    delete(Deletion.DELETING);

    assertPresent(ROUTE.with(State.DELETING, "deleting"), read(Optional.of(ROUTE), 1));
    Observed deleting = ROUTE.with(State.DELETING, "shutting-down");
    assertPresent(deleting, read(Optional.of(deleting), LAG + 1));
  }

  /** The answer that it does not exist may come from a server that does not know it yet. */
  @Test
  void aNewResourceThatAwsDidNotKnowMayStillAppear() {
    create();
    delete(Deletion.NOT_FOUND);

    assertThat(read(ABSENT, LAG)).isEqualTo(new Merged.Unconfirmed(ROUTE, false));
    assertUnconfirmed();
    assertThat(read(ABSENT, LAG + 1)).isEqualTo(new Merged.Unconfirmed(ROUTE, true));
  }

  @Test
  void aNewResourceThatAwsDidNotKnowAndThenListsIsPresentAgain() {
    create();
    delete(Deletion.NOT_FOUND);

    assertPresent(ROUTE, read(Optional.of(ROUTE), LAG + 1));
    assertSettled();
  }

  @Test
  void aResourceThatExistedForLongerAndThatAwsDoesNotKnowIsGone() {
    delete(Deletion.NOT_FOUND);

    assertThat(read(ABSENT, 1)).isEqualTo(new Merged.Unconfirmed(ROUTE, true));
  }

  @Test
  void aNewResourceThatAwsHasDeletedIsGone() {
    create();
    delete(Deletion.DELETED);

    assertThat(read(ABSENT, 1)).isEqualTo(new Merged.Deleted(ROUTE));
  }

  private void create() {
    recentWrites.recordWrite(
        ROUTE, ABSENT, false, WRITTEN.minusMillis(1), Timing.EC2_CHANGE_READ_LAG.plusMillis(1));
  }

  private void delete(Deletion deletion) {
    recentWrites.recordDelete(ROUTE, false, deletion, WRITTEN, Timing.EC2_CHANGE_READ_LAG);
  }

  private Merged read(Optional<Observed> listed, int secondsAfter) {
    return recentWrites.merge(ROUTE.key(), listed, listing(secondsAfter), true, id -> false);
  }

  private static void assertPresent(Observed expected, Merged actual) {
    assertThat(actual).isEqualTo(new Merged.Present(expected));
  }

  private void assertUnconfirmed() {
    assertThat(recentWrites.unconfirmed()).containsExactly(ROUTE.key());
  }

  private void assertSettled() {
    assertThat(recentWrites.keys()).isEmpty();
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
