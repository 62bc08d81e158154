package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.InstanceProfileRole;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RolePolicy;
import java.util.HashSet;
import java.util.Set;

/** The IAM role of the instances and its instance profile. */
public final class InstanceIdentity {

  /** The trust policy of each role. */
  public static final String TRUST =
      "{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\","
          + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}}],\"Version\":\"2012-10-17\"}";

  private InstanceIdentity() {}

  /**
   * Adds the role that allows the agents to use Systems Manager; returns what an agent needs of it.
   */
  static Set<Key> addTo(BuildContext context, ResourceNames names, EnvironmentSpec spec) {
    Set<Key> keys = new HashSet<>();
    context
        .graph()
        .add(
            new Role(
                Role.KEY,
                names.role(),
                AwsNames.IAM_PATH,
                TRUST,
                spec.roleOrDefault().permissionsBoundaryArn(),
                context.tagsOf(Role.KEY)));
    String core = AwsNames.corePolicy(spec.region());
    keys.add(context.graph().add(RolePolicy.of(Role.KEY, core)));
    spec.roleOrDefault().managedPoliciesOrDefault().stream()
        .distinct()
        .filter(policy -> !policy.equals(core))
        .forEach(policy -> context.graph().add(RolePolicy.of(Role.KEY, policy)));
    context
        .graph()
        .add(
            new InstanceProfile(
                InstanceProfile.KEY,
                names.instanceProfile(),
                AwsNames.IAM_PATH,
                context.tagsOf(InstanceProfile.KEY)));
    keys.add(
        context
            .graph()
            .add(
                new InstanceProfileRole(
                    InstanceProfileRole.KEY, Ref.to(InstanceProfile.KEY), Ref.to(Role.KEY))));
    return keys;
  }
}
