package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.ResourceIdType.ADDRESS;
import static io.ssmenv.simulator.ec2.ResourceIdType.DHCP_OPTIONS;
import static io.ssmenv.simulator.ec2.ResourceIdType.EGRESS_ONLY_GATEWAY;
import static io.ssmenv.simulator.ec2.ResourceIdType.INTERNET_GATEWAY;
import static io.ssmenv.simulator.ec2.ResourceIdType.NAT_GATEWAY;
import static io.ssmenv.simulator.ec2.ResourceIdType.NETWORK_ACL;
import static io.ssmenv.simulator.ec2.ResourceIdType.NETWORK_INTERFACE;
import static io.ssmenv.simulator.ec2.ResourceIdType.PEERING_CONNECTION;
import static io.ssmenv.simulator.ec2.ResourceIdType.PUBLIC_ACCESS_EXCLUSION;
import static io.ssmenv.simulator.ec2.ResourceIdType.ROUTE_TABLE;
import static io.ssmenv.simulator.ec2.ResourceIdType.SECURITY_GROUP;
import static io.ssmenv.simulator.ec2.ResourceIdType.SECURITY_GROUP_RULE;
import static io.ssmenv.simulator.ec2.ResourceIdType.SUBNET;
import static io.ssmenv.simulator.ec2.ResourceIdType.VOLUME;
import static io.ssmenv.simulator.ec2.ResourceIdType.VPC;
import static io.ssmenv.simulator.ec2.ResourceIdType.VPC_ENDPOINT;
import static io.ssmenv.simulator.ec2.ResourceIdType.VPN_GATEWAY;

import java.util.EnumSet;
import java.util.Set;

/**
 * The resource types for which a write needs permissions.
 *
 * @param created the types that it creates
 * @param named the types that are checked if the call references them
 */
record RequiredResourceTypes(Set<ResourceIdType> created, Set<ResourceIdType> named) {

  /** Returns the resource types of an action, from the Service Authorization Reference [D]. */
  static RequiredResourceTypes forAction(String action) {
    return switch (action) {
      case "CreateTags", "DeleteTags" -> names(EnumSet.allOf(ResourceIdType.class));

      case "CreateVpc" -> creates(VPC);
      case "CreateInternetGateway" -> creates(INTERNET_GATEWAY);
      case "AllocateAddress" -> creates(ADDRESS);
      case "CreateSubnet" -> creates(SUBNET).with(VPC);
      case "CreateRouteTable" -> creates(ROUTE_TABLE).with(VPC);
      case "CreateSecurityGroup" -> creates(SECURITY_GROUP).with(VPC);
      case "CreateNatGateway" -> creates(NAT_GATEWAY).with(ADDRESS, SUBNET, VPC);
      case "CreateNetworkInterface" -> creates(NETWORK_INTERFACE).with(SUBNET, SECURITY_GROUP);
      case "CreateVpcEndpoint" ->
          creates(VPC_ENDPOINT).with(VPC, SUBNET, SECURITY_GROUP, ROUTE_TABLE);
      case "RunInstances" ->
          creates(ResourceIdType.INSTANCE, VOLUME).with(NETWORK_INTERFACE, SUBNET, SECURITY_GROUP);
      case "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress" ->
          creates(SECURITY_GROUP_RULE).with(SECURITY_GROUP);
      case "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress", "DeleteSecurityGroup" ->
          names(SECURITY_GROUP);

      case "DeleteVpc", "ModifyVpcAttribute" -> names(VPC);
      case "DeleteSubnet", "ModifySubnetAttribute" -> names(SUBNET);
      case "AttachInternetGateway", "DetachInternetGateway" -> names(INTERNET_GATEWAY, VPC);
      case "DeleteInternetGateway" -> names(INTERNET_GATEWAY);
      case "CreateRoute", "ReplaceRoute", "DeleteRoute", "DeleteRouteTable" -> names(ROUTE_TABLE);
      case "AssociateRouteTable", "DisassociateRouteTable", "ReplaceRouteTableAssociation" ->
          names(ROUTE_TABLE, SUBNET, INTERNET_GATEWAY);
      case "AssociateAddress", "DisassociateAddress" ->
          names(ADDRESS, NETWORK_INTERFACE, ResourceIdType.INSTANCE);
      case "ReleaseAddress" -> names(ADDRESS);
      case "DeleteNatGateway" -> names(NAT_GATEWAY);
      case "DeleteVpcEndpoints" -> names(VPC_ENDPOINT);
      case "ModifyVpcEndpoint" -> names(VPC_ENDPOINT, SUBNET, SECURITY_GROUP, ROUTE_TABLE);
      case "CreateNetworkAcl" -> creates(NETWORK_ACL).with(VPC);
      case "DeleteNetworkAcl",
          "CreateNetworkAclEntry",
          "ReplaceNetworkAclEntry",
          "DeleteNetworkAclEntry" ->
          names(NETWORK_ACL);
      case "ReplaceNetworkAclAssociation" -> names(NETWORK_ACL, SUBNET);
      case "CreateDhcpOptions" -> creates(DHCP_OPTIONS);
      case "AssociateDhcpOptions" -> names(DHCP_OPTIONS, VPC);
      case "DeleteDhcpOptions" -> names(DHCP_OPTIONS);
      case "ModifyVpcBlockPublicAccessOptions" -> names();
      case "CreateVpcBlockPublicAccessExclusion" ->
          creates(PUBLIC_ACCESS_EXCLUSION).with(VPC, SUBNET);
      case "DeleteVpcBlockPublicAccessExclusion" -> names(PUBLIC_ACCESS_EXCLUSION);
      case "CreateEgressOnlyInternetGateway" -> creates(EGRESS_ONLY_GATEWAY).with(VPC);
      case "DeleteEgressOnlyInternetGateway" -> names(EGRESS_ONLY_GATEWAY);
      case "CreateVpnGateway" -> creates(VPN_GATEWAY);
      case "AttachVpnGateway", "DetachVpnGateway" -> names(VPN_GATEWAY, VPC);
      case "DeleteVpnGateway" -> names(VPN_GATEWAY);
      case "CreateVpcPeeringConnection" -> creates(PEERING_CONNECTION).with(VPC);
      case "AcceptVpcPeeringConnection" -> names(PEERING_CONNECTION, VPC);
      case "RejectVpcPeeringConnection", "DeleteVpcPeeringConnection" -> names(PEERING_CONNECTION);
      case "DeleteNetworkInterface", "DetachNetworkInterface" -> names(NETWORK_INTERFACE);
      case "ModifyNetworkInterfaceAttribute" ->
          names(NETWORK_INTERFACE, SECURITY_GROUP, SUBNET, ResourceIdType.INSTANCE);
      case "AssociateIamInstanceProfile",
          "DisassociateIamInstanceProfile",
          "GetConsoleOutput",
          "ModifyInstanceAttribute",
          "ModifyInstanceMetadataOptions",
          "RebootInstances",
          "ReplaceIamInstanceProfileAssociation",
          "StartInstances",
          "StopInstances",
          "TerminateInstances" ->
          names(ResourceIdType.INSTANCE);
      default ->
          throw new IllegalStateException("The resource types of " + action + " are not defined");
    };
  }

  /** Whether the action cannot be restricted to resources. */
  boolean isEmpty() {
    return created.isEmpty() && named.isEmpty();
  }

  private static RequiredResourceTypes creates(ResourceIdType... idTypes) {
    return new RequiredResourceTypes(Set.of(idTypes), Set.of());
  }

  private static RequiredResourceTypes names(ResourceIdType... idTypes) {
    return new RequiredResourceTypes(Set.of(), Set.of(idTypes));
  }

  private static RequiredResourceTypes names(Set<ResourceIdType> idTypes) {
    return new RequiredResourceTypes(Set.of(), idTypes);
  }

  private RequiredResourceTypes with(ResourceIdType... idTypes) {
    return new RequiredResourceTypes(created, Set.of(idTypes));
  }
}
