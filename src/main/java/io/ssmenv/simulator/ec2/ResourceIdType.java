package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorWords;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The resource types that have ids, with EC2's errors for unknown and malformed ids. */
enum ResourceIdType {
  VPC("vpc", "vpc"),
  SUBNET("subnet", "subnet"),
  INTERNET_GATEWAY("igw", "internet-gateway"),
  ROUTE_TABLE("rtb", "route-table"),
  ADDRESS("eipalloc", "elastic-ip"),
  NAT_GATEWAY("nat", "natgateway"),
  VPC_ENDPOINT("vpce", "vpc-endpoint"),
  SECURITY_GROUP("sg", "security-group"),
  SECURITY_GROUP_RULE("sgr", "security-group-rule"),
  NETWORK_INTERFACE("eni", "network-interface"),
  INSTANCE("i", "instance"),
  NETWORK_ACL("acl", "network-acl"),
  VOLUME("vol", "volume"),
  EGRESS_ONLY_GATEWAY("eigw", "egress-only-internet-gateway"),
  VPN_GATEWAY("vgw", "vpn-gateway"),
  PEERING_CONNECTION("pcx", "vpc-peering-connection"),
  DHCP_OPTIONS("dopt", "dhcp-options"),
  PUBLIC_ACCESS_EXCLUSION("vpcbpa-exclude", "vpc-block-public-access-exclusion"),
  PROFILE_ASSOCIATION("iip-assoc", "");

  private final String prefix;
  private final String resourceType;
  private final Pattern form;

  ResourceIdType(String prefix, String resourceType) {
    this.prefix = prefix;
    this.resourceType = resourceType;
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
      throw ErrorWords.error(errorName("id-malformed"), id);
    }
  }

  /** Returns the error for resources that do not exist. */
  AwsError notFound(List<String> ids) {
    return ids.size() == 1
        ? ErrorWords.error(errorName("missing"), ids.getFirst())
        : ErrorWords.error(errorName("missing-several"), String.join(", ", ids));
  }

  /** Returns the name of one of its errors in the table. */
  String errorName(String error) {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + error;
  }

  /** Returns the type of an id. */
  static Optional<ResourceIdType> ofId(String id) {
    return Arrays.stream(values()).filter(idType -> idType.form.matcher(id).matches()).findFirst();
  }
}
