package io.ssmenv.status;

import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.InstanceProfileRole;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RoleInlinePolicy;
import io.ssmenv.topology.RolePolicy;
import io.ssmenv.topology.SsmDocument;

/**
 * The resources of the condition NetworkReady: all except the instances, their identity and the
 * preferences of their sessions.
 */
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
      case SsmDocument _ -> false;
      default -> true;
    };
  }
}
