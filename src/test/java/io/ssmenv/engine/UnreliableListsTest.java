package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.Faults;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An empty or failing list is never read as "gone". */
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
  void emptyListsOfAReadyEnvironmentWriteNothing() {
    try (EngineScenario scenario = EngineScenario.open(2)) {
      List<Owner> three = scenario.onePerPattern();
      scenario.awaitReady(three);
      scenario.settle(three);
      Map<String, String> before = scenario.allIds();
      SoftAssertions all = new SoftAssertions();
      for (String listing : LISTINGS) {
        long mark = scenario.mark();
        scenario.aws.faults().emptyLists(listing, Faults.ALWAYS);
        scenario.awaitPolls(4);
        scenario.aws.faults().clear();
        scenario.awaitPolls(2);
        all.assertThat(scenario.writes(mark)).as(listing).isEmpty();
      }
      all.assertAll();
      scenario.awaitReady(three);
      assertThat(scenario.allIds()).isEqualTo(before);
    }
  }

  @Test
  void failingListsAreReportedAndNothingIsWritten() {
    try (EngineScenario scenario = EngineScenario.open(3)) {
      List<Owner> three = scenario.onePerPattern();
      scenario.awaitReady(three);
      scenario.settle(three);
      Map<String, String> before = scenario.allIds();
      SoftAssertions all = new SoftAssertions();
      for (String listing : LISTINGS) {
        long mark = scenario.mark();
        refuse(scenario, listing);
        if (listing.equals("GetAccountAuthorizationDetails")) {
          refuse(scenario, "ListRoles"); // asked instead where that one is denied
        }
        scenario.awaitPolls(3);
        three.forEach(owner ->
            all.assertThat(scenario.harness.say(owner, "AWSReachable"))
                .as(listing)
                .contains("FALSE", listing, "UnauthorizedOperation"));
        scenario.aws.faults().clear();
        scenario.awaitPolls(2);
        all.assertThat(scenario.writes(mark)).as(listing).isEmpty();
      }
      all.assertAll();
      scenario.awaitReady(three);
      three.forEach(
          owner -> assertThat(scenario.harness.is(owner, "AWSReachable")).as("recovered").isTrue());
      assertThat(scenario.allIds()).isEqualTo(before);
    }
  }

  @Test
  void anEnvironmentIsNotTakenForGoneBecauseListsAreEmptyOrFail() {
    try (EngineScenario scenario = EngineScenario.open(4)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      LISTINGS.forEach(listing -> scenario.aws.faults().emptyLists(listing, Faults.ALWAYS));
      scenario.harness.delete(owner);
      scenario.harness.kill();
      scenario.harness.restart();
      scenario.awaitPolls(14);
      assertThat(scenario.harness.isGone(owner)).as("released while everything is there").isFalse();
      scenario.aws.faults().clear();
      scenario.awaitGone(List.of(owner));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  private static void refuse(EngineScenario scenario, String listing) {
    scenario
        .aws
        .faults()
        .refuse(listing, "UnauthorizedOperation", 403, "You may not.", Faults.ALWAYS);
  }
}
