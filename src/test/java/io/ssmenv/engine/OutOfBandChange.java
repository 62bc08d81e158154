package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.ResourceSummary;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Role;

/** An out-of-band change in an environment, and an assertion that it is corrected. */
enum OutOfBandChange {
  DEFAULT_ROUTE_DELETED(
      "ElasticIp",
      account -> {
        String table = account.id("routetable/workload-a");
        account.ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock(Account.ANYWHERE));
        return () ->
            assertThat(account.defaultRoute(table).gatewayId())
                .isEqualTo(account.id("internetgateway"));
      }),
  PORT_OPENED(
      "ElasticIp",
      account -> {
        String group = account.id(Account.GROUP);
        IpPermission ssh =
            IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(22)
                .toPort(22)
                .ipRanges(IpRange.builder().cidrIp(Account.ANYWHERE).build())
                .build();
        account.ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(ssh));
        return () -> assertThat(account.group(group).ipPermissions()).isEmpty();
      }),
  DNS_HOST_NAMES_DISABLED(
      "ElasticIp",
      account -> {
        String vpc = account.id("vpc");
        account.ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(v -> v.value(false)));
        return () ->
            assertThat(
                    account
                        .ec2
                        .describeVpcAttribute(
                            r -> r.vpcId(vpc).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
                        .enableDnsHostnames()
                        .value())
                .isTrue();
      }),
  ADDRESS_DISASSOCIATED(
      "ElasticIp",
      account -> {
        String association = account.address().associationId();
        account.ec2.disassociateAddress(r -> r.associationId(association));
        return () ->
            assertThat(account.address().networkInterfaceId())
                .isEqualTo(account.id("networkinterface/app-0"));
      }),
  INSTANCE_TERMINATED(
      "ElasticIp",
      account -> {
        String instance = account.id("instance/app-0");
        account.ec2.terminateInstances(r -> r.instanceIds(instance));
        return () -> account.assertReplaced("instance/app-0", instance, "running");
      }),
  DEFAULT_ROUTE_REDIRECTED(
      "NatGateway",
      account -> {
        String table = account.id("routetable/workload-a");
        String gateway = account.id("internetgateway");
        account.ec2.replaceRoute(
            r -> r.routeTableId(table).destinationCidrBlock(Account.ANYWHERE).gatewayId(gateway));
        return () ->
            assertThat(account.defaultRoute(table).natGatewayId())
                .isEqualTo(account.id("natgateway/a"));
      }),
  EGRESS_REVOKED(
      "NatGateway",
      account -> {
        String group = account.id(Account.GROUP);
        List<IpPermission> egress = account.group(group).ipPermissionsEgress();
        account.ec2.revokeSecurityGroupEgress(r -> r.groupId(group).ipPermissions(egress));
        return () ->
            assertThat(account.group(group).ipPermissionsEgress())
                .isNotEmpty()
                .hasSameElementsAs(egress);
      }),
  INSTANCE_STOPPED(
      "NatGateway",
      account -> {
        account.ec2.stopInstances(r -> r.instanceIds(account.id("instance/app-0")));
        return () -> assertThat(account.resource("instance/app-0").state()).isEqualTo("running");
      }),
  NAT_GATEWAY_DELETED(
      "NatGateway",
      account -> {
        String gateway = account.id("natgateway/a");
        account.ec2.deleteNatGateway(r -> r.natGatewayId(gateway));
        return () -> account.assertReplaced("natgateway/a", gateway, "available");
      }),
  MANAGED_POLICY_DETACHED(
      "PrivateEndpoints",
      account -> {
        String role = account.id("role");
        List<String> policies = account.policies(role);
        account.iam.detachRolePolicy(r -> r.roleName(role).policyArn(policies.getFirst()));
        return () -> assertThat(account.policies(role)).hasSameElementsAs(policies);
      }),
  INLINE_POLICY_ADDED(
      "ElasticIp",
      account -> {
        String role = account.id("role");
        account.iam.putRolePolicy(r ->
            r.roleName(role)
                .policyName("everything")
                .policyDocument(
                    """
                    {"Version": "2012-10-17",
                     "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
                    """));
        return () ->
            assertThat(account.iam.listRolePolicies(r -> r.roleName(role)).policyNames()).isEmpty();
      }),
  ROLE_REMOVED_FROM_PROFILE(
      "PrivateEndpoints",
      account -> {
        String role = account.id("role");
        String profile = account.id("instanceprofile");
        account.iam.removeRoleFromInstanceProfile(
            r -> r.instanceProfileName(profile).roleName(role));
        return () ->
            assertThat(
                    account
                        .iam
                        .getInstanceProfile(r -> r.instanceProfileName(profile))
                        .instanceProfile()
                        .roles())
                .extracting(Role::roleName)
                .containsExactly(role);
      }),
  INTERFACE_ENDPOINT_DELETED("PrivateEndpoints", account -> account.deleteEndpoint("ssm")),
  GATEWAY_ENDPOINT_DELETED("PrivateEndpoints", account -> account.deleteEndpoint("s3"));

  private final String pattern;
  private final Function<Account, Runnable> change;

  OutOfBandChange(String pattern, Function<Account, Runnable> change) {
    this.pattern = pattern;
    this.change = change;
  }

  String pattern() {
    return pattern;
  }

  /** Makes the change; returns an assertion that passes once the operator has corrected it. */
  Runnable apply(EngineScenario scenario, Owner owner, Ec2Client ec2, IamClient iam) {
    return change.apply(new Account(scenario, owner, ec2, iam));
  }

  /** The resources of an environment, as another client of the account sees them. */
  private record Account(EngineScenario scenario, Owner owner, Ec2Client ec2, IamClient iam) {

    static final String ANYWHERE = "0.0.0.0/0";
    static final String GROUP = "securitygroup/instances";

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
      ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(endpoint));
      return () -> assertReplaced(key, endpoint, "available");
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
  }
}
