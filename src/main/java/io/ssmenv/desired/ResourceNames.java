package io.ssmenv.desired;

import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.SecurityGroup;
import io.ssmenv.topology.SsmDocument;
import java.util.Optional;

/** The names that AWS does not let anybody change. */
record ResourceNames(
    String role,
    String instanceProfile,
    String group,
    String endpointsGroup,
    String sessionDocument) {

  private static final String GROUP = "ssmenv-instances";
  private static final String ENDPOINTS = "ssmenv-endpoints";

  /**
   * The names with which an environment is built. The names of security groups are unique in a VPC,
   * which others may use.
   */
  static ResourceNames of(String cluster, String environment, String name, VpcPlacement placement) {
    String role = AwsNames.role(cluster, environment, name);
    boolean alone = placement instanceof VpcPlacement.Own;
    String guest = AwsNames.guestGroup(cluster, environment, name);
    return new ResourceNames(
        role,
        AwsNames.instanceProfile(role),
        alone ? GROUP : guest,
        alone ? ENDPOINTS : guest + "-endpoints",
        AwsNames.sessionDocument(role));
  }

  /** The names of an environment: what it has adopted keeps those that it has. */
  static ResourceNames of(Owner owner, String name, VpcPlacement placement, Observation observed) {
    ResourceNames built = of(owner.cluster(), owner.environment(), name, placement);
    return owner.environment().equals(owner.uid()) ? built : built.existing(observed);
  }

  private ResourceNames existing(Observation observed) {
    return new ResourceNames(
        existing(observed, Role.KEY, Role.class).map(Role::name).orElse(role),
        existing(observed, InstanceProfile.KEY, InstanceProfile.class)
            .map(InstanceProfile::name)
            .orElse(instanceProfile),
        group(observed, TopologyBuilder.GROUP).orElse(group),
        group(observed, SharedNetwork.ENDPOINTS).orElse(endpointsGroup),
        existing(observed, SsmDocument.KEY, SsmDocument.class)
            .map(SsmDocument::name)
            .orElse(sessionDocument));
  }

  private static Optional<String> group(Observation observed, Key key) {
    return existing(observed, key, SecurityGroup.class).map(SecurityGroup::name);
  }

  private static <R> Optional<R> existing(Observation observed, Key key, Class<R> type) {
    return observed.find(key).map(Observed::resource).filter(type::isInstance).map(type::cast);
  }
}
