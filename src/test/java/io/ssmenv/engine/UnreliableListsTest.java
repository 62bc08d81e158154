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
    try (EngineScenario stage = EngineScenario.open(2)) {
      List<Owner> three = stage.three();
      stage.awaitReady(three);
      stage.settle(three);
      Map<String, String> before = stage.everything();
      SoftAssertions all = new SoftAssertions();
      for (String listing : LISTINGS) {
        long mark = stage.mark();
        stage.aws.faults().emptyLists(listing, Faults.ALWAYS);
        stage.looks(4);
        stage.aws.faults().clear();
        stage.looks(2);
        all.assertThat(stage.writes(mark)).as(listing).isEmpty();
      }
      all.assertAll();
      stage.awaitReady(three);
      assertThat(stage.everything()).isEqualTo(before);
    }
  }

  @Test
  void failingListsAreToldAndWriteNothing() {
    try (EngineScenario stage = EngineScenario.open(3)) {
      List<Owner> three = stage.three();
      stage.awaitReady(three);
      stage.settle(three);
      Map<String, String> before = stage.everything();
      SoftAssertions all = new SoftAssertions();
      for (String listing : LISTINGS) {
        long mark = stage.mark();
        refuse(stage, listing);
        if (listing.equals("GetAccountAuthorizationDetails")) {
          refuse(stage, "ListRoles"); // asked instead where that one is denied
        }
        stage.looks(3);
        three.forEach(owner ->
            all.assertThat(stage.lab.say(owner, "Observed"))
                .as(listing)
                .contains(listing, "UnauthorizedOperation"));
        stage.aws.faults().clear();
        stage.looks(2);
        all.assertThat(stage.writes(mark)).as(listing).isEmpty();
      }
      all.assertAll();
      stage.awaitReady(three);
      three.forEach(owner ->
          assertThat(stage.lab.status(owner).condition("Observed")).as("recovered").isEmpty());
      assertThat(stage.everything()).isEqualTo(before);
    }
  }

  @Test
  void anEnvironmentIsNotTakenForGoneBecauseListsAreEmptyOrFail() {
    try (EngineScenario stage = EngineScenario.open(4)) {
      Owner owner = stage.lab.apply("one", EngineScenario.spec("ElasticIp"));
      stage.awaitReady(owner);
      LISTINGS.forEach(listing -> stage.aws.faults().emptyLists(listing, Faults.ALWAYS));
      stage.lab.delete(owner);
      stage.lab.kill();
      stage.lab.restart();
      stage.looks(14);
      assertThat(stage.lab.isGone(owner)).as("released while everything is there").isFalse();
      stage.aws.faults().clear();
      stage.awaitGone(List.of(owner));
      assertThat(stage.aws.holdings()).isEmpty();
    }
  }

  private static void refuse(EngineScenario stage, String listing) {
    stage.aws.faults().refuse(listing, "UnauthorizedOperation", 403, "You may not.", Faults.ALWAYS);
  }
}
