package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.StoredResource;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An instance profile, which gives an instance the credentials of a role.
 *
 * @param identity its name, path, id and ARN
 * @param roleName its role, one at most
 * @param tags by key, in the order in which they were set
 * @param changed when it was created or last got a role; EC2 knows of this some seconds later
 */
public record SimulatedInstanceProfile(
    Identity identity, Optional<String> roleName, Map<String, String> tags, Instant changed)
    implements StoredResource {

  public SimulatedInstanceProfile {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** The key in its store: its name, ignoring case. */
  @Override
  public String id() {
    return Identity.key(identity.name());
  }

  /** The profile's name. */
  public String name() {
    return identity.name();
  }

  SimulatedInstanceProfile withRole(String role, Instant at) {
    return new SimulatedInstanceProfile(identity, Optional.of(role), tags, at);
  }

  SimulatedInstanceProfile withoutRole() {
    return new SimulatedInstanceProfile(identity, Optional.empty(), tags, changed);
  }

  SimulatedInstanceProfile withTags(Map<String, String> newTags) {
    return new SimulatedInstanceProfile(identity, roleName, newTags, changed);
  }
}
