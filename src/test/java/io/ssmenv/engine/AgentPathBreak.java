package io.ssmenv.engine;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.ec2.InstanceFaults;
import io.ssmenv.simulator.ec2.StatusCheck;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataEndpointState;

/** A hop of the path of an agent that somebody breaks in AWS, and mends again. */
enum AgentPathBreak {
  INSTANCE_STOPPED(
      10,
      on -> {
        String id = on.id("instance/app-0");
        on.ec2().stopInstances(r -> r.instanceIds(id));
        return new Broken(
            id + " is stop", () -> on.scenario().retryUntilAccepted(() -> on.start(id)));
      }),
  HOST_IMPAIRED(
      15,
      on -> {
        String id = on.id("instance/app-0");
        InstanceFaults faults = on.scenario().aws.instanceFaults();
        faults.check(id, StatusCheck.SYSTEM, StatusCheck.Result.FAILED);
        return new Broken(
            "The system status check of " + id + " is impaired",
            () -> faults.check(id, StatusCheck.SYSTEM, StatusCheck.Result.PASSED));
      }),
  DNS_SUPPORT_DISABLED(
      20,
      on -> {
        String vpc = on.id("vpc");
        on.ec2().modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsSupport(v -> v.value(false)));
        return new Broken(
            vpc + " has enableDnsSupport disabled, so no name resolves",
            () ->
                on.ec2()
                    .modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsSupport(v -> v.value(true))));
      }),
  EGRESS_REVOKED(
      30,
      on -> {
        String group = on.id("securitygroup/instances");
        var rules =
            on.ec2()
                .describeSecurityGroups(r -> r.groupIds(group))
                .securityGroups()
                .getFirst()
                .ipPermissionsEgress();
        on.ec2().revokeSecurityGroupEgress(r -> r.groupId(group).ipPermissions(rules));
        return new Broken(
            "The security group %s of ".formatted(group),
            () ->
                on.ec2().authorizeSecurityGroupEgress(r -> r.groupId(group).ipPermissions(rules)));
      }),
  NETWORK_ACL(
      40,
      on -> {
        String acl = on.networkAcl();
        on.ec2()
            .createNetworkAclEntry(r ->
                r.networkAclId(acl)
                    .egress(true)
                    .ruleNumber(50)
                    .protocol("6")
                    .portRange(p -> p.from(443).to(443))
                    .cidrBlock("0.0.0.0/0")
                    .ruleAction("deny"));
        return new Broken(
            "The network ACL %s of %s denies TCP to port 443 of 0.0.0.0/0 by its rule 50. Allow it, or associate the subnet with another network ACL"
                .formatted(acl, on.id("subnet/workload-a")),
            () ->
                on.ec2()
                    .deleteNetworkAclEntry(r -> r.networkAclId(acl).egress(true).ruleNumber(50)));
      }),
  ROUTE_DELETED(
      50,
      on -> {
        String table = on.id("routetable/workload-a");
        String gateway = on.id("internetgateway");
        on.ec2().deleteRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0"));
        return new Broken(
            "The route table %s of %s has no route to 0.0.0.0/0"
                .formatted(table, on.id("subnet/workload-a")),
            () ->
                on.ec2()
                    .createRoute(r ->
                        r.routeTableId(table)
                            .destinationCidrBlock("0.0.0.0/0")
                            .gatewayId(gateway)));
      }),
  BLOCK_PUBLIC_ACCESS(
      60,
      on -> {
        on.ec2()
            .modifyVpcBlockPublicAccessOptions(r -> r.internetGatewayBlockMode("block-ingress"));
        return new Broken(
            "Nothing passes between %s and the Internet gateway, because VPC Block Public Access of the account is block-ingress in eu-west-1"
                .formatted(on.id("subnet/workload-a")),
            () ->
                on.ec2().modifyVpcBlockPublicAccessOptions(r -> r.internetGatewayBlockMode("off")));
      }),
  ADDRESS_DISASSOCIATED(
      70,
      on -> {
        String networkInterface = on.id("networkinterface/app-0");
        var address =
            on.ec2()
                .describeAddresses(r -> r.filters(filter("network-interface-id", networkInterface)))
                .addresses()
                .getFirst();
        on.ec2().disassociateAddress(r -> r.associationId(address.associationId()));
        return new Broken(
            "The interface %s has no public address".formatted(networkInterface),
            () ->
                on.ec2()
                    .associateAddress(r ->
                        r.allocationId(address.allocationId())
                            .networkInterfaceId(networkInterface)));
      }),
  METADATA_DISABLED(
      80,
      on -> {
        String id = on.id("instance/app-0");
        on.metadata(id, InstanceMetadataEndpointState.DISABLED);
        return new Broken(
            "%s has its metadata service disabled, so its agent gets no credentials. Run aws ec2 modify-instance-metadata-options --instance-id %s --http-endpoint enabled"
                .formatted(id, id),
            () -> on.metadata(id, InstanceMetadataEndpointState.ENABLED));
      }),
  FOREIGN_ENDPOINT(
      35,
      on -> {
        String vpc = on.id("vpc");
        String group =
            on.ec2()
                .createSecurityGroup(r -> r.vpcId(vpc).groupName("theirs").description("theirs"))
                .groupId();
        on.scenario().advance(ForeignNetwork.VISIBLE);
        String endpoint =
            on.ec2()
                .createVpcEndpoint(r ->
                    r.vpcId(vpc)
                        .serviceName("com.amazonaws.eu-west-1.ssm")
                        .vpcEndpointType("Interface")
                        .subnetIds(on.id("subnet/workload-a"))
                        .securityGroupIds(group)
                        .privateDnsEnabled(true))
                .vpcEndpoint()
                .vpcEndpointId();
        return new Broken(
            "The security groups %s of the endpoint %s, which has the name of ssm, do not allow HTTPS from "
                .formatted(group, endpoint),
            // With a rule instead, the agent would no longer need what is broken later on the way.
            () -> on.ec2().deleteVpcEndpoints(r -> r.vpcEndpointIds(endpoint)));
      });

  /**
   * What is broken.
   *
   * @param named the sentence, or its beginning
   * @param mend undoes it
   */
  record Broken(String named, Runnable mend) {}

  /** The account of an environment. */
  record On(EngineScenario scenario, Owner owner, Ec2Client ec2) {
    String id(String key) {
      return scenario.id(owner, key);
    }

    void start(String id) {
      ec2.startInstances(r -> r.instanceIds(id));
    }

    /** An agent that runs keeps its credentials for hours. */
    void metadata(String id, InstanceMetadataEndpointState state) {
      ec2.modifyInstanceMetadataOptions(r -> r.instanceId(id).httpEndpoint(state));
      scenario.retryUntilAccepted(() -> ec2.rebootInstances(r -> r.instanceIds(id)));
    }

    String networkAcl() {
      return ec2.describeNetworkAcls(r -> r.filters(filter("vpc-id", id("vpc"))))
          .networkAcls()
          .getFirst()
          .networkAclId();
    }
  }

  private final int rank;
  private final Function<On, Broken> change;

  AgentPathBreak(int rank, Function<On, Broken> change) {
    this.rank = rank;
    this.change = change;
  }

  /** Where it is on the way. */
  int rank() {
    return rank;
  }

  Broken apply(EngineScenario scenario, Owner owner, Ec2Client ec2) {
    return change.apply(new On(scenario, owner, ec2));
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }
}
