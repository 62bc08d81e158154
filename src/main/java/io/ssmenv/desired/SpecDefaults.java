package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.Ec2Messages;
import io.ssmenv.api.v1alpha1.Endpoints;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.Image;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Network;
import io.ssmenv.api.v1alpha1.RoleSpec;
import java.util.List;
import java.util.Optional;

/**
 * The values of the optional fields of a spec that decide what exists in AWS. An environment keeps
 * the set that it was created with, so that another default in a later version replaces nothing.
 *
 * @param name in the status; never used again for other values
 */
public record SpecDefaults(
    String name,
    Image image,
    String type,
    int count,
    String cidr,
    int availabilityZones,
    Optional<String> permissionsBoundary,
    Ec2Messages ec2messages,
    boolean s3Gateway) {

  /**
   * Every set that a version of the operator had, oldest first; new environments get the last one.
   * To change a default, append a set. Never change or remove one.
   */
  public static final List<SpecDefaults> PUBLISHED =
      List.of(
          new SpecDefaults(
              "2026-11",
              new Image(
                  "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64", null),
              "t3.micro",
              1,
              "10.20.0.0/16",
              1,
              Optional.empty(),
              Ec2Messages.AUTO,
              true));

  /** The same with the range of an existing VPC. */
  SpecDefaults withCidr(String other) {
    return new SpecDefaults(
        name,
        image,
        type,
        count,
        other,
        availabilityZones,
        permissionsBoundary,
        ec2messages,
        s3Gateway);
  }

  /** The spec with every one of these fields set. */
  public EnvironmentSpec complete(EnvironmentSpec spec) {
    return new EnvironmentSpec(
        spec.region(),
        complete(spec.connectivity()),
        complete(spec.networkOrDefault()),
        spec.instances().stream().map(this::complete).toList(),
        complete(spec.roleOrDefault()),
        spec.tags(),
        spec.drift(),
        spec.verification(),
        spec.disruption(),
        spec.sessions(),
        spec.deletionPolicy(),
        spec.paused());
  }

  private Connectivity complete(Connectivity connectivity) {
    Endpoints endpoints = connectivity.endpointsOrDefault();
    return new Connectivity(
        connectivity.pattern(),
        new Endpoints(
            Optional.ofNullable(endpoints.ec2messages())
                .orElse(endpoints.providedOrDefault() ? Ec2Messages.NEVER : ec2messages),
            Optional.ofNullable(endpoints.s3Gateway())
                .orElse(s3Gateway && !endpoints.providedOrDefault()),
            endpoints.additional(),
            endpoints.provided()));
  }

  private Network complete(Network network) {
    return new Network(
        network.environment() == null && network.existing() == null
            ? Optional.ofNullable(network.cidr()).orElse(cidr)
            : network.cidr(),
        Optional.ofNullable(network.availabilityZones())
            .orElse(decidesZones(network) ? null : availabilityZones),
        network.zones(),
        network.environment(),
        network.existing());
  }

  private static boolean decidesZones(Network network) {
    return !network.namedZones().isEmpty()
        || network.existingVpc().filter(vpc -> !vpc.subnets().isEmpty()).isPresent();
  }

  private InstanceGroup complete(InstanceGroup group) {
    return new InstanceGroup(
        group.name(),
        Optional.ofNullable(group.count()).orElse(count),
        Optional.ofNullable(group.type()).orElse(type),
        Optional.ofNullable(group.image()).orElse(image),
        group.rebootWhenUnreachable());
  }

  private RoleSpec complete(RoleSpec role) {
    return new RoleSpec(
        role.permissionsBoundaryArn().or(() -> permissionsBoundary).orElse(null),
        role.managedPolicies());
  }
}
