package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ResourceSummary;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/** The resources of an environment, as another client of the account sees them. */
record OtherClientAccount(EngineScenario scenario, Owner owner, Ec2Client ec2, IamClient iam) {

  static final String ANYWHERE = "0.0.0.0/0";
  static final String GROUP = "securitygroup/instances";
  static final String DENY_ALL =
      """
      {"Version": "2012-10-17",
       "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]}
      """;
  static final IpPermission SSH =
      IpPermission.builder()
          .ipProtocol("tcp")
          .fromPort(22)
          .toPort(22)
          .ipRanges(IpRange.builder().cidrIp(ANYWHERE).build())
          .build();

  String id(String key) {
    return scenario.id(owner, key);
  }

  ResourceSummary resource(String key) {
    return scenario.resource(owner, key);
  }

  void assertReplaced(String key, String previousId, String state) {
    assertThat(resource(key).id()).isNotEqualTo(previousId);
    assertThat(resource(key).state()).isEqualTo(state);
  }

  Runnable deleteEndpoint(String service) {
    String key = "vpcendpoint/" + service;
    String endpoint = id(key);
    assertThat(ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(endpoint)).unsuccessful()).isEmpty();
    return () -> assertReplaced(key, endpoint, "available");
  }

  Runnable denyByPolicyOf(String service) {
    String endpoint = id("vpcendpoint/" + service);
    String allow = endpoint(endpoint).policyDocument();
    ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(endpoint).policyDocument(DENY_ALL));
    return () -> assertThat(endpoint(endpoint).policyDocument()).isEqualTo(allow);
  }

  Address address() {
    String allocation = id("address/app-0");
    return ec2.describeAddresses(r -> r.allocationIds(allocation)).addresses().getFirst();
  }

  SecurityGroup group(String id) {
    return ec2.describeSecurityGroups(r -> r.groupIds(id)).securityGroups().getFirst();
  }

  List<String> policies(String role) {
    return iam.listAttachedRolePolicies(r -> r.roleName(role)).attachedPolicies().stream()
        .map(AttachedPolicy::policyArn)
        .toList();
  }

  Route defaultRoute(String table) {
    Filter filter = Filter.builder().name("route-table-id").values(table).build();
    return ec2
        .describeRouteTables(r -> r.filters(filter))
        .routeTables()
        .getFirst()
        .routes()
        .stream()
        .filter(route -> ANYWHERE.equals(route.destinationCidrBlock()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no default route in " + table));
  }

  IamInstanceProfileAssociation profileAssociation() {
    String instance = id("instance/app-0");
    return ec2
        .describeIamInstanceProfileAssociations(
            r -> r.filters(filter -> filter.name("instance-id").values(instance)))
        .iamInstanceProfileAssociations()
        .stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no instance profile of " + instance));
  }

  Instance instance() {
    String instance = id("instance/app-0");
    return ec2.describeInstances(r -> r.instanceIds(instance))
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }

  VpcEndpoint endpoint(String id) {
    return ec2.describeVpcEndpoints(r -> r.vpcEndpointIds(id)).vpcEndpoints().getFirst();
  }

  /** Returns the association of a route table with a subnet. */
  String tableAssociation(String table) {
    return ec2
        .describeRouteTables(r -> r.routeTableIds(table))
        .routeTables()
        .getFirst()
        .associations()
        .stream()
        .map(RouteTableAssociation::routeTableAssociationId)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no association of " + table));
  }

  boolean hasDnsHostnames(String vpc) {
    return ec2.describeVpcAttribute(
            r -> r.vpcId(vpc).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
        .enableDnsHostnames()
        .value();
  }
}
