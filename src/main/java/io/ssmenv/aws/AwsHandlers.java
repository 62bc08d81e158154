package io.ssmenv.aws;

import io.ssmenv.aws.budget.ItemReads;
import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.ec2.AddressAssociationHandler;
import io.ssmenv.aws.ec2.AddressHandler;
import io.ssmenv.aws.ec2.InstanceHandler;
import io.ssmenv.aws.ec2.InternetGatewayAttachmentHandler;
import io.ssmenv.aws.ec2.InternetGatewayHandler;
import io.ssmenv.aws.ec2.NatGatewayHandler;
import io.ssmenv.aws.ec2.NetworkInterfaceHandler;
import io.ssmenv.aws.ec2.RouteHandler;
import io.ssmenv.aws.ec2.RouteTableAssociationHandler;
import io.ssmenv.aws.ec2.RouteTableHandler;
import io.ssmenv.aws.ec2.SecurityGroupHandler;
import io.ssmenv.aws.ec2.SecurityGroupRuleHandler;
import io.ssmenv.aws.ec2.SubnetHandler;
import io.ssmenv.aws.ec2.VpcEndpointHandler;
import io.ssmenv.aws.ec2.VpcHandler;
import io.ssmenv.aws.iam.InstanceProfileHandler;
import io.ssmenv.aws.iam.InstanceProfileRoleHandler;
import io.ssmenv.aws.iam.RoleHandler;
import io.ssmenv.aws.iam.RoleInlinePolicyHandler;
import io.ssmenv.aws.iam.RolePolicyHandler;
import io.ssmenv.aws.iam.RoleReader;
import io.ssmenv.aws.ssm.SsmDocumentHandler;
import io.ssmenv.cloud.ResourceHandler;
import java.util.List;
import java.util.stream.Stream;

/** The handlers of all resource types. */
final class AwsHandlers {

  private AwsHandlers() {}

  /** For what makes no call, or may read everything at once. */
  static List<ResourceHandler<?, AwsCall>> all() {
    return all(ItemReads.UNLIMITED);
  }

  /**
   * @param budget of the reads of single resources in a listing
   */
  static List<ResourceHandler<?, AwsCall>> all(ItemReads budget) {
    return all(budget, iam(budget));
  }

  /** Those of IAM, which can serve several regions: what they remember is the same in all. */
  static List<ResourceHandler<?, AwsCall>> iam(ItemReads budget) {
    RoleReader roles = new RoleReader(budget);
    return List.of(
        new RoleHandler(roles),
        new RolePolicyHandler(roles),
        new RoleInlinePolicyHandler(roles),
        new InstanceProfileHandler(budget),
        new InstanceProfileRoleHandler());
  }

  /**
   * Those of a region.
   *
   * @param iam those of IAM
   */
  static List<ResourceHandler<?, AwsCall>> all(
      ItemReads budget, List<ResourceHandler<?, AwsCall>> iam) {
    return Stream.of(
            List.<ResourceHandler<?, AwsCall>>of(
                new VpcHandler(budget),
                new SubnetHandler(),
                new InternetGatewayHandler(),
                new InternetGatewayAttachmentHandler(),
                new RouteTableHandler(),
                new RouteHandler(),
                new RouteTableAssociationHandler(),
                new AddressHandler(),
                new AddressAssociationHandler(),
                new NatGatewayHandler(),
                new VpcEndpointHandler(),
                new SecurityGroupHandler(),
                new SecurityGroupRuleHandler(),
                new NetworkInterfaceHandler(),
                new InstanceHandler()),
            iam,
            List.<ResourceHandler<?, AwsCall>>of(new SsmDocumentHandler(budget)))
        .flatMap(List::stream)
        .toList();
  }
}
