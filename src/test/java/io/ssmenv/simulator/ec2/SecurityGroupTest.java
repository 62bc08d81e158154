package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.filter;
import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

class SecurityGroupTest {
  private Ec2Fixture fixture;
  private Ec2Client ec2;
  private String vpc;
  private String one;
  private String two;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    ec2 = fixture.ec2;
    vpc = fixture.vpc();
    one = create("one");
    two = create("two");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private String create(String name) {
    return ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName(name).description("d")).groupId();
  }

  private static IpPermission https(String cidr) {
    return https().ipRanges(range -> range.cidrIp(cidr).description("because")).build();
  }

  private static IpPermission httpsFrom(String group) {
    return https().userIdGroupPairs(pair -> pair.groupId(group)).build();
  }

  private static IpPermission.Builder https() {
    return IpPermission.builder().ipProtocol("tcp").fromPort(443).toPort(443);
  }

  private SecurityGroup described(String id) {
    return ec2.describeSecurityGroups(r -> r.groupIds(id)).securityGroups().getFirst();
  }

  @Test
  void aNewGroupAllowsNoIngressAndAllEgress() {
    assertThat(described(one).ipPermissions()).isEmpty();
    assertThat(described(one).ipPermissionsEgress())
        .singleElement()
        .matches(p -> p.ipProtocol().equals("-1"))
        .matches(p -> p.ipRanges().getFirst().cidrIp().equals("0.0.0.0/0"))
        .matches(p -> p.fromPort() == null);
  }

  @Test
  void aRuleExistsOnceAndIsRevokedOnce() {
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(one).ipPermissions(https("10.20.0.0/16")));
    refused(
        "InvalidPermission.Duplicate",
        () ->
            ec2.authorizeSecurityGroupIngress(
                r -> r.groupId(one).ipPermissions(https("10.30.0.0/16"), https("10.20.0.0/16"))));
    assertThat(described(one).ipPermissions())
        .as("all or nothing")
        .singleElement()
        .matches(p -> p.ipRanges().size() == 1)
        .matches(p -> p.ipRanges().getFirst().description().equals("because"));
    ec2.revokeSecurityGroupIngress(r -> r.groupId(one).ipPermissions(https("10.20.0.0/16")));
    refused(
        "InvalidPermission.NotFound",
        () ->
            ec2.revokeSecurityGroupIngress(
                r -> r.groupId(one).ipPermissions(https("10.20.0.0/16"))));
  }

  @Test
  void aRuleHasAnIdAndTagsOfItsOwn() {
    SecurityGroupRule rule =
        ec2.authorizeSecurityGroupEgress(r ->
                r.groupId(one)
                    .ipPermissions(httpsFrom(two))
                    .tagSpecifications(
                        Ec2Fixture.tags(ResourceType.SECURITY_GROUP_RULE, "owner", "me")))
            .securityGroupRules()
            .getFirst();
    assertThat(
            ec2.describeSecurityGroupRules(r -> r.filters(filter("group-id", one)))
                .securityGroupRules())
        .hasSize(2)
        .anyMatch(r ->
            r.securityGroupRuleId().equals(rule.securityGroupRuleId())
                && r.isEgress()
                && r.referencedGroupInfo().groupId().equals(two)
                && r.tags().getFirst().value().equals("me"));
    ec2.revokeSecurityGroupEgress(
        r -> r.groupId(one).securityGroupRuleIds(rule.securityGroupRuleId()));
    refused(
        "InvalidSecurityGroupRuleId.NotFound",
        () ->
            ec2.revokeSecurityGroupEgress(
                r -> r.groupId(one).securityGroupRuleIds(rule.securityGroupRuleId())));
  }

  @Test
  void aGroupThatARuleOrAnInterfaceReferencesCannotBeDeleted() {
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(one).ipPermissions(httpsFrom(two)));
    ec2.authorizeSecurityGroupEgress(r -> r.groupId(two).ipPermissions(httpsFrom(one)));
    refused("DependencyViolation", () -> ec2.deleteSecurityGroup(r -> r.groupId(two)));
    refused("DependencyViolation", () -> ec2.deleteSecurityGroup(r -> r.groupId(one)));
    ec2.revokeSecurityGroupIngress(r -> r.groupId(one).ipPermissions(httpsFrom(two)));
    String subnet = fixture.subnet(vpc, "10.20.1.0/24");
    String eni =
        ec2.createNetworkInterface(r -> r.subnetId(subnet).groups(two))
            .networkInterface()
            .networkInterfaceId();
    refused("DependencyViolation", () -> ec2.deleteSecurityGroup(r -> r.groupId(two)));
    ec2.modifyNetworkInterfaceAttribute(r -> r.networkInterfaceId(eni).groups(one));
    ec2.deleteSecurityGroup(r -> r.groupId(two));
    refused("InvalidGroup.NotFound", () -> described(two));
  }

  @Test
  void namesAreUniqueInAVpc() {
    refused("InvalidGroup.Duplicate", () -> create("one"));
    String otherVpc = fixture.vpc();
    ec2.createSecurityGroup(r -> r.vpcId(otherVpc).groupName("one").description("d"));
  }

  @Test
  void thePeerOfARuleHasToExist() {
    refused(
        "InvalidGroup.NotFound",
        () ->
            ec2.authorizeSecurityGroupIngress(
                r -> r.groupId(one).ipPermissions(httpsFrom("sg-0123456789abcdef0"))));
    refused(
        "InvalidParameterValue",
        () ->
            ec2.authorizeSecurityGroupIngress(
                r -> r.groupId(one).ipPermissions(https("10.20.0.0/33"))));
  }
}
