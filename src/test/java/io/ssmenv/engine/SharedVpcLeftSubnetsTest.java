package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Subnets of guests that outlive their environment keep their ranges. */
@Execution(ExecutionMode.CONCURRENT)
class SharedVpcLeftSubnetsTest {

  private static final String RETAIN = "\ndeletionPolicy: Retain";

  /** How a guest can go without its subnets. */
  enum End {
    RETAINED {
      @Override
      void of(EngineScenario scenario, Owner guest) {
        scenario.deleteAndAwaitGone(List.of(guest));
      }
    },
    FORCED {
      @Override
      void of(EngineScenario scenario, Owner guest) {
        scenario.harness.removeByForce(guest);
      }
    },
    FORCED_WHILE_THE_OPERATOR_IS_DOWN {
      @Override
      void of(EngineScenario scenario, Owner guest) {
        scenario.harness.kill();
        scenario.harness.removeByForce(guest);
        scenario.harness.restart();
      }
    },
    FORCED_WHILE_THE_OPERATOR_IS_DOWN_AND_THE_STATUS_IS_LOST {
      @Override
      void of(EngineScenario scenario, Owner guest) {
        scenario.harness.kill();
        scenario.harness.removeByForce(guest);
        Owner host = scenario.harness.api().owners().getFirst();
        scenario
            .harness
            .api()
            .editStatus(host, status -> status.with(new NetworkStatus(List.of(), List.of())));
        scenario.harness.restart();
      }
    };

    abstract void of(EngineScenario scenario, Owner guest);
  }

  @ParameterizedTest
  @EnumSource
  void theRangeOfASubnetThatIsLeftIsNotGivenToTheNextGuest(End end) {
    try (EngineScenario scenario = EngineScenario.open(end.name().hashCode())) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner left = scenario.harness.apply("left", withoutInstances("NatGateway") + RETAIN);
      scenario.awaitSettled(left);
      scenario.awaitSettled(host);
      String subnet = scenario.id(left, "subnet/workload-a");
      end.of(scenario, left);

      Owner next = scenario.harness.apply("next", SharedVpcTest.guest("NatGateway"));
      scenario.awaitSettled(next);
      assertThat(scenario.calls(0, "CreateSubnet"))
          .as("no range is tried that a subnet has")
          .extracting(CallRecord::outcome)
          .doesNotContain("InvalidSubnet.Conflict");
      assertThat(ranges(scenario)).hasSize(2).doesNotHaveDuplicates();
      assertThat(scenario.id(left, "subnet/workload-a")).isEqualTo(subnet);
    }
  }

  @Test
  void aGuestThatGoesWhileItsSubnetIsBeingCreatedKeepsItsRange() {
    try (EngineScenario scenario = EngineScenario.open(111)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);
      Owner left = scenario.harness.apply("left", withoutInstances("ElasticIp"));
      scenario.runUntil(() -> created(scenario, left));
      scenario.harness.removeByForce(left);

      Owner next = scenario.harness.apply("next", SharedVpcTest.guest("ElasticIp"));
      scenario.awaitSettled(next);
      assertThat(scenario.calls(0, "CreateSubnet"))
          .extracting(CallRecord::outcome)
          .doesNotContain("InvalidSubnet.Conflict");
    }
  }

  private static boolean created(EngineScenario scenario, Owner guest) {
    return scenario.aws.resources().stream()
        .anyMatch(one -> one.type().equals("subnet") && one.tags().containsValue(guest.uid()));
  }

  @Test
  void aFullVpcNamesTheSubnetsThatAreLeftAndTheirRangesComeBackWithTheirEnd() {
    try (EngineScenario scenario = EngineScenario.open(112);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner host =
          scenario.harness.apply(
              "public", EngineScenario.spec("ElasticIp", "network: {cidr: 10.9.8.0/24}"));
      scenario.awaitSettled(host);
      List<Owner> guests = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        guests.add(scenario.harness.apply("guest-" + i, withoutInstances("ElasticIp")));
      }
      guests.forEach(scenario::awaitSettled);
      String subnet = scenario.id(guests.getFirst(), "subnet/workload-a");
      String range = ranges(scenario, host, guests.getFirst());
      scenario.harness.removeByForce(guests.getFirst());
      Owner last = scenario.harness.apply("last", withoutInstances("ElasticIp"));

      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(last, "Stalled"))
              .isEqualTo(
                  "TRUE HostRefused: The VPC of the environment public (10.9.8.0/24) has no free"
                      + " range for another subnet: its last quarter, which is for guests, is in use,"
                      + " also by "
                      + subnet
                      + " ("
                      + range
                      + ", of lab/guest-0), which no environment uses. Delete that,"
                      + " with what is in it, or a guest of public, or create this environment again"
                      + " with a VPC of its own"));
      scenario.assertSettled(host);
      ec2.deleteSubnet(r -> r.subnetId(subnet));
      scenario.awaitSettled(last);
      assertThat(ranges(scenario, host, last)).isEqualTo(range);
      scenario.awaitSettled(host);
      assertThat(scenario.harness.status(host).networkOrDefault().guests())
          .extracting(NetworkStatus.Guest::name)
          .containsExactlyInAnyOrder("guest-1", "guest-2", "guest-3", "last");
    }
  }

  private static String withoutInstances(String pattern) {
    return SharedVpcTest.guest(pattern).replace("{name: app}", "{name: app, count: 0}");
  }

  /** The range of the only subnet of a guest, as its host records it. */
  private static String ranges(EngineScenario scenario, Owner host, Owner guest) {
    return scenario.harness.status(host).networkOrDefault().guests().stream()
        .filter(one -> one.uid().equals(guest.uid()))
        .flatMap(one -> one.subnets().values().stream())
        .findFirst()
        .orElseThrow();
  }

  /** The ranges of the subnets of all guests. */
  private static List<String> ranges(EngineScenario scenario) {
    try (Ec2Client ec2 = scenario.otherClient.ec2()) {
      return ec2.describeSubnets().subnets().stream()
          .map(one -> one.cidrBlock())
          .filter(range -> range.startsWith("10.20.19") || range.startsWith("10.20.2"))
          .toList();
    }
  }
}
