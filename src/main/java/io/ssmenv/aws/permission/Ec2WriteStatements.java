package io.ssmenv.aws.permission;

import java.util.List;
import java.util.stream.Stream;

/** The statements that allow what the operator creates, changes and deletes in EC2. */
final class Ec2WriteStatements {

  /** The types that are created in a VPC. */
  private static final List<String> CREATE_MEMBERS =
      List.of("ec2:CreateRouteTable", "ec2:CreateSecurityGroup", "ec2:CreateSubnet");

  /** The types that are created in or from members of a VPC. */
  private static final List<String> CREATE_LEAVES =
      List.of(
          "ec2:CreateNatGateway",
          "ec2:CreateNetworkInterface",
          "ec2:CreateVpcEndpoint",
          "ec2:RunInstances");

  private Ec2WriteStatements() {}

  static Policy policy(PolicyOptions variant) {
    return new Policy(
        "ssmenv-ec2",
        List.of(
            roots(variant),
            members(variant),
            leaves(variant),
            inOurVpc(variant),
            insideOfOurs(variant),
            inConsentingVpc(variant),
            inConsentingSubnets(variant),
            launchInputs(variant),
            change(variant),
            unlink(variant),
            rules(variant),
            tagsAtCreation(variant),
            tagsLater(variant),
            privateDns(variant)));
  }

  /**
   * Three statements instead of one, so that no action is allowed on the new resource of another:
   * CreateSubnet on any VPC would allow a subnet of ours in a VPC of somebody else.
   */
  private static Statement roots(PolicyOptions variant) {
    return OwnershipConditions.requireOwnershipTags(
        Statement.allow(
                "CreateTopLevelResources",
                "ec2:AllocateAddress",
                "ec2:CreateInternetGateway",
                "ec2:CreateVpc")
            .on(variant.ec2("elastic-ip", "internet-gateway", "vpc")));
  }

  private static Statement members(PolicyOptions variant) {
    return OwnershipConditions.requireOwnershipTags(
        Statement.allow("CreateVpcResources", CREATE_MEMBERS)
            .on(variant.ec2("route-table", "security-group", "subnet")));
  }

  private static Statement leaves(PolicyOptions variant) {
    return OwnershipConditions.requireOwnershipTags(
        Statement.allow("CreateDependentResources", CREATE_LEAVES)
            .on(
                variant.ec2(
                    "instance", "natgateway", "network-interface", "volume", "vpc-endpoint")));
  }

  private static Statement inOurVpc(PolicyOptions variant) {
    return OwnershipConditions.requireOwned(
        Statement.allow("CreateInOwnedVpc", CREATE_MEMBERS).on(variant.ec2("vpc")));
  }

  private static Statement insideOfOurs(PolicyOptions variant) {
    return OwnershipConditions.requireOwned(
        Statement.allow("CreateInOwnedParents", CREATE_LEAVES)
            .on(variant.ec2("elastic-ip", "route-table", "security-group", "subnet", "vpc")));
  }

  /**
   * A VPC of somebody else who has set the tag of consent; its namespaces are no concern of IAM.
   */
  private static Statement inConsentingVpc(PolicyOptions variant) {
    return OwnershipConditions.requireConsent(
        Statement.allow(
                "CreateInConsentingVpc",
                Stream.concat(CREATE_MEMBERS.stream(), Stream.of("ec2:CreateVpcEndpoint")).toList())
            .on(variant.ec2("vpc")));
  }

  private static Statement inConsentingSubnets(PolicyOptions variant) {
    return OwnershipConditions.requireConsent(
        Statement.allow(
                "CreateInConsentingSubnets",
                "ec2:CreateNetworkInterface",
                "ec2:CreateVpcEndpoint",
                "ec2:RunInstances")
            .on(variant.ec2("subnet")));
  }

  /** RunInstances knows no tags of the interface that it uses [D]; its subnet has to be ours. */
  private static Statement launchInputs(PolicyOptions variant) {
    return Statement.allow("LaunchFromImageOnInterface", "ec2:RunInstances")
        .on(List.of(variant.arn("ec2:*::image/*"), variant.ec2("network-interface").getFirst()));
  }

  private static Statement change(PolicyOptions variant) {
    return OwnershipConditions.requireOwned(
        Statement.allow(
                "ModifyOwned",
                "ec2:AssociateAddress",
                "ec2:AssociateIamInstanceProfile",
                "ec2:AssociateRouteTable",
                "ec2:AttachInternetGateway",
                "ec2:AuthorizeSecurityGroupEgress",
                "ec2:AuthorizeSecurityGroupIngress",
                "ec2:CreateRoute",
                "ec2:DeleteInternetGateway",
                "ec2:DeleteNatGateway",
                "ec2:DeleteNetworkInterface",
                "ec2:DeleteRoute",
                "ec2:DeleteRouteTable",
                "ec2:DeleteSecurityGroup",
                "ec2:DeleteSubnet",
                "ec2:DeleteVpc",
                "ec2:DeleteVpcEndpoints",
                "ec2:DetachInternetGateway",
                "ec2:DisassociateAddress",
                "ec2:DisassociateRouteTable",
                "ec2:ModifyInstanceMetadataOptions",
                "ec2:ModifyNetworkInterfaceAttribute",
                "ec2:ModifyVpcAttribute",
                "ec2:ModifyVpcEndpoint",
                "ec2:RebootInstances",
                "ec2:ReleaseAddress",
                "ec2:ReplaceIamInstanceProfileAssociation",
                "ec2:ReplaceRoute",
                "ec2:ReplaceRouteTableAssociation",
                "ec2:RevokeSecurityGroupEgress",
                "ec2:RevokeSecurityGroupIngress",
                "ec2:StartInstances",
                "ec2:TerminateInstances")
            .on(
                variant.ec2(
                    "elastic-ip",
                    "instance",
                    "internet-gateway",
                    "natgateway",
                    "network-interface",
                    "route-table",
                    "security-group",
                    "subnet",
                    "vpc",
                    "vpc-endpoint")));
  }

  /**
   * The other side of a link that somebody else has created: our gateway in another VPC, a foreign
   * group on our endpoint. The gateway and the endpoint have to be ours.
   */
  private static Statement unlink(PolicyOptions variant) {
    return Statement.allow("DetachOwned", "ec2:DetachInternetGateway", "ec2:ModifyVpcEndpoint")
        .on(variant.ec2("route-table", "security-group", "subnet", "vpc"));
  }

  /** A new rule is a separate resource without tags; its group has to be ours. */
  private static Statement rules(PolicyOptions variant) {
    return Statement.allow(
            "ManageRulesOfOwnedGroups",
            "ec2:AuthorizeSecurityGroupEgress",
            "ec2:AuthorizeSecurityGroupIngress")
        .on(variant.ec2("security-group-rule"));
  }

  /** The tags in a create call. The conditions of that call prescribe them. */
  private static Statement tagsAtCreation(PolicyOptions variant) {
    return Statement.allow("TagAtCreation", "ec2:CreateTags")
        .on(variant.ec2("*"))
        .when(
            "StringEquals",
            "ec2:CreateAction",
            "AllocateAddress",
            "CreateInternetGateway",
            "CreateNatGateway",
            "CreateNetworkInterface",
            "CreateRouteTable",
            "CreateSecurityGroup",
            "CreateSubnet",
            "CreateVpc",
            "CreateVpcEndpoint",
            "RunInstances");
  }

  /** Tags of the spec that somebody removed, and the tag of retained resources. */
  private static Statement tagsLater(PolicyOptions variant) {
    return OwnershipConditions.protectOwnershipTags(
        OwnershipConditions.requireOwned(
            Statement.allow("TagOwned", "ec2:CreateTags").on(variant.ec2("*"))));
  }

  /** CreateVpcEndpoint calls it for private DNS, in a hosted zone of AWS [D]. */
  private static Statement privateDns(PolicyOptions variant) {
    return Statement.allow("PrivateDnsOfEndpoints", "route53:AssociateVPCWithHostedZone")
        .on(List.of(variant.arn("route53:::hostedzone/*")));
  }
}
