package io.ssmenv.engine;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InternetGatewayBlockMode;
import software.amazon.awssdk.services.ec2.model.InternetGatewayExclusionMode;

/** What lets traffic through in a VPC of somebody else, apart from routes and security groups. */
record ForeignTraffic(ForeignNetwork network) {

  private static final String ANYWHERE = ForeignNetwork.ANYWHERE;

  private Ec2Client ec2() {
    return network.ec2;
  }

  /** The network ACL of all subnets. */
  String acl() {
    return ec2()
        .describeNetworkAcls(
            r -> r.filters(Filter.builder().name("vpc-id").values(network.vpc).build()))
        .networkAcls()
        .getFirst()
        .networkAclId();
  }

  void denyHttps(String acl, int rule) {
    ec2()
        .createNetworkAclEntry(r ->
            r.networkAclId(acl)
                .egress(true)
                .ruleNumber(rule)
                .protocol("6")
                .portRange(p -> p.from(443).to(443))
                .cidrBlock(ANYWHERE)
                .ruleAction("deny"));
  }

  /** Denies a part of the ports to which servers answer. */
  void denyAnswers(String acl, int rule) {
    ec2()
        .createNetworkAclEntry(r ->
            r.networkAclId(acl)
                .egress(false)
                .ruleNumber(rule)
                .protocol("6")
                .portRange(p -> p.from(1024).to(40_000))
                .cidrBlock(ANYWHERE)
                .ruleAction("deny"));
  }

  void deleteRule(String acl, boolean egress, int rule) {
    ec2().deleteNetworkAclEntry(r -> r.networkAclId(acl).egress(egress).ruleNumber(rule));
  }

  /** Has the instances of the VPC use a DNS server that knows public names only. */
  String dnsServer(String address) {
    String options =
        ec2()
            .createDhcpOptions(
                r -> r.dhcpConfigurations(c -> c.key("domain-name-servers").values(address)))
            .dhcpOptions()
            .dhcpOptionsId();
    network.scenario.advance(ForeignNetwork.VISIBLE);
    ec2().associateDhcpOptions(r -> r.vpcId(network.vpc).dhcpOptionsId(options));
    return options;
  }

  /** Sets VPC Block Public Access of the account. */
  void block(InternetGatewayBlockMode mode) {
    ec2().modifyVpcBlockPublicAccessOptions(r -> r.internetGatewayBlockMode(mode));
  }

  /** Blocks public access, and excludes all VPCs that there are. */
  void blockAllThatIsNotExcluded() {
    ec2()
        .describeVpcs(r -> {})
        .vpcs()
        .forEach(one -> exclude(one.vpcId(), InternetGatewayExclusionMode.ALLOW_BIDIRECTIONAL));
    block(InternetGatewayBlockMode.BLOCK_INGRESS);
  }

  /** Excludes the VPC from it. */
  void exclude(InternetGatewayExclusionMode mode) {
    exclude(network.vpc, mode);
  }

  private void exclude(String vpc, InternetGatewayExclusionMode mode) {
    ec2().createVpcBlockPublicAccessExclusion(r -> r.vpcId(vpc).internetGatewayExclusionMode(mode));
  }
}
