package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.inventory.RecentWrites.Merged;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentWritesTest {

  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int LAG = (int) Timing.EC2_CHANGE_READ_LAG.toSeconds();
  private static final int IAM_LAG = (int) Timing.IAM_CHANGE_READ_LAG.toSeconds();
  private static final Key TABLE = Key.of("routetable", "workload-a");
  private static final Observed ROUTE = route("igw-new");
  private static final Observed OLD_ROUTE = route("igw-old");
  private static final Observed FOREIGN_ROUTE = route("eni-1");
  private static final Optional<Observed> ABSENT = Optional.empty();
  private static final Observed SUBNET = subnet("subnet-1", Tags.NONE, State.READY);

  private final RecentWrites recentWrites = new RecentWrites();

  @Test
  void aReadingThatBeganBeforeTheWriteIsOverridden() {
    update();

    assertPresent(ROUTE, read(Optional.of(FOREIGN_ROUTE), -1));
    assertUnconfirmed();
  }

  @Test
  void aReadingThatShowsNeitherTheStateBeforeNorWhatWasWrittenIsNews() {
    update();

    assertPresent(FOREIGN_ROUTE, read(Optional.of(FOREIGN_ROUTE), 1));
    assertSettled();
  }

  @Test
  void aNewLinkThatHasAnotherTargetIsNews() {
    create();

    assertPresent(FOREIGN_ROUTE, read(Optional.of(FOREIGN_ROUTE), 1));
  }

  @Test
  void anUpdatedLinkThatIsGoneIsNews() {
    update();

    assertThat(read(ABSENT, 1)).isEqualTo(new Merged.Unconfirmed(ROUTE, true));
  }

  @Test
  void theStateBeforeIsOverriddenForTheLagOfReadsOnly() {
    update();

    assertPresent(ROUTE, read(Optional.of(OLD_ROUTE), LAG));
    assertUnconfirmed();
    assertPresent(OLD_ROUTE, read(Optional.of(OLD_ROUTE), LAG + 1));
  }

  @Test
  void anAbsenceIsOverriddenForTheLagOfReadsOnlyAfterACreation() {
    create();

    assertPresent(ROUTE, read(ABSENT, LAG));
    assertThat(read(ABSENT, LAG + 1)).isEqualTo(new Merged.Unconfirmed(ROUTE, true));
  }

  @Test
  void aReadingThatAgreesConfirmsTheWrite() {
    update();
    assertUnconfirmed();

    assertPresent(ROUTE, read(Optional.of(ROUTE), 1));
    assertThat(recentWrites.unconfirmed()).isEmpty();
    assertPresent(ROUTE, read(Optional.of(ROUTE), LAG + 1));
    assertSettled();
  }

  @Test
  void newsAfterAConfirmationCountsAtOnce() {
    update();
    read(Optional.of(ROUTE), 1);

    assertPresent(FOREIGN_ROUTE, read(Optional.of(FOREIGN_ROUTE), 2));
  }

  @Test
  void theStateBeforeIsAmbiguousForAShortTimeAfterAConfirmation() {
    recentWrites.recordWrite(
        ROUTE, Optional.of(OLD_ROUTE), false, WRITTEN, Timing.IAM_CHANGE_READ_LAG);
    read(Optional.of(ROUTE), 1);
    int settles = (int) Timing.RECENT_WRITE_SETTLES.toSeconds();
    assertThat(settles).isLessThan(IAM_LAG);

    assertPresent(ROUTE, read(Optional.of(OLD_ROUTE), settles));
    assertUnconfirmed();
    assertPresent(OLD_ROUTE, read(Optional.of(OLD_ROUTE), settles + 1));
  }

  @Test
  void theStatesBeforeTheLastWritesAreAmbiguousToo() {
    create();
    recentWrites.recordWrite(
        OLD_ROUTE, Optional.of(ROUTE), false, WRITTEN.plusSeconds(2), Timing.EC2_CHANGE_READ_LAG);

    assertPresent(OLD_ROUTE, read(ABSENT, LAG));
    assertPresent(OLD_ROUTE, read(Optional.of(ROUTE), LAG + 2));
    assertThat(read(ABSENT, LAG + 1)).isEqualTo(new Merged.Unconfirmed(OLD_ROUTE, true));
  }

  @Test
  void aReadingBetweenTheStateBeforeAndTheWrittenOneIsAmbiguous() {
    Observed before = subnet("subnet-1", Tags.NONE, State.READY);
    Observed written = subnet("subnet-1", Tags.of(Map.of("Name", "a", "team", "b")), State.READY);
    Observed partly = subnet("subnet-1", Tags.of(Map.of("Name", "a")), State.READY);
    recentWrites.recordWrite(
        written, Optional.of(before), true, WRITTEN, Timing.EC2_CHANGE_READ_LAG);

    assertPresent(written, read(written.key(), Optional.of(partly), LAG));
    assertPresent(partly, read(written.key(), Optional.of(partly), LAG + 1));
  }

  @Test
  void aPendingResourceIsStillBeingCreated() {
    Observed written = subnet("subnet-1", Tags.of(Map.of("Name", "a")), State.PENDING);
    Observed assembling = subnet("subnet-1", Tags.NONE, State.PENDING);
    recentWrites.recordWrite(written, ABSENT, true, WRITTEN, Timing.EC2_CHANGE_READ_LAG);

    assertPresent(written, read(written.key(), Optional.of(assembling), 1));
    Observed ready = subnet("subnet-1", Tags.NONE, State.READY);
    assertPresent(ready, read(written.key(), Optional.of(ready), 2));
  }

  @Test
  void aNewResourceIsNotReplacedByAnotherOneWithItsKeyWithinTheLag() {
    Observed other = subnet("subnet-0", Tags.NONE, State.READY);
    recentWrites.recordWrite(SUBNET, ABSENT, true, WRITTEN, Timing.EC2_CHANGE_READ_LAG);

    assertPresent(SUBNET, read(SUBNET.key(), Optional.of(other), LAG));
    assertPresent(other, read(SUBNET.key(), Optional.of(other), LAG + 1));
  }

  @Test
  void aNewResourceThatIsNotListedAfterTheLagIsCheckedByItsId() {
    recentWrites.recordWrite(SUBNET, ABSENT, true, WRITTEN, Timing.EC2_CHANGE_READ_LAG);

    assertThat(read(SUBNET.key(), ABSENT, LAG + 1)).isEqualTo(new Merged.Unconfirmed(SUBNET, true));
  }

  @Test
  void aLinkOfAResourceThatIsNotListedYetIsNotShown() {
    create();

    assertThat(recentWrites.merge(ROUTE.key(), ABSENT, listing(LAG + 1), false, id -> false))
        .isEqualTo(new Merged.Present(ROUTE));
    assertUnconfirmed();
  }

  @Test
  void aTombstoneEndsTheWritesToAResourceAndToItsLinks() {
    Observed table = new Observed(ROUTE.resource(), "rtb-1", State.READY, "available");
    recentWrites.recordWrite(table, ABSENT, true, WRITTEN, Timing.EC2_CHANGE_READ_LAG);

    assertThat(recentWrites.merge(table.key(), ABSENT, listing(1), true, id -> true))
        .isEqualTo(new Merged.Absent());
    assertSettled();
  }

  private void create() {
    recentWrites.recordWrite(ROUTE, ABSENT, false, WRITTEN, Timing.EC2_CHANGE_READ_LAG);
  }

  private void update() {
    recentWrites.recordWrite(
        ROUTE, Optional.of(OLD_ROUTE), false, WRITTEN, Timing.EC2_CHANGE_READ_LAG);
  }

  private Merged read(Optional<Observed> listed, int secondsAfter) {
    return read(ROUTE.key(), listed, secondsAfter);
  }

  private Merged read(Key key, Optional<Observed> listed, int secondsAfter) {
    return recentWrites.merge(key, listed, listing(secondsAfter), true, id -> false);
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

  private static Observed subnet(String id, Tags tags, State state) {
    return new Observed(
        new Subnet(Key.of("subnet", "workload-a"), Ref.id("vpc-1"), "10.0.0.0/19", "a", tags),
        id,
        state,
        "state");
  }
}
