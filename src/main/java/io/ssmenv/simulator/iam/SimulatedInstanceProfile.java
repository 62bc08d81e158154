package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.StoredResource;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An instance profile: what an instance is launched with to get its role's credentials.
 *
 * @param identity its names
 * @param roleName its role, one at most
 * @param tags by key, in the order in which they were set
 * @param changed when it was made or last got a role; EC2 hears of that some seconds later only
 */
public record SimulatedInstanceProfile(
    Identity identity, Optional<String> roleName, Map<String, String> tags, Instant changed)
    implements StoredResource {

  public SimulatedInstanceProfile {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** What its store knows it by: its name, without regard to case. */
  @Override
  public String id() {
    return Identity.key(identity.name());
  }

  /** The profile's name. */
  public String name() {
    return identity.name();
  }

  SimulatedInstanceProfile withRole(Optional<String> role, Instant at) {
    return new SimulatedInstanceProfile(identity, role, tags, at);
  }

  SimulatedInstanceProfile withTags(Map<String, String> newTags) {
    return new SimulatedInstanceProfile(identity, roleName, newTags, changed);
  }
}
