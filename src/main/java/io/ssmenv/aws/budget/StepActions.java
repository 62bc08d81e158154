package io.ssmenv.aws.budget;

import io.ssmenv.plan.Step;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.InstanceProfileRole;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RoleInlinePolicy;
import io.ssmenv.topology.RolePolicy;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.SecurityGroup;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SsmDocument;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Vpc;
import io.ssmenv.topology.VpcEndpoint;
import java.util.Optional;
import java.util.Set;

/** The API action that a step calls. The budget counts it, and errors name it. */
public final class StepActions {

  private StepActions() {}

  public static String of(Step.Write step) {
    return switch (step) {
      case Step.Create create -> creating(create.resource());
      case Step.Delete delete -> deleting(delete.resource());
      case Step.Update update -> updating(update.resource(), Component.of(update.differences()));
    };
  }

  /** The action with which AWS is asked whether a replacement is possible, before {@link #of}. */
  public static Optional<String> check(Step.Write step) {
    return step instanceof Step.Delete delete
        ? delete.replacement().filter(Instance.class::isInstance).map(StepActions::creating)
        : Optional.empty();
  }

  /** The action that creates a resource. */
  public static String creating(Resource resource) {
    return switch (resource) {
      case Vpc _ -> "CreateVpc";
      case Subnet _ -> "CreateSubnet";
      case InternetGateway _ -> "CreateInternetGateway";
      case InternetGatewayAttachment _ -> "AttachInternetGateway";
      case RouteTable _ -> "CreateRouteTable";
      case Route _ -> "CreateRoute";
      case RouteTableAssociation _ -> "AssociateRouteTable";
      case Address _ -> "AllocateAddress";
      case AddressAssociation _ -> "AssociateAddress";
      case NatGateway _ -> "CreateNatGateway";
      case VpcEndpoint _ -> "CreateVpcEndpoint";
      case SecurityGroup _ -> "CreateSecurityGroup";
      case SecurityGroupRule rule -> "AuthorizeSecurityGroup" + suffix(rule.direction());
      case Role _ -> "CreateRole";
      case RolePolicy _ -> "AttachRolePolicy";
      case RoleInlinePolicy _ -> "PutRolePolicy";
      case InstanceProfile _ -> "CreateInstanceProfile";
      case InstanceProfileRole _ -> "AddRoleToInstanceProfile";
      case SsmDocument _ -> "CreateDocument";
      case NetworkInterface _ -> "CreateNetworkInterface";
      case Instance _ -> "RunInstances";
    };
  }

  private static String deleting(Resource resource) {
    return switch (resource) {
      case Vpc _ -> "DeleteVpc";
      case Subnet _ -> "DeleteSubnet";
      case InternetGateway _ -> "DeleteInternetGateway";
      case InternetGatewayAttachment _ -> "DetachInternetGateway";
      case RouteTable _ -> "DeleteRouteTable";
      case Route _ -> "DeleteRoute";
      case RouteTableAssociation _ -> "DisassociateRouteTable";
      case Address _ -> "ReleaseAddress";
      case AddressAssociation _ -> "DisassociateAddress";
      case NatGateway _ -> "DeleteNatGateway";
      case VpcEndpoint _ -> "DeleteVpcEndpoints";
      case SecurityGroup _ -> "DeleteSecurityGroup";
      case SecurityGroupRule rule -> "RevokeSecurityGroup" + suffix(rule.direction());
      case Role _ -> "DeleteRole";
      case RolePolicy _ -> "DetachRolePolicy";
      case RoleInlinePolicy _ -> "DeleteRolePolicy";
      case InstanceProfile _ -> "DeleteInstanceProfile";
      case InstanceProfileRole _ -> "RemoveRoleFromInstanceProfile";
      case SsmDocument _ -> "DeleteDocument";
      case NetworkInterface _ -> "DeleteNetworkInterface";
      case Instance _ -> "TerminateInstances";
    };
  }

  /** A step that makes several calls is counted as the one with the lowest rate limit. */
  private static String updating(Resource resource, Set<Component> changed) {
    boolean tagsOnly = Component.onlyTags(changed);
    return switch (resource) {
      case Role _ when changed.contains(Role.TRUST) -> "UpdateAssumeRolePolicy";
      case Role role when changed.contains(Role.BOUNDARY) ->
          role.boundary().isPresent()
              ? "PutRolePermissionsBoundary"
              : "DeleteRolePermissionsBoundary";
      case Role _ -> "TagRole";
      case RoleInlinePolicy _ -> "PutRolePolicy";
      case InstanceProfile _ -> "TagInstanceProfile";
      case SsmDocument _ when !tagsOnly -> "UpdateDocument";
      case SsmDocument _ -> "AddTagsToResource";
      case Instance _ when changed.contains(Instance.RUNNING) -> "StartInstances";
      case Instance _ when changed.contains(Instance.PROFILE) -> "AssociateIamInstanceProfile";
      case Instance _ when changed.contains(Instance.TOKENS_REQUIRED) ->
          "ModifyInstanceMetadataOptions";
      case Vpc _ when !tagsOnly -> "ModifyVpcAttribute";
      case VpcEndpoint _ when !tagsOnly -> "ModifyVpcEndpoint";
      case NetworkInterface _ when !tagsOnly -> "ModifyNetworkInterfaceAttribute";
      case Route _ -> "ReplaceRoute";
      case RouteTableAssociation _ -> "ReplaceRouteTableAssociation";
      case AddressAssociation _ -> "AssociateAddress";
      default -> "CreateTags";
    };
  }

  private static String suffix(Direction direction) {
    return switch (direction) {
      case INGRESS -> "Ingress";
      case EGRESS -> "Egress";
    };
  }
}
