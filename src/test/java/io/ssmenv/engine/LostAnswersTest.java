package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A create was done, and nobody heard of it: it is found, and not done again. */
@Execution(ExecutionMode.CONCURRENT)
class LostAnswersTest {

  private static final List<String> CREATES =
      List.of(
          "CreateVpc",
          "CreateSubnet",
          "CreateInternetGateway",
          "AttachInternetGateway",
          "CreateRouteTable",
          "CreateRoute",
          "AssociateRouteTable",
          "AllocateAddress",
          "AssociateAddress",
          "CreateSecurityGroup",
          "AuthorizeSecurityGroupEgress",
          "CreateNetworkInterface",
          "CreateRole",
          "AttachRolePolicy",
          "CreateInstanceProfile",
          "AddRoleToInstanceProfile",
          "CreateNatGateway",
          "CreateVpcEndpoint",
          "RunInstances");

  @Test
  void aCreateWhoseAnswerIsLostIsNotDoneTwice() {
    try (EngineScenario stage = EngineScenario.open(6)) {
      CREATES.forEach(action -> stage.aws.faults().loseAnswer(action, 1));
      List<Owner> three = stage.three();
      stage.awaitReady(three);
      Invariants.hold(stage.aws, stage.lab);
      assertThat(deletions(stage)).as("nothing was made twice, to be deleted again").isEmpty();
      stage.awaitGone(three);
      assertThat(stage.aws.holdings()).isEmpty();
    }
  }

  private static List<CallRecord> deletions(EngineScenario stage) {
    return stage.writes(0).stream()
        .filter(call ->
            call.action().startsWith("Delete")
                || call.action().startsWith("Release")
                || call.action().startsWith("Terminate"))
        .toList();
  }
}
