package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.filter;
import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.core.ZonalService;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** What the zones of a region offer. */
class ZonesTest {
  private static final String FIRST = "eu-west-1a";
  private static final String SSM = "com.amazonaws.eu-west-1.ssm";

  private Ec2Fixture fixture;
  private Ec2Client ec2;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    ec2 = fixture.ec2;
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void localAndWavelengthZonesAreListedOnRequestOnly() {
    assertThat(ec2.describeAvailabilityZones().availabilityZones())
        .extracting(AvailabilityZone::zoneType)
        .containsOnly("availability-zone");
    assertThat(ec2.describeAvailabilityZones(r -> r.allAvailabilityZones(true)).availabilityZones())
        .filteredOn(zone -> !zone.zoneType().equals("availability-zone"))
        .allSatisfy(zone -> {
          assertThat(zone.optInStatusAsString()).isEqualTo("not-opted-in");
          assertThat(zone.parentZoneName()).isEqualTo(FIRST);
        })
        .extracting(AvailabilityZone::zoneType)
        .containsExactly("local-zone", "wavelength-zone");
  }

  @Test
  void anInstanceTypeIsListedOnlyInTheZonesThatOfferIt() {
    missing(new ZonalService.InstanceTypes("t3.micro"), true);

    assertThat(zonesOf("t3.micro")).containsExactly("eu-west-1b", "eu-west-1c");
    assertThat(zonesOf("t3.small")).contains(FIRST);
  }

  @Test
  void aLaunchInAZoneWithoutTheTypeIsRefused() {
    missing(new ZonalService.InstanceTypes("t3.micro"), false);

    assertThat(zonesOf("t3.micro")).contains(FIRST);
    assertThat(
            refused(
                    "Unsupported",
                    () ->
                        ec2.runInstances(r ->
                            r.imageId(Ec2Fixture.image())
                                .instanceType("t3.micro")
                                .subnetId(subnet())
                                .minCount(1)
                                .maxCount(1)))
                .getMessage())
        .contains("(t3.micro) is not supported in your requested Availability Zone (eu-west-1a)");
  }

  @Test
  void aNatGatewayInAZoneWithoutNatGatewaysIsRefused() {
    missing(new ZonalService.NatGateways(), true);
    String address = ec2.allocateAddress().allocationId();

    refused(
        "NotAvailableInZone",
        () -> ec2.createNatGateway(r -> r.subnetId(subnet()).allocationId(address)));
  }

  @Test
  void anEndpointInAZoneWithoutTheServiceIsRefused() {
    missing(new ZonalService.InterfaceEndpoints("ssm"), true);
    String subnet = subnet();

    assertThat(
            ec2.describeVpcEndpointServices(r -> r.serviceNames(SSM))
                .serviceDetails()
                .getFirst()
                .availabilityZones())
        .containsExactly("eu-west-1b", "eu-west-1c");
    assertThat(
            refused(
                    "InvalidParameter",
                    () ->
                        ec2.createVpcEndpoint(r ->
                            r.vpcId(vpcOf(subnet))
                                .serviceName(SSM)
                                .vpcEndpointType(VpcEndpointType.INTERFACE)
                                .privateDnsEnabled(false)
                                .subnetIds(subnet)))
                .getMessage())
        .contains("does not support the availability zone of the subnet: " + subnet);
  }

  private void missing(ZonalService service, boolean listed) {
    fixture.aws.faults().notInZone(FIRST, service, listed);
  }

  private String subnet() {
    String vpc = fixture.vpc();
    return ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.20.1.0/24").availabilityZone(FIRST))
        .subnet()
        .subnetId();
  }

  private String vpcOf(String subnet) {
    return ec2.describeSubnets(r -> r.subnetIds(subnet)).subnets().getFirst().vpcId();
  }

  private List<String> zonesOf(String type) {
    return ec2
        .describeInstanceTypeOfferings(r ->
            r.locationType(LocationType.AVAILABILITY_ZONE).filters(filter("instance-type", type)))
        .instanceTypeOfferings()
        .stream()
        .map(InstanceTypeOffering::location)
        .sorted()
        .toList();
  }
}
