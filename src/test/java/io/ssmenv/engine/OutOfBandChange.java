package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;

/** An out-of-band change in an environment, and an assertion that it is corrected. */
enum OutOfBandChange {
  DEFAULT_ROUTE_DELETED(
      "ElasticIp",
      account -> {
        String table = account.id("routetable/workload-a");
        account
            .ec2()
            .deleteRoute(
                r -> r.routeTableId(table).destinationCidrBlock(OtherClientAccount.ANYWHERE));
        return () ->
            assertThat(account.defaultRoute(table).gatewayId())
                .isEqualTo(account.id("internetgateway"));
      }),
  PORT_OPENED(
      "ElasticIp",
      account -> {
        String group = account.id(OtherClientAccount.GROUP);
        account
            .ec2()
            .authorizeSecurityGroupIngress(
                r -> r.groupId(group).ipPermissions(OtherClientAccount.SSH));
        return () -> assertThat(account.group(group).ipPermissions()).isEmpty();
      }),
  DNS_HOST_NAMES_DISABLED(
      "ElasticIp",
      account -> {
        String vpc = account.id("vpc");
        account.ec2().modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(v -> v.value(false)));
        return () -> assertThat(account.hasDnsHostnames(vpc)).isTrue();
      }),
  ADDRESS_DISASSOCIATED(
      "ElasticIp",
      account -> {
        String association = account.address().associationId();
        account.ec2().disassociateAddress(r -> r.associationId(association));
        return () ->
            assertThat(account.address().networkInterfaceId())
                .isEqualTo(account.id("networkinterface/app-0"));
      }),
  INSTANCE_TERMINATED(
      "ElasticIp",
      account -> {
        String instance = account.id("instance/app-0");
        account.ec2().terminateInstances(r -> r.instanceIds(instance));
        return () -> account.assertReplaced("instance/app-0", instance, "running");
      }),
  DEFAULT_ROUTE_REDIRECTED(
      "NatGateway",
      account -> {
        String table = account.id("routetable/workload-a");
        String gateway = account.id("internetgateway");
        account
            .ec2()
            .replaceRoute(r ->
                r.routeTableId(table)
                    .destinationCidrBlock(OtherClientAccount.ANYWHERE)
                    .gatewayId(gateway));
        return () ->
            assertThat(account.defaultRoute(table).natGatewayId())
                .isEqualTo(account.id("natgateway/a"));
      }),
  EGRESS_REVOKED(
      "NatGateway",
      account -> {
        String group = account.id(OtherClientAccount.GROUP);
        List<IpPermission> egress = account.group(group).ipPermissionsEgress();
        account.ec2().revokeSecurityGroupEgress(r -> r.groupId(group).ipPermissions(egress));
        return () ->
            assertThat(account.group(group).ipPermissionsEgress())
                .isNotEmpty()
                .hasSameElementsAs(egress);
      }),
  INSTANCE_STOPPED(
      "NatGateway",
      account -> {
        account.ec2().stopInstances(r -> r.instanceIds(account.id("instance/app-0")));
        return () -> assertThat(account.resource("instance/app-0").state()).isEqualTo("running");
      }),
  NAT_GATEWAY_DELETED(
      "NatGateway",
      account -> {
        String gateway = account.id("natgateway/a");
        account.ec2().deleteNatGateway(r -> r.natGatewayId(gateway));
        return () -> account.assertReplaced("natgateway/a", gateway, "available");
      }),
  MANAGED_POLICY_DETACHED(
      "PrivateEndpoints",
      account -> {
        String role = account.id("role");
        List<String> policies = account.policies(role);
        account.iam().detachRolePolicy(r -> r.roleName(role).policyArn(policies.getFirst()));
        return () -> assertThat(account.policies(role)).hasSameElementsAs(policies);
      }),
  INLINE_POLICY_ADDED(
      "ElasticIp",
      account -> {
        String role = account.id("role");
        account
            .iam()
            .putRolePolicy(r ->
                r.roleName(role)
                    .policyName("everything")
                    .policyDocument(
                        """
                        {"Version": "2012-10-17",
                         "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
                        """));
        return () ->
            assertThat(account.iam().listRolePolicies(r -> r.roleName(role)).policyNames())
                .isEmpty();
      }),
  ROLE_REMOVED_FROM_PROFILE(
      "PrivateEndpoints",
      account -> {
        String role = account.id("role");
        String profile = account.id("instanceprofile");
        account
            .iam()
            .removeRoleFromInstanceProfile(r -> r.instanceProfileName(profile).roleName(role));
        return () ->
            assertThat(
                    account
                        .iam()
                        .getInstanceProfile(r -> r.instanceProfileName(profile))
                        .instanceProfile()
                        .roles())
                .extracting(Role::roleName)
                .containsExactly(role);
      }),
  INTERFACE_ENDPOINT_DELETED("PrivateEndpoints", account -> account.deleteEndpoint("ssm")),
  GATEWAY_ENDPOINT_DELETED("PrivateEndpoints", account -> account.deleteEndpoint("s3")),
  INTERFACE_ENDPOINT_POLICY("PrivateEndpoints", account -> account.denyByPolicyOf("ssm")),
  GATEWAY_ENDPOINT_POLICY("PrivateEndpoints", account -> account.denyByPolicyOf("s3")),
  DEFAULT_ROUTE_TO_AN_INTERFACE(
      "ElasticIp",
      account -> {
        String table = account.id("routetable/workload-a");
        String networkInterface = account.id("networkinterface/app-0");
        account
            .ec2()
            .replaceRoute(r ->
                r.routeTableId(table)
                    .destinationCidrBlock(OtherClientAccount.ANYWHERE)
                    .networkInterfaceId(networkInterface));
        return () ->
            assertThat(account.defaultRoute(table).gatewayId())
                .isEqualTo(account.id("internetgateway"));
      }),
  NAME_REMOVED(
      "ElasticIp",
      account -> {
        String subnet = account.id("subnet/workload-a");
        account.ec2().deleteTags(r -> r.resources(subnet).tags(Tag.builder().key("Name").build()));
        return () -> assertThat(account.resource("subnet/workload-a").tags()).containsKey("Name");
      }),
  PROFILE_DISASSOCIATED(
      "ElasticIp",
      account -> {
        String association = account.profileAssociation().associationId();
        account.ec2().disassociateIamInstanceProfile(r -> r.associationId(association));
        return () ->
            assertThat(account.profileAssociation().iamInstanceProfile().arn())
                .endsWith("/" + account.id("instanceprofile"));
      }),
  TOKENS_OPTIONAL(
      "ElasticIp",
      account -> {
        String instance = account.id("instance/app-0");
        account
            .ec2()
            .modifyInstanceMetadataOptions(
                r -> r.instanceId(instance).httpTokens(HttpTokensState.OPTIONAL));
        return () ->
            assertThat(account.instance().metadataOptions().httpTokens())
                .isEqualTo(HttpTokensState.REQUIRED);
      }),
  TABLE_REPLACED(
      "NatGateway",
      account -> {
        String workload = account.id("routetable/workload-a");
        String association = account.tableAssociation(workload);
        account
            .ec2()
            .replaceRouteTableAssociation(
                r -> r.associationId(association).routeTableId(account.id("routetable/public")));
        return () -> assertThat(account.tableAssociation(workload)).isNotEmpty();
      }),
  PRIVATE_DNS_DISABLED(
      "PrivateEndpoints",
      account -> {
        String endpoint = account.id("vpcendpoint/ssm");
        account.ec2().modifyVpcEndpoint(r -> r.vpcEndpointId(endpoint).privateDnsEnabled(false));
        return () -> assertThat(account.endpoint(endpoint).privateDnsEnabled()).isTrue();
      }),
  FOREIGN_POLICY_ATTACHED(
      "PrivateEndpoints",
      account -> {
        String role = account.id("role");
        String everything = "arn:aws:iam::aws:policy/AdministratorAccess";
        account.iam().attachRolePolicy(r -> r.roleName(role).policyArn(everything));
        return () -> assertThat(account.policies(role)).doesNotContain(everything);
      }),
  TRUST_CHANGED(
      "PrivateEndpoints",
      account -> {
        String role = account.id("role");
        account
            .iam()
            .updateAssumeRolePolicy(
                r -> r.roleName(role).policyDocument(DriftInjector.LAMBDA_TRUST_POLICY));
        return () ->
            assertThat(
                    account.iam().getRole(r -> r.roleName(role)).role().assumeRolePolicyDocument())
                .doesNotContain("lambda");
      });

  private final String pattern;
  private final Function<OtherClientAccount, Runnable> change;

  OutOfBandChange(String pattern, Function<OtherClientAccount, Runnable> change) {
    this.pattern = pattern;
    this.change = change;
  }

  String pattern() {
    return pattern;
  }

  /** Makes the change; returns an assertion that passes once the operator has corrected it. */
  Runnable apply(EngineScenario scenario, Owner owner, Ec2Client ec2, IamClient iam) {
    return change.apply(new OtherClientAccount(scenario, owner, ec2, iam));
  }
}
