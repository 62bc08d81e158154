package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.testing.AwsErrors;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An empty or failed list does not prove that resources are gone. */
@Execution(ExecutionMode.CONCURRENT)
class UnreliableListsTest {

  private static final List<String> LISTINGS =
      List.of(
          "DescribeVpcs",
          "DescribeSubnets",
          "DescribeRouteTables",
          "DescribeInternetGateways",
          "DescribeAddresses",
          "DescribeNatGateways",
          "DescribeVpcEndpoints",
          "DescribeSecurityGroups",
          "DescribeNetworkInterfaces",
          "DescribeInstances",
          "GetAccountAuthorizationDetails",
          "ListInstanceProfiles");

  @Test
  void emptyListsOfAReadyEnvironmentCauseNoWrites() {
    try (EngineScenario scenario = EngineScenario.open(2)) {
      List<Owner> owners = scenario.onePerPattern();
      scenario.awaitReady(owners);
      scenario.restartAndAwaitPolls(owners);
      Map<String, String> before = scenario.allIds();
      SoftAssertions softly = new SoftAssertions();
      for (String listing : LISTINGS) {
        long mark = scenario.mark();
        scenario.aws.faults().emptyLists(listing, Faults.ALWAYS);
        scenario.awaitPolls(4);
        scenario.aws.faults().clear();
        scenario.awaitPolls(2);
        softly.assertThat(scenario.writes(mark)).as(listing).isEmpty();
      }
      softly.assertAll();
      scenario.awaitReady(owners);
      assertThat(scenario.allIds()).isEqualTo(before);
    }
  }

  @Test
  void failingListsAreReportedAndCauseNoWrites() {
    try (EngineScenario scenario = EngineScenario.open(3)) {
      List<Owner> owners = scenario.onePerPattern();
      scenario.awaitReady(owners);
      scenario.restartAndAwaitPolls(owners);
      Map<String, String> before = scenario.allIds();
      SoftAssertions softly = new SoftAssertions();
      for (String listing : LISTINGS) {
        long mark = scenario.mark();
        refuse(scenario, listing);
        if (listing.equals("GetAccountAuthorizationDetails")) {
          refuse(scenario, "ListRoles"); // the fallback if the account details are denied
        }
        scenario.awaitPolls(3);
        owners.forEach(owner ->
            softly
                .assertThat(scenario.harness.describeCondition(owner, "AWSReachable"))
                .as(listing)
                .contains("FALSE", listing, "UnauthorizedOperation"));
        scenario.aws.faults().clear();
        scenario.awaitPolls(2);
        softly.assertThat(scenario.writes(mark)).as(listing).isEmpty();
      }
      softly.assertAll();
      scenario.awaitReady(owners);
      owners.forEach(owner ->
          assertThat(scenario.harness.isTrue(owner, "AWSReachable")).as("recovered").isTrue());
      assertThat(scenario.allIds()).isEqualTo(before);
    }
  }

  @Test
  void aDeletionDoesNotCompleteBecauseListsAreEmpty() {
    try (EngineScenario scenario = EngineScenario.open(4)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      LISTINGS.forEach(listing -> scenario.aws.faults().emptyLists(listing, Faults.ALWAYS));
      scenario.harness.delete(owner);
      scenario.harness.kill();
      scenario.harness.restart();
      scenario.awaitPolls(14);
      assertThat(scenario.harness.isGone(owner))
          .as("finalizer removed while resources exist")
          .isFalse();
      scenario.aws.faults().clear();
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  private static void refuse(EngineScenario scenario, String listing) {
    AwsError denied = AwsErrors.of("UnauthorizedOperation");
    scenario.aws.faults().refuse(listing, denied, Faults.ALWAYS);
  }
}
