package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A create succeeds but its response is lost: the engine finds the resource. */
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
  void aCreateWithALostResponseIsNotRepeated() {
    try (EngineScenario scenario = EngineScenario.open(6)) {
      CREATES.forEach(action -> scenario.aws.faults().loseAnswer(action, 1));
      List<Owner> owners = scenario.onePerPattern();
      scenario.awaitReady(owners);
      Invariants.assertHold(scenario.aws, scenario.harness);
      assertThat(deletions(scenario)).as("no duplicate was created and deleted").isEmpty();
      scenario.deleteAndAwaitGone(owners);
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  private static List<CallRecord> deletions(EngineScenario scenario) {
    return scenario.writes(0).stream()
        .filter(call ->
            call.action().startsWith("Delete")
                || call.action().startsWith("Release")
                || call.action().startsWith("Terminate"))
        .toList();
  }
}
