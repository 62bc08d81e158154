package io.ssmenv.status;

import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.InstanceProfileRole;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RolePolicy;

/** The resources of the condition NetworkReady: all except the instances and their identity. */
final class NetworkResources {

  private NetworkResources() {}

  static boolean contains(Resource resource) {
    return switch (resource) {
      case Instance instance -> false;
      case InstanceProfile profile -> false;
      case InstanceProfileRole link -> false;
      case Role role -> false;
      case RolePolicy policy -> false;
      default -> true;
    };
  }
}
