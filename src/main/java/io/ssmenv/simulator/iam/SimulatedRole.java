package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.StoredResource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A role, with all that hangs on it.
 *
 * @param identity its names
 * @param trust who may assume it
 * @param description may be empty
 * @param maxSessionSeconds how long a session may last, 3,600 … 43,200
 * @param boundary the ARN of its permissions boundary
 * @param tags by key, in the order in which they were set
 * @param attached the managed policies: name by ARN
 * @param inline the policies written into it, by name
 */
public record SimulatedRole(
    Identity identity,
    PolicyDocument trust,
    String description,
    int maxSessionSeconds,
    Optional<String> boundary,
    Map<String, String> tags,
    Map<String, String> attached,
    Map<String, PolicyDocument> inline)
    implements StoredResource {

  public SimulatedRole {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    attached = Collections.unmodifiableMap(new LinkedHashMap<>(attached));
    inline = Collections.unmodifiableMap(new LinkedHashMap<>(inline));
  }

  /** What its store knows it by: its name, without regard to case. */
  @Override
  public String id() {
    return Identity.key(identity.name());
  }

  /** The role's name. */
  public String name() {
    return identity.name();
  }

  SimulatedRole withTrust(PolicyDocument changed) {
    return new SimulatedRole(
        identity, changed, description, maxSessionSeconds, boundary, tags, attached, inline);
  }

  SimulatedRole withDescription(String changed, int seconds) {
    return new SimulatedRole(identity, trust, changed, seconds, boundary, tags, attached, inline);
  }

  SimulatedRole withBoundary(Optional<String> changed) {
    return new SimulatedRole(
        identity, trust, description, maxSessionSeconds, changed, tags, attached, inline);
  }

  SimulatedRole withTags(Map<String, String> changed) {
    return new SimulatedRole(
        identity, trust, description, maxSessionSeconds, boundary, changed, attached, inline);
  }

  SimulatedRole withAttached(Map<String, String> changed) {
    return new SimulatedRole(
        identity, trust, description, maxSessionSeconds, boundary, tags, changed, inline);
  }

  SimulatedRole withInline(Map<String, PolicyDocument> changed) {
    return new SimulatedRole(
        identity, trust, description, maxSessionSeconds, boundary, tags, attached, changed);
  }
}
