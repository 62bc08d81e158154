package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.filter;
import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.InternetGatewayBlockMode;
import software.amazon.awssdk.services.ec2.model.InternetGatewayExclusionMode;
import software.amazon.awssdk.services.ec2.model.VpcBlockPublicAccessExclusion;
import software.amazon.awssdk.services.ec2.model.VpcBlockPublicAccessState;

/** Sets of DHCP options, and VPC Block Public Access. */
class TrafficSettingsTest {
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

  private String optionsOfVpc() {
    return ec2.describeVpcs(r -> r.vpcIds(vpc)).vpcs().getFirst().dhcpOptionsId();
  }

  private List<String> servers(String id) {
    DhcpOptions options =
        ec2.describeDhcpOptions(r -> r.dhcpOptionsIds(id)).dhcpOptions().getFirst();
    return options.dhcpConfigurations().stream()
        .filter(one -> one.key().equals("domain-name-servers"))
        .flatMap(one -> one.values().stream())
        .map(value -> value.value())
        .toList();
  }

  @Test
  void aVpcHasTheDhcpOptionsOfTheRegionUntilItGetsOthers() {
    String before = optionsOfVpc();
    assertThat(servers(before)).containsExactly("AmazonProvidedDNS");
    String own =
        ec2.createDhcpOptions(
                r -> r.dhcpConfigurations(c -> c.key("domain-name-servers").values("10.0.0.53")))
            .dhcpOptions()
            .dhcpOptionsId();
    ec2.associateDhcpOptions(r -> r.vpcId(vpc).dhcpOptionsId(own));

    assertThat(optionsOfVpc()).isEqualTo(own);
    assertThat(servers(own)).containsExactly("10.0.0.53");
    assertThat(
            ec2.describeDhcpOptions(r -> r.filters(filter("value", "AmazonProvidedDNS")))
                .dhcpOptions())
        .extracting(DhcpOptions::dhcpOptionsId)
        .containsExactly(before);
    refused("DependencyViolation", () -> ec2.deleteDhcpOptions(r -> r.dhcpOptionsId(own)));
    ec2.associateDhcpOptions(r -> r.vpcId(vpc).dhcpOptionsId("default"));
    ec2.deleteDhcpOptions(r -> r.dhcpOptionsId(own));
    refused(
        "InvalidDhcpOptionID.NotFound", () -> ec2.describeDhcpOptions(r -> r.dhcpOptionsIds(own)));
    assertThat(optionsOfVpc()).isEqualTo("default");
  }

  @Test
  void publicAccessIsBlockedWithExclusions() {
    var before = ec2.describeVpcBlockPublicAccessOptions(r -> {}).vpcBlockPublicAccessOptions();
    assertThat(before.state()).isEqualTo(VpcBlockPublicAccessState.DEFAULT_STATE);
    assertThat(before.internetGatewayBlockMode()).isEqualTo(InternetGatewayBlockMode.OFF);
    ec2.modifyVpcBlockPublicAccessOptions(
        r -> r.internetGatewayBlockMode(InternetGatewayBlockMode.BLOCK_INGRESS));
    var after = ec2.describeVpcBlockPublicAccessOptions(r -> {}).vpcBlockPublicAccessOptions();
    assertThat(after.state()).isEqualTo(VpcBlockPublicAccessState.UPDATE_COMPLETE);
    assertThat(after.internetGatewayBlockMode()).isEqualTo(InternetGatewayBlockMode.BLOCK_INGRESS);

    String id =
        ec2.createVpcBlockPublicAccessExclusion(r ->
                r.vpcId(vpc)
                    .internetGatewayExclusionMode(InternetGatewayExclusionMode.ALLOW_EGRESS))
            .vpcBlockPublicAccessExclusion()
            .exclusionId();
    String arn = "arn:aws:ec2:*:*:vpc/" + vpc;
    assertThat(
            ec2.describeVpcBlockPublicAccessExclusions(r -> r.filters(filter("resource-arn", arn)))
                .vpcBlockPublicAccessExclusions())
        .extracting(VpcBlockPublicAccessExclusion::exclusionId)
        .containsExactly(id);
    ec2.deleteVpcBlockPublicAccessExclusion(r -> r.exclusionId(id));
    refused(
        "InvalidVpcBlockPublicAccessExclusionId.NotFound",
        () -> ec2.deleteVpcBlockPublicAccessExclusion(r -> r.exclusionId(id)));
  }
}
