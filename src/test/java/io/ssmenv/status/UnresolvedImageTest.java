package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.IncarnationStatus;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.UnresolvedImage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An instance group without its image is named in the status; the rest is reconciled. */
class UnresolvedImageTest {

  private final StatusScenario scenario = StatusScenario.reconciled();

  @Test
  void aFailedImageStallsTheEnvironmentAndNamesTheGroup() {
    unresolved(
        Optional.of(
            new CloudError.ImageUnavailable(
                "DescribeImages", "InvalidAMIID.NotFound", "No such image")));
    Condition stalled = scenario.condition("Stalled");
    assertThat(stalled.reason()).isEqualTo("InvalidRequest");
    assertThat(stalled.message())
        .startsWith(
            "The image ami-1 of the instance group extra: DescribeImages: InvalidAMIID.NotFound")
        .endsWith(
            "Correct the spec, or make the image available to the account; the operator retries"
                + " automatically");
    assertThat(scenario.condition("Ready").status()).isEqualTo(Condition.Status.FALSE);
    assertThat(scenario.condition("InSync").status()).isEqualTo(Condition.Status.FALSE);
    assertThat(scenario.condition("NetworkReady").status()).isEqualTo(Condition.Status.TRUE);
  }

  @Test
  void anImageThatIsBeingLookedUpIsWorkInProgress() {
    unresolved(Optional.empty());
    assertThat(scenario.status.orElseThrow().condition("Stalled")).isEmpty();
    assertThat(scenario.condition("Reconciling").reason()).isEqualTo("ResolvingFacts");
    assertThat(scenario.condition("Reconciling").message())
        .isEqualTo("The image ami-1 of the instance group extra is being looked up in AWS");
  }

  @Test
  void theNumberOfEndedInstancesIsKeptWhileTheirImageIsUnknown() {
    scenario.terminate("app-0", "terminated");
    scenario.reconcile();
    scenario.tombstones.clear();
    scenario.count = 0;

    unresolved(Optional.empty());
    assertThat(scenario.status.orElseThrow().incarnations())
        .containsExactly(new IncarnationStatus("instance/app-0", 1));

    scenario.unresolvedImages = List.of();
    scenario.reconcile();
    assertThat(scenario.status.orElseThrow().incarnations()).isEmpty();
  }

  @Test
  void anAccessProblemIsReportedBeforeAnImageThatIsOnlyLookedUp() {
    scenario.unresolvedImages =
        List.of(
            new UnresolvedImage("one", "ami-1", Optional.empty()),
            new UnresolvedImage(
                "two", "/x", Optional.of(new CloudError.Denied("GetParameter", "Denied", "No"))));
    scenario.reconcile();
    assertThat(scenario.condition("Stalled").message()).contains("/x of the instance group two");
  }

  private void unresolved(Optional<CloudError> error) {
    scenario.unresolvedImages = List.of(new UnresolvedImage("extra", "ami-1", error));
    scenario.reconcile();
  }
}
