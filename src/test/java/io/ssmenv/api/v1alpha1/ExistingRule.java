package io.ssmenv.api.v1alpha1;

import static io.ssmenv.api.v1alpha1.AdmissionCase.changed;

import java.util.List;

/** The rules on a VPC that exists. */
enum ExistingRule implements AdmissionRule {
  ONE_KIND_OF_NETWORK(
      "spec.network.existing",
      "spec.network has one of cidr, for a VPC of its own, environment, for the VPC of another"
          + " environment, and existing, for a VPC that exists: remove the others",
      List.of(
          created("network: {cidr: 10.9.0.0/16, existing: {%s, cidrs: [10.1.0.0/24]}}", vpc()),
          created(
              "network: {environment: {name: a}, existing: {%s, cidrs: [10.1.0.0/24]}}", vpc())),
      List.of(existing("%s, cidrs: [10.1.0.0/24]"))),

  RANGES_OR_SUBNETS(
      "spec.network.existing",
      "spec.network.existing has either cidrs, for subnets that the operator creates, or subnetIds,"
          + " for subnets that exist: set one of them",
      List.of(
          existing("%s"),
          existing("%s, cidrs: [10.1.0.0/24], subnetIds: [subnet-0123456789abcdef0]")),
      List.of(
          existing("%s, cidrs: [10.1.0.0/24]"),
          existing("%s, subnetIds: [subnet-0123456789abcdef0]"),
          created("network: {existing: {subnetIds: [subnet-0123456789abcdef0]}}"))),

  RANGES_NEED_THE_VPC(
      "spec.network.existing.vpcId",
      "spec.network.existing.cidrs needs vpcId: set the id of the VPC",
      List.of(created("network: {existing: {cidrs: [10.1.0.0/24]}}")),
      List.of(existing("%s, cidrs: [10.1.0.0/24]"))),

  VPC_ID(
      "spec.network.existing.vpcId",
      "spec.network.existing.vpcId must be the id of a VPC, such as vpc-0123456789abcdef0",
      List.of(created("network: {existing: {vpcId: company, cidrs: [10.1.0.0/24]}}")),
      List.of(created("network: {existing: {vpcId: vpc-01234567, cidrs: [10.1.0.0/24]}}"))),

  SUBNET_IDS(
      "spec.network.existing.subnetIds",
      "spec.network.existing.subnetIds must have ids of subnets, such as subnet-0123456789abcdef0",
      List.of(created("network: {existing: {subnetIds: [sn-1]}}")),
      List.of(created("network: {existing: {subnetIds: [subnet-01234567, subnet-01234568]}}"))),

  SUBNET_IDS_DIFFER(
      "spec.network.existing.subnetIds",
      "spec.network.existing.subnetIds must not name a subnet twice",
      List.of(created("network: {existing: {subnetIds: [subnet-01234567, subnet-01234567]}}")),
      List.of(created("network: {existing: {subnetIds: [subnet-01234567]}}"))),

  RANGES_ARE_CIDRS(
      "spec.network.existing.cidrs",
      "spec.network.existing.cidrs must have IPv4 ranges in CIDR notation that start at their first"
          + " address, such as 10.1.64.0/24",
      List.of(
          existing("%s, cidrs: [here]"),
          existing("%s, cidrs: [10.1.0.1/24]"),
          existing("%s, cidrs: ['fd00::/24']")),
      List.of(existing("%s, cidrs: [10.1.64.0/24]"))),

  RANGES_HAVE_A_SIZE(
      "spec.network.existing.cidrs",
      "spec.network.existing.cidrs: one range for all zones must be between /16 and /25, and one for"
          + " each zone between /16 and /27, because AWS allows no subnet smaller than /28",
      List.of(
          existing("%s, cidrs: [10.0.0.0/15]"),
          existing("%s, cidrs: [10.1.0.0/26]"),
          existing("%s, cidrs: [10.1.0.0/27, 10.1.1.0/28]")),
      List.of(
          existing("%s, cidrs: [10.1.0.0/25]"), existing("%s, cidrs: [10.1.0.0/27, 10.1.1.0/27]"))),

  SUBNETS_DECIDE_ON_ZONES(
      "spec.network.existing",
      "spec.network.existing.subnetIds decides on the availability zones: remove zones and"
          + " availabilityZones",
      List.of(
          created("network: {availabilityZones: 1, existing: {subnetIds: [subnet-01234567]}}"),
          created("network: {zones: [eu-west-1a], existing: {subnetIds: [subnet-01234567]}}")),
      List.of(created("network: {existing: {subnetIds: [subnet-01234567]}}"))),

  A_RANGE_FOR_EACH_ZONE(
      "spec.network.existing",
      "spec.network.existing.cidrs must have one range for all availability zones, or one for each:"
          + " add a range, or use fewer zones",
      List.of(
          created(
              "network: {availabilityZones: 3, existing: {%s, cidrs: [10.1.0.0/26, 10.1.1.0/26]}}",
              vpc())),
      List.of(
          created("network: {availabilityZones: 3, existing: {%s, cidrs: [10.1.0.0/24]}}", vpc()),
          created(
              "network: {availabilityZones: 2, existing: {%s, cidrs: [10.1.0.0/26, 10.1.1.0/26]}}",
              vpc()))),

  EXISTING_IS_IMMUTABLE(
      "spec.network",
      "spec.network.existing is immutable, also when it is added or removed, because AWS cannot move"
          + " instances to another VPC: create another environment there",
      List.of(
          changed("", existing("%s, cidrs: [10.1.0.0/24]").after()),
          changed(existing("%s, cidrs: [10.1.0.0/24]").after(), "network: null"),
          changed(
              existing("%s, cidrs: [10.1.0.0/24]").after(),
              existing("%s, cidrs: [10.1.1.0/24]").after())),
      List.of(
          changed(
              existing("%s, cidrs: [10.1.0.0/24]").after(),
              existing("%s, cidrs: [10.1.0.0/24]").after()))),

  PROVIDED_ENDPOINTS_ARE_IN_AN_EXISTING_VPC(
      "spec.connectivity",
      "spec.connectivity.endpoints.provided is only valid with spec.network.existing, because nobody"
          + " else has endpoints for a VPC of the environment's own: remove it",
      List.of(created("connectivity: {pattern: PrivateEndpoints, endpoints: {provided: true}}")),
      List.of(
          created("connectivity: {pattern: PrivateEndpoints, endpoints: {provided: false}}"),
          provided("provided: true"))),

  PROVIDED_ENDPOINTS_HAVE_NO_SETTINGS(
      "spec.connectivity.endpoints.provided",
      "spec.connectivity.endpoints.provided says that the operator builds no endpoints: remove"
          + " ec2messages, s3Gateway and additional",
      List.of(
          provided("provided: true, additional: [logs]"),
          provided("provided: true, s3Gateway: false"),
          provided("provided: true, ec2messages: Never")),
      List.of(provided("provided: false, additional: [logs]")));

  private final Terms terms;

  ExistingRule(String field, String message, List<AdmissionCase> wrong, List<AdmissionCase> right) {
    terms = new Terms(field, message, wrong, right);
  }

  @Override
  public Terms terms() {
    return terms;
  }

  private static String vpc() {
    return "vpcId: vpc-0123456789abcdef0";
  }

  private static AdmissionCase existing(String fields) {
    return created("network: {existing: {" + fields.formatted(vpc()) + "}}");
  }

  private static AdmissionCase provided(String endpoints) {
    return created(
        """
        connectivity: {pattern: PrivateEndpoints, endpoints: {%s}}
        network: {existing: {subnetIds: [subnet-01234567]}}
        """
            .formatted(endpoints));
  }

  private static AdmissionCase created(String spec, String vpc) {
    return AdmissionCase.created(spec.formatted(vpc));
  }

  private static AdmissionCase created(String spec) {
    return AdmissionCase.created(spec);
  }
}
