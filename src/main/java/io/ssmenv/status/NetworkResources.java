package io.ssmenv.status;

import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.InstanceProfileRole;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RolePolicy;

/** What the condition NetworkReady is about: everything but the instances and who they are. */
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
