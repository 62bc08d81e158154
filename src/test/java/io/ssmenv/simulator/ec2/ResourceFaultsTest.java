package io.ssmenv.simulator.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Faults of resources: insufficient capacity, stuck states, foreign network interfaces. */
class ResourceFaultsTest {
  private static final String MICRO = "t3.micro";

  private Ec2Fixture fixture;
  private String vpc;
  private String subnet;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    vpc = fixture.vpc();
    subnet = fixture.subnet(vpc, "10.20.0.0/24");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private String zone() {
    return fixture.ec2.describeSubnets().subnets().getFirst().availabilityZone();
  }

  private String run(InstanceType type) {
    return fixture
        .ec2
        .runInstances(r ->
            r.imageId(Ec2Fixture.image())
                .instanceType(type)
                .subnetId(subnet)
                .minCount(1)
                .maxCount(1))
        .instances()
        .getFirst()
        .instanceId();
  }

  private InstanceStateName state(String id) {
    return fixture
        .ec2
        .describeInstances(r -> r.instanceIds(id))
        .reservations()
        .getFirst()
        .instances()
        .getFirst()
        .state()
        .name();
  }

  private NatGatewayState natState(String id) {
    return fixture
        .ec2
        .describeNatGateways(r -> r.natGatewayIds(id))
        .natGateways()
        .getFirst()
        .state();
  }

  @Test
  void capacityCanBeInsufficientForATypeInAZone() {
    fixture.aws.faults().noCapacity(Optional.of(MICRO), Optional.of(zone()));
    fixture.aws.faults().noCapacity(Optional.of("t3.small"), Optional.of("eu-west-1c"));
    var refused =
        Ec2Fixture.refused("InsufficientInstanceCapacity", () -> run(InstanceType.T3_MICRO));
    assertThat(refused.statusCode()).as("a server error").isEqualTo(500);
    assertThat(refused).hasMessageContaining(MICRO).hasMessageContaining(zone());
    assertThat(run(InstanceType.T3_SMALL)).as("lacks in another zone").startsWith("i-");
    fixture.aws.faults().clear();
    assertThat(run(InstanceType.T3_MICRO)).startsWith("i-");
  }

  @Test
  void aStoppedInstanceCannotStartWithoutCapacity() {
    String id = run(InstanceType.T3_MICRO);
    fixture.passSeconds(60);
    fixture.ec2.stopInstances(r -> r.instanceIds(id));
    fixture.passSeconds(60);
    fixture.aws.faults().noCapacity(Optional.empty(), Optional.of(zone()));
    Ec2Fixture.refused(
        "InsufficientInstanceCapacity", () -> fixture.ec2.startInstances(r -> r.instanceIds(id)));
    assertThat(state(id)).isEqualTo(InstanceStateName.STOPPED);
  }

  @Test
  void aTypeOfResourceCanBeStuckInPendingUntilItIsCleared() {
    fixture.gateway(vpc);
    fixture.aws.faults().stuck("natgateway");
    String nat =
        fixture
            .ec2
            .createNatGateway(r -> r.subnetId(subnet).allocationId(fixture.address()))
            .natGateway()
            .natGatewayId();
    String instance = run(InstanceType.T3_MICRO);
    fixture.passSeconds(3600);
    assertThat(natState(nat)).isEqualTo(NatGatewayState.PENDING);
    assertThat(state(instance)).as("another type").isEqualTo(InstanceStateName.RUNNING);
    fixture.aws.faults().clear();
    fixture.passSeconds(2);
    assertThat(natState(nat)).isEqualTo(NatGatewayState.AVAILABLE);
  }

  @Test
  void oneResourceCanBeStuckByItsIdWhileItIsDeleted() {
    String stuck = run(InstanceType.T3_MICRO);
    String other = run(InstanceType.T3_MICRO);
    fixture.passSeconds(60);
    fixture.aws.faults().stuck(stuck);
    fixture.ec2.terminateInstances(r -> r.instanceIds(stuck, other));
    fixture.passSeconds(600);
    assertThat(state(stuck)).isEqualTo(InstanceStateName.SHUTTING_DOWN);
    assertThat(state(other)).isEqualTo(InstanceStateName.TERMINATED);
  }

  @Test
  void aForeignInterfaceBlocksSubnetAndVpcUntilItIsRemoved() {
    String id = fixture.aws.addForeignInterface(subnet).orElseThrow();
    NetworkInterface foreign =
        fixture
            .ec2
            .describeNetworkInterfaces(
                r -> r.filters(Ec2Fixture.filter("requester-id", "amazon-elb")))
            .networkInterfaces()
            .getFirst();
    assertThat(foreign.networkInterfaceId()).isEqualTo(id);
    assertThat(foreign.requesterManaged()).isTrue();
    assertThat(foreign.interfaceTypeAsString()).isEqualTo("network_load_balancer");
    assertThat(foreign.description()).startsWith("ELB net/");
    Ec2Fixture.refused(
        "OperationNotPermitted",
        () -> fixture.ec2.deleteNetworkInterface(r -> r.networkInterfaceId(id)));
    Ec2Fixture.refused(
        "DependencyViolation", () -> fixture.ec2.deleteSubnet(r -> r.subnetId(subnet)));
    assertThat(fixture.aws.foreignInterfaces()).isEqualTo(List.of(id));
    assertThat(fixture.aws.removeForeignInterface(id)).isTrue();
    fixture.ec2.deleteSubnet(r -> r.subnetId(subnet));
    fixture.ec2.deleteVpc(r -> r.vpcId(vpc));
    assertThat(fixture.aws.resources()).isEmpty();
  }

  @Test
  void onlyForeignInterfacesCanBeRemoved() {
    String own = fixture.networkInterface(subnet);
    assertThat(fixture.aws.removeForeignInterface(own)).isFalse();
    assertThat(fixture.aws.foreignInterfaces()).isEmpty();
    assertThat(fixture.aws.addForeignInterface("subnet-00000000000000000")).isEmpty();
  }
}
