package io.ssmenv.engine;

import io.ssmenv.cloud.Owner;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.iam.IamClient;

/** Changes resources of the operator out of band: one change for each kind of correction. */
final class DriftInjector implements AutoCloseable {

  private static final String ANYWHERE = "0.0.0.0/0";
  static final String LAMBDA_TRUST_POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
          + "\"sts:AssumeRole\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"}}]}";

  private static final String ALLOW_ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
          + "\"Resource\":\"*\"}]}";

  private final EngineScenario scenario;
  private final Ec2Client ec2;
  private final IamClient iam;

  DriftInjector(EngineScenario scenario) {
    this.scenario = scenario;
    this.ec2 = scenario.otherClient.ec2();
    this.iam = scenario.otherClient.iam();
  }

  /** Changes resources of an environment with the pattern ElasticIp. */
  void changeElasticIpEnvironment(Owner owner) {
    String instance = scenario.id(owner, "instance/app-0");
    String group = scenario.id(owner, "securitygroup/instances");
    ec2.disassociateIamInstanceProfile(
        request -> request.associationId(profileAssociation(instance).associationId()));
    ec2.modifyInstanceMetadataOptions(
        request -> request.instanceId(instance).httpTokens(HttpTokensState.OPTIONAL));
    ec2.stopInstances(request -> request.instanceIds(instance));
    ec2.authorizeSecurityGroupIngress(
        request -> request.groupId(group).ipPermissions(allTrafficFromAnywhere()));
    String subnet = scenario.id(owner, "subnet/workload-a");
    ec2.deleteTags(request -> request.resources(subnet).tags(Tag.builder().key("Name").build()));
  }

  /** Changes resources of an environment with the pattern NatGateway. */
  void changeNatGatewayEnvironment(Owner owner) {
    String workload = scenario.id(owner, "routetable/workload-a");
    String gateway = scenario.id(owner, "internetgateway");
    ec2.replaceRoute(request ->
        request.routeTableId(workload).destinationCidrBlock(ANYWHERE).gatewayId(gateway));
    String publicTable = scenario.id(owner, "routetable/public");
    ec2.replaceRouteTableAssociation(
        request -> request.associationId(tableAssociationId(workload)).routeTableId(publicTable));
    String vpc = scenario.id(owner, "vpc");
    String foreign = createForeignGroup(vpc);
    scenario.retryUntilAccepted(() ->
        ec2.modifyNetworkInterfaceAttribute(request ->
            request
                .networkInterfaceId(scenario.id(owner, "networkinterface/app-0"))
                .groups(foreign)));
    ec2.modifyVpcAttribute(
        request -> request.vpcId(vpc).enableDnsHostnames(value -> value.value(false)));
    createForeignProfile("somebody");
    IamInstanceProfileAssociation association =
        profileAssociation(scenario.id(owner, "instance/app-0"));
    scenario.retryUntilAccepted(() ->
        ec2.replaceIamInstanceProfileAssociation(request ->
            request
                .associationId(association.associationId())
                .iamInstanceProfile(profile -> profile.name("somebody"))));
  }

  /** Changes resources of an environment with the pattern PrivateEndpoints, and its role. */
  void changePrivateEndpointsEnvironment(Owner owner) {
    String foreign = createForeignGroup(scenario.id(owner, "vpc"));
    scenario.retryUntilAccepted(() ->
        ec2.modifyVpcEndpoint(request ->
            request
                .vpcEndpointId(scenario.id(owner, "vpcendpoint/ssm"))
                .addSecurityGroupIds(foreign)));
    String role = scenario.id(owner, "role");
    String profile = scenario.id(owner, "instanceprofile");
    iam.updateAssumeRolePolicy(
        request -> request.roleName(role).policyDocument(LAMBDA_TRUST_POLICY));
    String allowAllPolicy = createPolicy("everything");
    iam.attachRolePolicy(request -> request.roleName(role).policyArn(allowAllPolicy));
    iam.putRolePolicy(
        request -> request.roleName(role).policyName("extra").policyDocument(ALLOW_ALL));
    iam.untagRole(request -> request.roleName(role).tagKeys("Name"));
    iam.untagInstanceProfile(request -> request.instanceProfileName(profile).tagKeys("Name"));
    iam.removeRoleFromInstanceProfile(
        request -> request.instanceProfileName(profile).roleName(role));
  }

  /** Creates a policy in the account; returns its ARN. */
  String createPolicy(String name) {
    return iam.createPolicy(request -> request.policyName(name).policyDocument(ALLOW_ALL))
        .policy()
        .arn();
  }

  /** Puts a role into an instance profile of somebody else, which keeps IAM from deleting it. */
  void addToForeignProfile(String role) {
    iam.createInstanceProfile(request -> request.instanceProfileName("theirs"));
    iam.addRoleToInstanceProfile(request -> request.instanceProfileName("theirs").roleName(role));
  }

  void removeFromForeignProfile(String role) {
    iam.removeRoleFromInstanceProfile(
        request -> request.instanceProfileName("theirs").roleName(role));
  }

  private void createForeignProfile(String name) {
    iam.createRole(request -> request.roleName(name).assumeRolePolicyDocument(LAMBDA_TRUST_POLICY));
    iam.createInstanceProfile(request -> request.instanceProfileName(name));
    iam.addRoleToInstanceProfile(request -> request.instanceProfileName(name).roleName(name));
  }

  private String createForeignGroup(String vpc) {
    return ec2.createSecurityGroup(
            request -> request.vpcId(vpc).groupName("somebody").description("not ours"))
        .groupId();
  }

  /** Deletes the security groups that would block the deletion of the VPCs. */
  void deleteForeignGroups(List<Owner> owners) {
    owners.stream()
        .map(owner -> scenario.id(owner, "vpc"))
        .flatMap(vpc ->
            ec2
                .describeSecurityGroups(request ->
                    request.filters(
                        filter -> filter.name("vpc-id").values(vpc),
                        filter -> filter.name("group-name").values("somebody")))
                .securityGroups()
                .stream())
        .forEach(group ->
            scenario.retryUntilAccepted(
                () -> ec2.deleteSecurityGroup(request -> request.groupId(group.groupId()))));
  }

  private IamInstanceProfileAssociation profileAssociation(String instance) {
    return ec2.describeIamInstanceProfileAssociations(
            request -> request.filters(filter -> filter.name("instance-id").values(instance)))
        .iamInstanceProfileAssociations()
        .getFirst();
  }

  private String tableAssociationId(String table) {
    return ec2.describeRouteTables(request -> request.routeTableIds(table))
        .routeTables()
        .getFirst()
        .associations()
        .getFirst()
        .routeTableAssociationId();
  }

  private static IpPermission allTrafficFromAnywhere() {
    return IpPermission.builder()
        .ipProtocol("-1")
        .ipRanges(IpRange.builder().cidrIp(ANYWHERE).build())
        .build();
  }

  @Override
  public void close() {
    ec2.close();
    iam.close();
  }
}
