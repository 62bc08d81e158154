package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/** Terminations of several instances in one call. */
class TerminationTest {
  private Ec2Fixture fixture;
  private Ec2Client ec2;
  private String vpc;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    ec2 = fixture.ec2;
    vpc = fixture.vpc();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private String subnet(String zone, String cidr) {
    return ec2.createSubnet(r -> r.vpcId(vpc).availabilityZone(zone).cidrBlock(cidr))
        .subnet()
        .subnetId();
  }

  private String launch(String subnet, boolean protectedInstance) {
    return ec2.runInstances(r ->
            r.imageId(Ec2Fixture.image())
                .instanceType(InstanceType.T3_MICRO)
                .minCount(1)
                .maxCount(1)
                .disableApiTermination(protectedInstance)
                .subnetId(subnet))
        .instances()
        .getFirst()
        .instanceId();
  }

  private String state(String id) {
    return ec2.describeInstances(r -> r.instanceIds(id))
        .reservations()
        .getFirst()
        .instances()
        .getFirst()
        .state()
        .nameAsString();
  }

  @Test
  void aProtectedInstancePreventsTerminationInItsZoneOnly() {
    String a = subnet("eu-west-1a", "10.20.1.0/24");
    String b = subnet("eu-west-1b", "10.20.2.0/24");
    String protectedInstance = launch(a, true);
    String inSameZone = launch(a, false);
    String inOtherZone = launch(b, false);
    fixture.passSeconds(42);
    assertThat(
            refused(
                    "OperationNotPermitted",
                    () ->
                        ec2.terminateInstances(
                            r -> r.instanceIds(inSameZone, inOtherZone, protectedInstance)))
                .getMessage())
        .contains(protectedInstance);
    assertThat(state(protectedInstance)).isEqualTo("running");
    assertThat(state(inSameZone)).isEqualTo("running");
    assertThat(state(inOtherZone)).isEqualTo("shutting-down");
  }

  @Test
  void aCallHasAtMostAThousandInstances() {
    String one = launch(subnet("eu-west-1a", "10.20.1.0/24"), false);
    List<String> ids = new ArrayList<>(List.of(one));
    IntStream.range(0, 1000).forEach(i -> ids.add("i-0%016x".formatted(i)));
    refused("InvalidParameterValue", () -> ec2.terminateInstances(r -> r.instanceIds(ids)));
    refused(
        "InvalidInstanceID.NotFound",
        () -> ec2.terminateInstances(r -> r.instanceIds(ids.subList(0, 1000))));
    assertThat(state(one)).isEqualTo("pending");
  }
}
