package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.filter;
import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;

class NetworkAclTest {
  private Ec2Fixture fixture;
  private Ec2Client ec2;
  private String vpc;
  private String subnet;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    ec2 = fixture.ec2;
    vpc = fixture.vpc();
    subnet = fixture.subnet(vpc, "10.20.1.0/24");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private List<NetworkAcl> acls() {
    return ec2.describeNetworkAcls(r -> r.filters(filter("vpc-id", vpc))).networkAcls();
  }

  private NetworkAcl acl(String id) {
    return ec2.describeNetworkAcls(r -> r.networkAclIds(id)).networkAcls().getFirst();
  }

  private void deny(String acl, int number) {
    ec2.createNetworkAclEntry(r ->
        r.networkAclId(acl)
            .egress(true)
            .ruleNumber(number)
            .protocol("6")
            .ruleAction("deny")
            .cidrBlock("0.0.0.0/0")
            .portRange(p -> p.from(443).to(443)));
  }

  @Test
  void aVpcHasADefaultAclThatAllowsEverythingForItsSubnets() {
    NetworkAcl acl = acls().getFirst();

    assertThat(acls()).hasSize(1);
    assertThat(acl.isDefault()).isTrue();
    assertThat(acl.entries())
        .extracting(
            NetworkAclEntry::egress, NetworkAclEntry::ruleNumber, e -> e.ruleActionAsString())
        .containsExactly(
            tuple(false, 100, "allow"),
            tuple(false, 32767, "deny"),
            tuple(true, 100, "allow"),
            tuple(true, 32767, "deny"));
    assertThat(acl.associations())
        .extracting(NetworkAclAssociation::subnetId)
        .containsExactly(subnet);
    ec2.deleteSubnet(r -> r.subnetId(subnet));
    assertThat(acls().getFirst().associations()).isEmpty();
  }

  @Test
  void theDefaultAclIsDeletedWithItsVpcAndAnotherOneBlocksTheDeletion() {
    String own = acls().getFirst().networkAclId();
    String other = ec2.createNetworkAcl(r -> r.vpcId(vpc)).networkAcl().networkAclId();
    ec2.deleteSubnet(r -> r.subnetId(subnet));
    refused("InvalidParameterValue", () -> ec2.deleteNetworkAcl(r -> r.networkAclId(own)));
    refused("DependencyViolation", () -> ec2.deleteVpc(r -> r.vpcId(vpc)));

    ec2.deleteNetworkAcl(r -> r.networkAclId(other));
    ec2.deleteVpc(r -> r.vpcId(vpc));
    refused("InvalidNetworkAclID.NotFound", () -> acl(own));
    assertThat(fixture.aws.resources()).isEmpty();
  }

  @Test
  void entriesAreCreatedReplacedAndDeletedByDirectionAndNumber() {
    String acl = acls().getFirst().networkAclId();
    deny(acl, 50);
    refused("NetworkAclEntryAlreadyExists", () -> deny(acl, 50));
    assertThat(acl(acl).entries())
        .filteredOn(e -> e.ruleNumber() == 50)
        .singleElement()
        .matches(e -> e.egress() && e.protocol().equals("6") && e.portRange().from() == 443);

    ec2.replaceNetworkAclEntry(r ->
        r.networkAclId(acl)
            .egress(true)
            .ruleNumber(50)
            .protocol("-1")
            .ruleAction("allow")
            .cidrBlock("10.0.0.0/8"));
    assertThat(acl(acl).entries())
        .filteredOn(e -> e.ruleNumber() == 50)
        .singleElement()
        .matches(e -> e.cidrBlock().equals("10.0.0.0/8") && e.portRange() == null);
    ec2.deleteNetworkAclEntry(r -> r.networkAclId(acl).egress(true).ruleNumber(50));
    refused(
        "InvalidNetworkAclEntry.NotFound",
        () -> ec2.deleteNetworkAclEntry(r -> r.networkAclId(acl).egress(false).ruleNumber(50)));
    refused("InvalidParameterValue", () -> deny(acl, 32767));
  }

  @Test
  void aSubnetIsMovedToAnotherAclWhichThenCannotBeDeleted() {
    String other = ec2.createNetworkAcl(r -> r.vpcId(vpc)).networkAcl().networkAclId();
    String old = acls().getFirst().associations().getFirst().networkAclAssociationId();

    String moved =
        ec2.replaceNetworkAclAssociation(r -> r.associationId(old).networkAclId(other))
            .newAssociationId();
    assertThat(acl(other).associations())
        .singleElement()
        .matches(a -> a.subnetId().equals(subnet) && a.networkAclAssociationId().equals(moved));
    assertThat(acls().getFirst().associations()).isEmpty();
    refused("DependencyViolation", () -> ec2.deleteNetworkAcl(r -> r.networkAclId(other)));
    refused(
        "InvalidAssociationID.NotFound",
        () -> ec2.replaceNetworkAclAssociation(r -> r.associationId(old).networkAclId(other)));
  }
}
