package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** A range in which a subnet is, or may come to be, is given to no guest. */
@Execution(ExecutionMode.CONCURRENT)
class SharedVpcRangesTest {

  private static final String CONFLICT = "InvalidSubnet.Conflict";
  private static final String FIRST = "10.20.192.0/24";

  @ParameterizedTest
  @ValueSource(ints = {0, 20})
  void theRangeOfACallThatIsUnderWayIsKeptAlthoughItsGuestIsGone(int secondsUntilTheNext) {
    try (EngineScenario scenario = EngineScenario.open(141 + secondsUntilTheNext)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);
      Owner left = scenario.harness.apply("left", guest());
      List<String> leaving = new ArrayList<>();
      scenario.network.observe(
          new Network.Observer() {
            @Override
            public void leaving(NetworkCall call) {
              leaving.add(call.action());
            }
          });
      scenario.network.delayNext("CreateSubnet", Duration.ofSeconds(50));
      scenario.runUntil(() -> leaving.contains("CreateSubnet"));
      scenario.harness.delete(left);
      scenario.advance(Duration.ofSeconds(10));
      scenario.harness.removeByForce(left);
      scenario.advance(Duration.ofSeconds(secondsUntilTheNext));

      Owner next = scenario.harness.apply("next", guest());
      scenario.awaitSettled(next);
      scenario.advance(Duration.ofMinutes(2));
      scenario.assertSettled(next);
      assertThat(range(scenario, left)).isEqualTo(FIRST);
      assertThat(range(scenario, next)).isNotEqualTo(FIRST);
      assertThat(scenario.calls(0, "CreateSubnet"))
          .extracting(CallRecord::outcome)
          .doesNotContain(CONFLICT);
    }
  }

  @Test
  void aSubnetWhoseTagNamesAnEnvironmentThatDoesNotKnowItKeepsItsRange() {
    try (EngineScenario scenario = EngineScenario.open(143);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);
      Owner left = scenario.harness.apply("left", guest() + "deletionPolicy: Retain");
      scenario.awaitSettled(left);
      String subnet = scenario.id(left, "subnet/workload-a");
      scenario.deleteAndAwaitGone(List.of(left));
      ec2.createTags(r ->
          r.resources(subnet)
              .tags(
                  tag(Ownership.TAG_ENVIRONMENT, host.uid()),
                  tag(Ownership.TAG_KEY, "subnet/other")));
      scenario.awaitPolls(2);

      Owner next = scenario.harness.apply("next", guest());
      scenario.awaitSettled(next);
      assertThat(range(scenario, next)).isNotEqualTo(FIRST);
      assertThat(scenario.calls(0, "CreateSubnet"))
          .extracting(CallRecord::outcome)
          .doesNotContain(CONFLICT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FIRST, "10.20.192.128/28", "10.20.192.0/22"})
  void aGuestGetsAnotherRangeIfASubnetOfSomebodyElseIsInTheWay(String range) {
    try (EngineScenario scenario = EngineScenario.open(144);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);
      create(scenario, ec2, host, range);

      Owner guest = scenario.harness.apply("guest", guest());
      scenario.awaitSettled(guest);
      assertThat(range(scenario, guest)).startsWith("10.20.19").isNotEqualTo(FIRST);
      scenario.harness.kill();
      scenario.harness.restart();
      Owner next = scenario.harness.apply("next", guest());
      scenario.awaitSettled(next);
      scenario.assertSettled(guest);
    }
  }

  @Test
  void aFullVpcNamesTheSubnetInTheWayAndIsUsedOnceThatIsGone() {
    try (EngineScenario scenario = EngineScenario.open(145);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner host =
          scenario.harness.apply(
              "public", EngineScenario.spec("ElasticIp", "network: {cidr: 10.9.8.0/24}"));
      scenario.awaitSettled(host);
      String subnet = create(scenario, ec2, host, "10.9.8.192/26");
      Owner guest = scenario.harness.apply("guest", guest());
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(guest, "Stalled"))
              .startsWith("TRUE HostRefused: The VPC of the environment public (10.9.8.0/24) has")
              .contains("also by " + subnet + " (10.9.8.192/26), which no environment uses"));
      long mark = scenario.mark();
      scenario.advance(Duration.ofMinutes(5));
      assertThat(scenario.calls(mark, "CreateSubnet")).as("not tried all the time").isEmpty();

      ec2.deleteSubnet(r -> r.subnetId(subnet));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
    }
  }

  @Test
  void aGuestThatIsNeverReadHoldsBackNobodyElse() {
    try (EngineScenario scenario = EngineScenario.open(146)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);
      scenario.harness.kill();
      Owner unread = scenario.harness.apply("unread", guest());
      scenario
          .harness
          .api()
          .editStatus(unread, status -> StatusEdit.withAccount(status, "999999999999"));
      scenario.harness.restart();
      Owner next = scenario.harness.apply("next", guest());
      scenario.awaitSettled(next);
      assertThat(scenario.harness.isTrue(unread, "Ready")).isFalse();
    }
  }

  private static String create(EngineScenario scenario, Ec2Client ec2, Owner host, String range) {
    return ec2.createSubnet(r ->
            r.vpcId(scenario.id(host, "vpc"))
                .cidrBlock(range)
                .tagSpecifications(
                    TagSpecification.builder()
                        .resourceType(ResourceType.SUBNET)
                        .tags(tag("Name", "somebody else's"))
                        .build()))
        .subnet()
        .subnetId();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static String guest() {
    return SharedVpcTest.guest("ElasticIp").replace("{name: app}", "{name: app, count: 0}");
  }

  private static String range(EngineScenario scenario, Owner guest) {
    try (Ec2Client ec2 = scenario.otherClient.ec2()) {
      String id = scenario.id(guest, "subnet/workload-a");
      return ec2.describeSubnets(r -> r.subnetIds(id)).subnets().getFirst().cidrBlock();
    }
  }
}
