package io.ssmenv.api.v1alpha1;

import static io.ssmenv.api.v1alpha1.AdmissionCase.changed;
import static io.ssmenv.api.v1alpha1.AdmissionCase.created;

import java.util.List;

/** The rules on connectivity, region, network, tags and drift. */
enum EnvironmentRule implements AdmissionRule {
  ENDPOINTS_ARE_SETTINGS_OF_PRIVATE_ENDPOINTS(
      "spec.connectivity.endpoints",
      "spec.connectivity.endpoints is only valid with the pattern PrivateEndpoints: remove it, or set"
          + " spec.connectivity.pattern to PrivateEndpoints",
      List.of(
          created("connectivity: {pattern: NatGateway, endpoints: {s3Gateway: false}}"),
          created("connectivity: {pattern: ElasticIp, endpoints: {}}"),
          changed(
              "connectivity: {pattern: PrivateEndpoints, endpoints: {additional: [logs]}}",
              "connectivity: {pattern: NatGateway, endpoints: {additional: [logs]}}")),
      List.of(
          created("connectivity: {pattern: PrivateEndpoints, endpoints: {s3Gateway: false}}"),
          created("connectivity: {pattern: ElasticIp}"),
          changed(
              "connectivity: {pattern: PrivateEndpoints, endpoints: {additional: [logs]}}",
              "connectivity: {pattern: NatGateway}"))),

  ADDITIONAL_ENDPOINTS_ARE_SHORT_NAMES(
      "spec.connectivity.endpoints.additional",
      "spec.connectivity.endpoints.additional must have short names of AWS services, such as logs"
          + " or ecr.dkr, because the operator adds the region: write logs for"
          + " com.amazonaws.eu-west-1.logs",
      List.of(
          created(endpoints("[com.amazonaws.eu-west-1.logs]")),
          created(endpoints("[Logs]")),
          created(endpoints("['']"))),
      List.of(created(endpoints("[logs, kms, ec2, ecr.dkr]")), created(endpoints("[]")))),

  ADDITIONAL_ENDPOINTS_REPEAT_NOTHING(
      "spec.connectivity.endpoints.additional",
      "spec.connectivity.endpoints.additional must not repeat ssm, ssmmessages, ec2messages or s3:"
          + " the first two always have an endpoint, and the fields ec2messages and s3Gateway"
          + " configure the others",
      List.of(
          created(endpoints("[ssm]")),
          created(endpoints("[logs, ssmmessages]")),
          created(endpoints("[ec2messages]")),
          created(endpoints("[s3]"))),
      List.of(created(endpoints("[ssm-incidents, s3-outposts]")))),

  REGION_IS_A_CODE(
      "spec.region",
      "spec.region must be the code of an AWS region, such as eu-west-1",
      List.of(created("region: Ireland"), created("region: eu-west-1a"), created("region: ''")),
      List.of(
          created("region: us-gov-west-1"),
          created("region: ap-southeast-5"),
          created("region: eusc-de-east-1"))),

  REGION_IS_IMMUTABLE(
      "spec.region",
      "spec.region is immutable, because AWS cannot move resources to another region: create"
          + " another environment there",
      List.of(changed("region: eu-west-1", "region: eu-central-1")),
      List.of(changed("region: eu-west-1", "region: eu-west-1"))),

  CIDR_IS_AN_IPV4_RANGE(
      "spec.network.cidr",
      "spec.network.cidr must be an IPv4 range in CIDR notation, such as 10.20.0.0/16",
      List.of(
          created("network: {cidr: 10.20.0.0}"),
          created("network: {cidr: 10.20.0/16}"),
          created("network: {cidr: 'fd00::/20'}"),
          created("network: {cidr: ten}")),
      List.of(created("network: {cidr: 10.20.0.0/16}"), created("network: {cidr: 100.64.0.0/20}"))),

  CIDR_HAS_NO_HOST_BITS(
      "spec.network.cidr",
      "spec.network.cidr must start at the first address of its range (no host bits), such as"
          + " 10.20.0.0/16, not 10.20.0.1/16",
      List.of(created("network: {cidr: 10.20.0.1/16}"), created("network: {cidr: 10.20.8.0/20}")),
      List.of(created("network: {cidr: 10.20.16.0/20}"))),

  CIDR_IS_FROM_16_TO_24(
      "spec.network.cidr",
      "spec.network.cidr must be between /16, the largest VPC in AWS, and /24, the smallest"
          + " with room for three availability zones",
      List.of(created("network: {cidr: 10.20.0.0/15}"), created("network: {cidr: 10.20.0.0/25}")),
      List.of(created("network: {cidr: 10.20.0.0/16}"), created("network: {cidr: 10.20.0.0/24}"))),

  CIDR_IS_IMMUTABLE(
      "spec.network",
      "spec.network.cidr is immutable, also when it is added or removed, because AWS cannot change"
          + " the range of a VPC: create another environment with the new range",
      List.of(
          changed("network: {cidr: 10.20.0.0/16}", "network: {cidr: 10.21.0.0/16}"),
          changed("network: {cidr: 10.20.0.0/16}", "network: {cidr: 10.20.0.0/17}"),
          changed("network: {cidr: 10.21.0.0/16}", "network: {}"),
          changed("network: {cidr: 10.21.0.0/16}", ""),
          changed("network: {availabilityZones: 1}", "network: {cidr: 10.21.0.0/16}"),
          changed("", "network: {cidr: 10.21.0.0/16}")),
      List.of(
          changed(
              "network: {cidr: 10.21.0.0/16}",
              "network: {cidr: 10.21.0.0/16, availabilityZones: 2}"),
          changed("", "network: {}"),
          changed("network: {availabilityZones: 1}", ""))),

  AVAILABILITY_ZONES_SHRINK_ONLY_TO_THOSE_IN_USE(
      "spec.network",
      "spec.network.availabilityZones may grow, and shrink only as far as to the zones in which the"
          + " environment stands (status.facts.zones), because a subnet that is in use cannot be"
          + " deleted; if it is absent, it is 1",
      List.of(
          changed("network: {availabilityZones: 3}", "network: {availabilityZones: 2}"),
          changed("network: {availabilityZones: 2}", "network: {}"),
          changed("network: {availabilityZones: 2}", "")),
      List.of(
          changed("network: {availabilityZones: 1}", "network: {availabilityZones: 3}"),
          changed("", "network: {availabilityZones: 2}"),
          changed("network: {availabilityZones: 2}", "network: {availabilityZones: 2}"))),

  ZONES_ARE_NAMED_OR_COUNTED(
      "spec.network.zones",
      "spec.network.zones and spec.network.availabilityZones exclude each other: the first names the"
          + " zones, with the second the operator selects them; remove one of them",
      List.of(created("network: {zones: [eu-west-1a], availabilityZones: 1}")),
      List.of(
          created("network: {zones: [eu-west-1a]}"), created("network: {availabilityZones: 2}"))),

  ZONES_ARE_DISTINCT(
      "spec.network.zones",
      "spec.network.zones must not name a zone twice",
      List.of(created("network: {zones: [eu-west-1a, eu-west-1a]}")),
      List.of(created("network: {zones: [eu-west-1c, eu-west-1a, eu-west-1b]}"))),

  ZONES_ARE_OF_THE_REGION(
      "spec.network",
      "spec.network.zones must name availability zones of spec.region, such as eu-west-1a in"
          + " eu-west-1; Local Zones and Wavelength Zones have no NAT gateways and few endpoints",
      List.of(
          created("network: {zones: [eu-central-1a]}"),
          created("network: {zones: [a]}"),
          created("network: {zones: ['']}"),
          created("network: {zones: [eu-west-1]}"),
          created("network: {zones: [eu-west-1a, eu-west-1-lax-1a]}")),
      List.of(created("network: {zones: [eu-west-1c]}"))),

  ZONES_ARE_IMMUTABLE(
      "spec.network",
      "spec.network.zones is immutable, also when it is added or removed, because AWS cannot move"
          + " a subnet to another zone: create another environment with the new zones",
      List.of(
          changed("network: {zones: [eu-west-1a]}", "network: {zones: [eu-west-1b]}"),
          changed("network: {zones: [eu-west-1a]}", "network: {zones: [eu-west-1a, eu-west-1b]}"),
          changed(
              "network: {zones: [eu-west-1a, eu-west-1b]}",
              "network: {zones: [eu-west-1b, eu-west-1a]}"),
          changed("network: {zones: [eu-west-1a]}", "network: {}"),
          changed("network: {zones: [eu-west-1a]}", ""),
          changed("", "network: {zones: [eu-west-1a]}"),
          changed("network: {availabilityZones: 1}", "network: {zones: [eu-west-1a]}")),
      List.of(changed("network: {zones: [eu-west-1a]}", "network: {zones: [eu-west-1a]}"))),

  TAG_KEYS_HAVE_A_LENGTH(
      "spec.tags",
      "spec.tags: a key must have 1 to 128 characters, because AWS allows no more",
      List.of(created("tags: {'': x}"), created("tags: {%s: x}".formatted("k".repeat(129)))),
      List.of(created("tags: {%s: ''}".formatted("k".repeat(128))))),

  TAG_KEYS_ARE_NOT_RESERVED(
      "spec.tags",
      "spec.tags: the keys Name and ssmenv* are reserved for the operator, and aws:* for AWS, in any"
          + " letter case: use other keys",
      List.of(
          created("tags: {Name: x}"),
          created("tags: {'aws:team': x}"),
          created("tags: {'AWS:team': x}"),
          created("tags: {'ssmenv.io/environment': x}"),
          created("tags: {'SSMENV.io/Environment': x}"),
          created("tags: {ssmenv-cluster: x}"),
          created("tags: {ssmenvironment: x}")),
      List.of(created("tags: {name: x, 'awesome:team': x, my-ssmenv: x}"))),

  TAGS_HAVE_CHARACTERS_THAT_IAM_TAKES(
      "spec.tags",
      "spec.tags: keys and values may contain only letters, digits, spaces and _ . : / = + - @,"
          + " which every AWS service allows",
      List.of(created("tags: {'what?': x}"), created("tags: {what: 'x;y'}")),
      List.of(created("tags: {Größe: 'a+b=c_d-e.f:g/h@i'}"), created("tags: {a: 'b c'}"))),

  DRIFT_INTERVAL_IS_A_DURATION(
      "spec.drift.interval",
      "spec.drift.interval must be a duration in hours, minutes and seconds, such as 1m or 1h30m,"
          + " from 5s to 24h",
      List.of(
          created("drift: {interval: 4s}"),
          created("drift: {interval: 24h1s}"),
          created("drift: {interval: 500ms}"),
          created("drift: {interval: '60'}"),
          created("drift: {interval: soon}")),
      List.of(
          created("drift: {interval: 5s}"),
          created("drift: {interval: 1h30m}"),
          created("drift: {interval: 24h}")));

  private final Terms terms;

  EnvironmentRule(
      String field, String message, List<AdmissionCase> wrong, List<AdmissionCase> right) {
    terms = new Terms(field, message, wrong, right);
  }

  @Override
  public Terms terms() {
    return terms;
  }

  private static String endpoints(String additional) {
    return "connectivity: {pattern: PrivateEndpoints, endpoints: {additional: %s}}"
        .formatted(additional);
  }
}
