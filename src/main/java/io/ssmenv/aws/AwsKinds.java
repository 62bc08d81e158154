package io.ssmenv.aws;

import io.ssmenv.aws.ec2.AddressAssociationKind;
import io.ssmenv.aws.ec2.AddressKind;
import io.ssmenv.aws.ec2.InstanceKind;
import io.ssmenv.aws.ec2.InternetGatewayAttachmentKind;
import io.ssmenv.aws.ec2.InternetGatewayKind;
import io.ssmenv.aws.ec2.NatGatewayKind;
import io.ssmenv.aws.ec2.NetworkInterfaceKind;
import io.ssmenv.aws.ec2.RouteKind;
import io.ssmenv.aws.ec2.RouteTableAssociationKind;
import io.ssmenv.aws.ec2.RouteTableKind;
import io.ssmenv.aws.ec2.SecurityGroupKind;
import io.ssmenv.aws.ec2.SecurityGroupRuleKind;
import io.ssmenv.aws.ec2.SubnetKind;
import io.ssmenv.aws.ec2.VpcEndpointKind;
import io.ssmenv.aws.ec2.VpcKind;
import io.ssmenv.aws.iam.InstanceProfileKind;
import io.ssmenv.aws.iam.InstanceProfileRoleKind;
import io.ssmenv.aws.iam.RoleKind;
import io.ssmenv.aws.iam.RolePolicyKind;
import java.util.List;

/** The kinds that there are. */
final class AwsKinds {

  private AwsKinds() {}

  static Kinds all() {
    return new Kinds(
        List.of(
            new VpcKind(),
            new SubnetKind(),
            new InternetGatewayKind(),
            new InternetGatewayAttachmentKind(),
            new RouteTableKind(),
            new RouteKind(),
            new RouteTableAssociationKind(),
            new AddressKind(),
            new AddressAssociationKind(),
            new NatGatewayKind(),
            new VpcEndpointKind(),
            new SecurityGroupKind(),
            new SecurityGroupRuleKind(),
            new NetworkInterfaceKind(),
            new InstanceKind(),
            new RoleKind(),
            new RolePolicyKind(),
            new InstanceProfileKind(),
            new InstanceProfileRoleKind()));
  }
}
