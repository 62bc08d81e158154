package io.ssmenv.aws.budget;

import io.ssmenv.plan.Step;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.InstanceProfileRole;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.InternetGatewayAttachment;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RolePolicy;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.SecurityGroup;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Vpc;
import io.ssmenv.topology.VpcEndpoint;
import java.util.Set;
import java.util.stream.Collectors;

/** The API action that a step calls: what the budget counts, and what an error quotes. */
public final class Actions {

  private Actions() {}

  public static String of(Step.Write step) {
    return switch (step) {
      case Step.Create create -> creating(create.resource());
      case Step.Delete delete -> deleting(delete.resource());
      case Step.Update update ->
          updating(
              update.resource(),
              update.differences().stream().map(Difference::field).collect(Collectors.toSet()));
    };
  }

  private static String creating(Resource resource) {
    return switch (resource) {
      case Vpc vpc -> "CreateVpc";
      case Subnet subnet -> "CreateSubnet";
      case InternetGateway gateway -> "CreateInternetGateway";
      case InternetGatewayAttachment attachment -> "AttachInternetGateway";
      case RouteTable table -> "CreateRouteTable";
      case Route route -> "CreateRoute";
      case RouteTableAssociation association -> "AssociateRouteTable";
      case Address address -> "AllocateAddress";
      case AddressAssociation association -> "AssociateAddress";
      case NatGateway gateway -> "CreateNatGateway";
      case VpcEndpoint endpoint -> "CreateVpcEndpoint";
      case SecurityGroup group -> "CreateSecurityGroup";
      case SecurityGroupRule rule -> "AuthorizeSecurityGroup" + suffix(rule.direction());
      case Role role -> "CreateRole";
      case RolePolicy policy -> "AttachRolePolicy";
      case InstanceProfile profile -> "CreateInstanceProfile";
      case InstanceProfileRole role -> "AddRoleToInstanceProfile";
      case NetworkInterface networkInterface -> "CreateNetworkInterface";
      case Instance instance -> "RunInstances";
    };
  }

  private static String deleting(Resource resource) {
    return switch (resource) {
      case Vpc vpc -> "DeleteVpc";
      case Subnet subnet -> "DeleteSubnet";
      case InternetGateway gateway -> "DeleteInternetGateway";
      case InternetGatewayAttachment attachment -> "DetachInternetGateway";
      case RouteTable table -> "DeleteRouteTable";
      case Route route -> "DeleteRoute";
      case RouteTableAssociation association -> "DisassociateRouteTable";
      case Address address -> "ReleaseAddress";
      case AddressAssociation association -> "DisassociateAddress";
      case NatGateway gateway -> "DeleteNatGateway";
      case VpcEndpoint endpoint -> "DeleteVpcEndpoints";
      case SecurityGroup group -> "DeleteSecurityGroup";
      case SecurityGroupRule rule -> "RevokeSecurityGroup" + suffix(rule.direction());
      case Role role -> "DeleteRole";
      case RolePolicy policy -> "DetachRolePolicy";
      case InstanceProfile profile -> "DeleteInstanceProfile";
      case InstanceProfileRole role -> "RemoveRoleFromInstanceProfile";
      case NetworkInterface networkInterface -> "DeleteNetworkInterface";
      case Instance instance -> "TerminateInstances";
    };
  }

  /** A step that changes several things goes by the scarcest of its calls. */
  private static String updating(Resource resource, Set<String> fields) {
    boolean tagsOnly = fields.equals(Set.of("tags"));
    return switch (resource) {
      case Role role when fields.contains("trust") -> "UpdateAssumeRolePolicy";
      case Role role when fields.contains("boundary") ->
          role.boundary().isPresent()
              ? "PutRolePermissionsBoundary"
              : "DeleteRolePermissionsBoundary";
      case Role role -> "TagRole";
      case InstanceProfile profile -> "TagInstanceProfile";
      case Instance instance when fields.contains("running") -> "StartInstances";
      case Instance instance when fields.contains("profile") -> "AssociateIamInstanceProfile";
      case Instance instance when fields.contains("tokensRequired") ->
          "ModifyInstanceMetadataOptions";
      case Vpc vpc when !tagsOnly -> "ModifyVpcAttribute";
      case VpcEndpoint endpoint when !tagsOnly -> "ModifyVpcEndpoint";
      case NetworkInterface networkInterface when !tagsOnly -> "ModifyNetworkInterfaceAttribute";
      case Route route -> "ReplaceRoute";
      case RouteTableAssociation association -> "ReplaceRouteTableAssociation";
      case AddressAssociation association -> "AssociateAddress";
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
