package io.ssmenv.engine;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/**
 * What others own in a VPC, as AWS describes it.
 *
 * @param ids of the resources that they have built
 */
record ForeignState(Ec2Client ec2, String vpc, Set<String> ids) {

  /** The description of each object, by its id. */
  Map<String, String> objects() {
    Map<String, String> state = new TreeMap<>();
    Filter ofVpc = Filter.builder().name("vpc-id").values(vpc).build();
    Filter attached = Filter.builder().name("attachment.vpc-id").values(vpc).build();
    state.put(vpc, ec2.describeVpcs(r -> r.vpcIds(vpc)).vpcs().toString());
    for (VpcAttributeName name : VpcAttributeName.knownValues()) {
      if (name != VpcAttributeName.ENABLE_NETWORK_ADDRESS_USAGE_METRICS) {
        state.put(
            name.toString(),
            ec2.describeVpcAttribute(r -> r.vpcId(vpc).attribute(name)).toString());
      }
    }
    ec2.describeInternetGateways(r -> r.filters(attached))
        .internetGateways()
        .forEach(one -> state.put(one.internetGatewayId(), one.toString()));
    ec2.describeSubnets(r -> r.filters(ofVpc)).subnets().stream()
        .map(subnet -> subnet.toBuilder().availableIpAddressCount(0).build())
        .forEach(one -> put(state, one.subnetId(), one.tags(), one));
    ec2.describeRouteTables(r -> r.filters(ofVpc))
        .routeTables()
        .forEach(one -> put(state, one.routeTableId(), one.tags(), one));
    ec2.describeSecurityGroups(r -> r.filters(ofVpc))
        .securityGroups()
        .forEach(one -> put(state, one.groupId(), one.tags(), one));
    ec2.describeNetworkAcls(r -> r.filters(ofVpc))
        .networkAcls()
        .forEach(acl -> state.put(acl.networkAclId(), acl.entries().toString()));
    ec2.describeNatGateways(r -> r.filter(ofVpc))
        .natGateways()
        .forEach(one -> put(state, one.natGatewayId(), one.tags(), one));
    ec2.describeVpcEndpoints(r -> r.filters(ofVpc))
        .vpcEndpoints()
        .forEach(one -> put(state, one.vpcEndpointId(), one.tags(), one));
    ec2.describeAddresses(r -> {})
        .addresses()
        .forEach(one -> put(state, one.allocationId(), one.tags(), one));
    return state;
  }

  /** A tag of ownership on an object of somebody else would be a change of it. */
  private void put(Map<String, String> state, String id, Iterable<Tag> tags, Object description) {
    boolean ours = false;
    for (Tag tag : tags) {
      ours = ours || tag.key().equals("ssmenv.io/environment");
    }
    if (!ours || ids.contains(id)) {
      state.put(id, description.toString());
    }
  }
}
