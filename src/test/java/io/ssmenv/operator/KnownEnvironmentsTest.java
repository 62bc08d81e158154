package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.operator.KnownEnvironments.Resync;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which environments a reconcile, a deletion and a resync forget, and which one is found. */
class KnownEnvironmentsTest {

  private static final Owner OLD = new Owner("lab", "uid-1", "team-a/reports");
  private static final Owner NEW = new Owner("lab", "uid-2", "team-a/reports");
  private static final Owner OTHER = new Owner("lab", "uid-3", "team-b/reports");
  private static final Resync NOTHING = new Resync(List.of(), List.of());

  private final KnownEnvironments known = new KnownEnvironments();

  @Test
  void aDeletedEnvironmentIsForgotten() {
    known.begin(OLD);

    assertThat(known.deleted(OLD, Optional.empty())).containsExactly(OLD);
    assertThat(known.contains(OLD)).isFalse();
  }

  @Test
  void aDeletionReportedWithTheNewObjectForgetsTheOldOneOnly() {
    known.begin(OLD);
    known.begin(OTHER);

    assertThat(known.deleted(NEW, Optional.of(NEW.uid()))).containsExactly(OLD);
    assertThat(known.contains(OTHER)).isTrue();
  }

  @Test
  void aDeletionReportedWithTheOldObjectWhileTheNewOneExistsForgetsTheOldOneOnly() {
    assertThat(known.deleted(OLD, Optional.of(NEW.uid()))).containsExactly(OLD);
  }

  @Test
  void theNewObjectIsFoundAlsoIfItHadBeenReconciledBeforeTheDeletionWasReported() {
    known.begin(OLD);
    assertThat(known.begin(NEW)).containsExactly(OLD);
    assertThat(known.deleted(NEW, Optional.of(NEW.uid()))).isEmpty();

    known.resync(List.of(NEW));
    assertThat(known.resync(List.of(NEW)).neverReconciled()).containsExactly(NEW);
  }

  @Test
  void anEnvironmentThatAwaitsTheResyncIsForgottenWhenItIsDeletedBefore() {
    known.begin(NEW);
    known.deleted(NEW, Optional.of(NEW.uid()));
    Owner newest = new Owner("lab", "uid-4", NEW.name());

    assertThat(known.deleted(newest, Optional.of(newest.uid()))).containsExactly(NEW);
  }

  @Test
  void aReconcileOfTheNewObjectForgetsTheOldOneEvenWithoutAReportOfItsDeletion() {
    known.begin(OLD);

    assertThat(known.begin(NEW)).containsExactly(OLD);
    assertThat(known.begin(NEW)).isEmpty();
  }

  @Test
  void aResyncFindsWhatIsGoneAndWhatWasNeverReconciledWhenItSeesItTwice() {
    known.begin(OLD);
    known.begin(OTHER);

    assertThat(known.resync(List.of(NEW, OTHER))).isEqualTo(NOTHING);
    assertThat(known.resync(List.of(NEW, OTHER))).isEqualTo(new Resync(List.of(OLD), List.of(NEW)));
    assertThat(known.contains(OLD)).isFalse();

    known.begin(NEW);
    assertThat(known.resync(List.of(NEW, OTHER))).isEqualTo(NOTHING);
    assertThat(known.resync(List.of(NEW, OTHER))).isEqualTo(NOTHING);
  }

  @Test
  void aStandbyReplicaFindsNothing() {
    known.resync(List.of(OLD));

    assertThat(known.resync(List.of(OLD))).isEqualTo(NOTHING);
  }
}
