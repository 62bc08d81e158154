package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which recorded keys and ids an environment can have. Anybody with access to the status can edit
 * it; other entries are ignored.
 */
final class RecordedKeys {

  private static final int MAX_KEY = 2048;

  private static final int MAX_ID = 256;

  /** In EC2's ids and the names of IAM, besides letters and digits. */
  private static final String SIGNS = "_+=,.@:/-";

  private static final String INSTANCE = "[a-z]([a-z0-9-]{0,30}[a-z0-9])?-([0-9]|[1-4][0-9])";
  private static final Pattern SUBNET = Pattern.compile("(workload|public)-[a-c]");
  private static final Pattern ADDRESS = Pattern.compile("nat-[a-c]|" + INSTANCE);

  /** The names of the types that have more than one resource, if they are limited. */
  private static final Map<String, Pattern> NAMES =
      Map.of(
          "subnet", SUBNET,
          "routetableassociation", SUBNET,
          "routetable", Pattern.compile("workload-[a-c]|public"),
          "natgateway", Pattern.compile("[a-c]"),
          "securitygroup", Pattern.compile("instances|endpoints"),
          "networkinterface", Pattern.compile(INSTANCE),
          "instance", Pattern.compile(INSTANCE),
          "address", ADDRESS,
          "addressassociation", ADDRESS,
          "vpcendpoint", Pattern.compile("[a-z0-9.-]{1,64}"));

  private static final Set<String> TYPES =
      Resource.types().stream().map(Resource::typeName).collect(ImmutableCopy.toSet());

  private RecordedKeys() {}

  static boolean isPossible(ResourceStatus recorded) {
    return isPossible(recorded.key()) && isId(recorded.id());
  }

  private static boolean isId(String id) {
    return !id.isEmpty() && id.length() <= MAX_ID && id.chars().allMatch(RecordedKeys::isOfId);
  }

  private static boolean isOfId(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || SIGNS.indexOf(character) >= 0;
  }

  private static boolean isPossible(String recorded) {
    if (recorded.isBlank() || recorded.length() > MAX_KEY) {
      return false;
    }
    Key key = new Key(recorded);
    return TYPES.contains(key.type())
        && Optional.ofNullable(NAMES.get(key.type()))
            .map(pattern -> pattern.matcher(key.name()).matches())
            .orElse(true);
  }
}
