package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The resource types that have ids, with EC2's errors for unknown and malformed ids. */
enum ResourceIdType {
  VPC("vpc", "vpc", "InvalidVpcID", "vpc ID"),
  SUBNET("subnet", "subnet", "InvalidSubnetID", "subnet ID"),
  INTERNET_GATEWAY(
      "igw",
      "internet-gateway",
      "InvalidInternetGatewayID.NotFound",
      "InvalidInternetGatewayId.Malformed",
      "internetGateway ID"),
  ROUTE_TABLE(
      "rtb",
      "route-table",
      "InvalidRouteTableID.NotFound",
      "InvalidRouteTableId.Malformed",
      "routeTable ID"),
  ADDRESS("eipalloc", "elastic-ip", "InvalidAllocationID", "allocation ID"),
  NAT_GATEWAY("nat", "natgateway", "NatGatewayNotFound", "NatGatewayMalformed", "NAT gateway ID"),
  VPC_ENDPOINT("vpce", "vpc-endpoint", "InvalidVpcEndpointId", "Vpc Endpoint Id"),
  SECURITY_GROUP(
      "sg",
      "security-group",
      "InvalidGroup.NotFound",
      "InvalidGroupId.Malformed",
      "security group"),
  SECURITY_GROUP_RULE(
      "sgr", "security-group-rule", "InvalidSecurityGroupRuleId", "security group rule ID"),
  NETWORK_INTERFACE(
      "eni",
      "network-interface",
      "InvalidNetworkInterfaceID.NotFound",
      "InvalidNetworkInterfaceId.Malformed",
      "networkInterface ID"),
  INSTANCE("i", "instance", "InvalidInstanceID", "instance ID"),
  NETWORK_ACL("acl", "network-acl", "InvalidNetworkAclID", "networkAcl ID"),
  VOLUME("vol", "volume", "InvalidVolume.NotFound", "InvalidVolumeID.Malformed", "volume"),
  PROFILE_ASSOCIATION("iip-assoc", "", "InvalidAssociationID", "association ID");

  private final String prefix;
  private final String resourceType;
  private final String notFound;
  private final String malformed;
  private final String noun;
  private final Pattern form;

  ResourceIdType(String prefix, String resourceType, String errorPrefix, String noun) {
    this(prefix, resourceType, errorPrefix + ".NotFound", errorPrefix + ".Malformed", noun);
  }

  ResourceIdType(
      String prefix, String resourceType, String notFound, String malformed, String noun) {
    this.prefix = prefix;
    this.resourceType = resourceType;
    this.notFound = notFound;
    this.malformed = malformed;
    this.noun = noun;
    this.form = Pattern.compile(prefix + "-[0-9a-f]{8,17}");
  }

  /** The prefix of its ids. */
  String prefix() {
    return prefix;
  }

  /** Its name in tag specifications; empty if it cannot be tagged. */
  String resourceType() {
    return resourceType;
  }

  /** Checks the format of an id. */
  void checkForm(String id) {
    if (!form.matcher(id).matches()) {
      throw new AwsError(malformed, "Invalid %s: \"%s\"".formatted(noun, id));
    }
  }

  /** Returns the error for resources that do not exist. */
  AwsError notFound(List<String> ids) {
    String which = String.join(", ", ids);
    return new AwsError(
        notFound,
        ids.size() == 1
            ? "The %s '%s' does not exist".formatted(noun, which)
            : "The %ss '%s' do not exist".formatted(noun, which));
  }

  /** Returns the type of an id. */
  static Optional<ResourceIdType> ofId(String id) {
    return Arrays.stream(values()).filter(idType -> idType.form.matcher(id).matches()).findFirst();
  }
}
