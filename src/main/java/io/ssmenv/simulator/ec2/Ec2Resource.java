package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Resource;
import java.util.Map;

/**
 * A resource of EC2.
 *
 * @param <R> its own type
 */
sealed interface Ec2Resource<R> extends Resource
    permits Address,
        Instance,
        InternetGateway,
        NatGateway,
        NetworkAcl,
        NetworkInterface,
        ProfileAssociation,
        RouteTable,
        SecurityGroup,
        SecurityGroupRule,
        Subnet,
        Volume,
        Vpc,
        VpcEndpoint {
  /** Its tags. */
  Map<String, String> tags();

  /** The same with other tags. */
  R withTags(Map<String, String> tags);
}
