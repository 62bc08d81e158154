package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.testing.AwsErrors;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Subnets whose ownership tags were edited, and tables that their subnets never joined. */
@Execution(ExecutionMode.CONCURRENT)
class SharedVpcEditedTagsTest {

  @Test
  void theSubnetOfAGuestKeepsItsRangeAndIsNamedUntilItsTagIsRestored() {
    try (EngineScenario scenario = EngineScenario.open(131);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("NatGateway"));
      scenario.awaitSettled(host);
      scenario.awaitSettled(guest);
      scenario.awaitPolls(14);
      Map<String, String> before = scenario.allIds();
      String subnet = scenario.id(guest, "subnet/workload-a");
      String recorded = scenario.harness.status(host).networkOrDefault().guests().toString();

      tag(ec2, subnet, "edited");
      long mark = scenario.mark();
      scenario.advance(Duration.ofMinutes(10));
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.harness.describeCondition(guest, "Stalled"))
          .as(scenario.describe(guest))
          .contains("TRUE Refused", subnet, Ownership.TAG_ENVIRONMENT + "=edited", guest.uid());
      assertThat(scenario.harness.status(host).networkOrDefault().guests().toString())
          .isEqualTo(recorded);

      tag(ec2, subnet, guest.uid());
      scenario.awaitSettled(guest);
      assertThat(scenario.allIds()).isEqualTo(before);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  /** The zone of the subnet has no instances, and its NAT gateway has an address to keep. */
  @Test
  void nothingIsRemovedInAnExistingVpcBecauseOfTheTagOfASubnet() {
    try (EngineScenario scenario = EngineScenario.open(132);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      String spec =
          foreign.inRanges("NatGateway").replace("{existing:", "{availabilityZones: 2, existing:");
      Owner owner = scenario.harness.apply("guest", spec);
      scenario.awaitSettled(owner);
      scenario.awaitPolls(14);
      Map<String, String> before = scenario.allIds();
      String subnet = scenario.id(owner, "subnet/workload-b");

      tag(ec2, subnet, "edited");
      long mark = scenario.mark();
      scenario.advance(Duration.ofMinutes(20));
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.harness.describeCondition(owner, "Stalled")).startsWith("TRUE");

      tag(ec2, subnet, owner.uid());
      scenario.awaitSettled(owner);
      assertThat(scenario.allIds()).isEqualTo(before);
    }
  }

  /** The host would give S3 to the table, and the guest would wait until S3 lets it go. */
  @Test
  void aTableThatIsNotWantedAnyMoreIsDeletedWithoutWaitingForS3() {
    try (EngineScenario scenario = EngineScenario.open(133)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("PrivateEndpoints"));
      String spec = SharedVpcTest.guest("PrivateEndpoints");
      Owner guest = scenario.harness.apply("guest", spec);
      scenario.awaitSettled(host);
      scenario.awaitSettled(guest);

      scenario.aws.faults().refuse("CreateSubnet", AwsErrors.of("UnauthorizedOperation"), 1000);
      scenario.harness.apply(
          "guest", spec.replace("{environment:", "{availabilityZones: 2, environment:"));
      scenario.eventually(
          () -> assertThat(SharedVpcTest.keys(scenario, guest)).contains("routetable/workload-b"));
      scenario.awaitPolls(4);
      scenario.harness.apply("guest", spec);
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
      assertThat(SharedVpcTest.keys(scenario, guest)).doesNotContain("routetable/workload-b");
      scenario.aws.faults().clear();
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  private static void tag(Ec2Client ec2, String id, String environment) {
    ec2.createTags(r ->
        r.resources(id)
            .tags(Tag.builder().key(Ownership.TAG_ENVIRONMENT).value(environment).build()));
  }
}
