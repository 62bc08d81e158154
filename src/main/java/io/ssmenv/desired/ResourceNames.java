package io.ssmenv.desired;

import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.SecurityGroup;
import java.util.Optional;

/**
 * The names that AWS does not let anybody change.
 *
 * @param group of the security group in a VPC of its own
 * @param guestGroup of the security group in the VPC of another environment
 */
record ResourceNames(String role, String instanceProfile, String group, String guestGroup) {

  private static final String GROUP = "ssmenv-instances";

  /** The names with which an environment is built. */
  static ResourceNames of(String cluster, String environment, String name) {
    String role = AwsNames.role(cluster, environment, name);
    return new ResourceNames(
        role,
        AwsNames.instanceProfile(role),
        GROUP,
        AwsNames.guestGroup(cluster, environment, name));
  }

  /** The names of an environment: what it has adopted keeps those that it has. */
  static ResourceNames of(Owner owner, String name, Observation observed) {
    ResourceNames built = of(owner.cluster(), owner.environment(), name);
    if (owner.environment().equals(owner.uid())) {
      return built;
    }
    Optional<String> group =
        existing(observed, TopologyBuilder.GROUP, SecurityGroup.class).map(SecurityGroup::name);
    return new ResourceNames(
        existing(observed, Role.KEY, Role.class).map(Role::name).orElse(built.role()),
        existing(observed, InstanceProfile.KEY, InstanceProfile.class)
            .map(InstanceProfile::name)
            .orElse(built.instanceProfile()),
        group.orElse(built.group()),
        group.orElse(built.guestGroup()));
  }

  private static <R> Optional<R> existing(Observation observed, Key key, Class<R> type) {
    return Optional.ofNullable(observed.present().get(key))
        .map(one -> one.resource())
        .filter(type::isInstance)
        .map(type::cast);
  }
}
