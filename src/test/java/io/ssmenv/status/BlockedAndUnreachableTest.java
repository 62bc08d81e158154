package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition.Status;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Subnet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Environments that are held, or that cannot be looked at: what was known of them stays told. */
class BlockedAndUnreachableTest {

  @Test
  void aFailureFromBeforeThePauseDoesNotStall() {
    StatusScenario world = new StatusScenario();
    world.mode = ReconcileMode.PAUSED;
    CloudError denied = new CloudError.Denied("CreateVpc", "UnauthorizedOperation", "no");
    world.progress =
        new Progress(
            List.of(),
            List.of(new Progress.Failure(TopologyFixtures.VPC, denied, 1, world.now)),
            List.of(),
            Optional.empty());
    world.reconcile();
    assertThat(world.status.orElseThrow().condition("Stalled")).isEmpty();
  }

  @Test
  void whileAListingFailsItIsSaidAndTheRestStaysAsItWas() {
    StatusScenario world = StatusScenario.settled();
    world.unlisted.put(Subnet.class, "DescribeSubnets: AuthFailure: not able to validate");
    world.reconcile();
    assertThat(world.condition("Observed").status()).isEqualTo(Status.FALSE);
    assertThat(world.condition("Observed").message()).contains("DescribeSubnets: AuthFailure");
    assertThat(world.condition("Ready").status()).isEqualTo(Status.TRUE);
    assertThat(world.reasons()).containsExactly("CannotObserve");
  }

  @Test
  void aRestartOfTheOperatorChangesNothing() {
    StatusScenario world = StatusScenario.settled();
    EnvironmentStatus before = world.status.orElseThrow();
    world
        .desired()
        .resources()
        .forEach(one -> world.unlisted.put(one.getClass(), "not been answered since the start"));
    world.present.clear();
    world.account = "";
    world.noPings = Optional.of("Systems Manager has not been asked yet since the start");
    assertThat(world.reconcile()).isEqualTo(before);
  }

  @Test
  void aSpecThatIsPausedIsNotReadyWhileSomethingDiffers() {
    StatusScenario world = StatusScenario.settled();
    world.mode = ReconcileMode.PAUSED;
    world.generation = 2;
    world.count = 2;
    world.reconcile();
    assertThat(world.condition("Ready").reason()).isEqualTo("Paused");
    assertThat(world.condition("Ready").message()).contains("spec.paused");
    assertThat(world.status.orElseThrow().condition("Reconciling")).isEmpty();
    assertThat(world.status.orElseThrow().plan()).contains("create address/app-1");
  }

  @Test
  void aStepThatIsRefusedStalls() {
    StatusScenario world = StatusScenario.settled();
    Step.Refuse refuse =
        new Step.Refuse(world.desired().find(TopologyFixtures.VPC).orElseThrow(), "no");
    Findings findings = world.findings().planned(world.desired(), new Plan(List.of(refuse)));
    assertThat(StatusBuilder.build(findings).condition("Stalled")).isPresent();
  }
}
