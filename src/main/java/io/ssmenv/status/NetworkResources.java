package io.ssmenv.status;

import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.InstanceProfileRole;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RoleInlinePolicy;
import io.ssmenv.topology.RolePolicy;

/** The resources of the condition NetworkReady: all except the instances and their identity. */
final class NetworkResources {

  private NetworkResources() {}

  static boolean contains(Resource resource) {
    return switch (resource) {
      case Instance _ -> false;
      case InstanceProfile _ -> false;
      case InstanceProfileRole _ -> false;
      case Role _ -> false;
      case RolePolicy _ -> false;
      case RoleInlinePolicy _ -> false;
      default -> true;
    };
  }
}
