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
 * @param attachedPolicies the managed policies: name by ARN
 * @param inlinePolicies the policies written into it, by name
 */
public record SimulatedRole(
    Identity identity,
    PolicyDocument trust,
    String description,
    int maxSessionSeconds,
    Optional<String> boundary,
    Map<String, String> tags,
    Map<String, String> attachedPolicies,
    Map<String, PolicyDocument> inlinePolicies)
    implements StoredResource {

  public SimulatedRole {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    attachedPolicies = Collections.unmodifiableMap(new LinkedHashMap<>(attachedPolicies));
    inlinePolicies = Collections.unmodifiableMap(new LinkedHashMap<>(inlinePolicies));
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
        identity,
        changed,
        description,
        maxSessionSeconds,
        boundary,
        tags,
        attachedPolicies,
        inlinePolicies);
  }

  SimulatedRole withDescription(String changed, int seconds) {
    return new SimulatedRole(
        identity, trust, changed, seconds, boundary, tags, attachedPolicies, inlinePolicies);
  }

  SimulatedRole withBoundary(Optional<String> changed) {
    return new SimulatedRole(
        identity,
        trust,
        description,
        maxSessionSeconds,
        changed,
        tags,
        attachedPolicies,
        inlinePolicies);
  }

  SimulatedRole withTags(Map<String, String> changed) {
    return new SimulatedRole(
        identity,
        trust,
        description,
        maxSessionSeconds,
        boundary,
        changed,
        attachedPolicies,
        inlinePolicies);
  }

  SimulatedRole withAttached(Map<String, String> changed) {
    return new SimulatedRole(
        identity, trust, description, maxSessionSeconds, boundary, tags, changed, inlinePolicies);
  }

  SimulatedRole withInline(Map<String, PolicyDocument> changed) {
    return new SimulatedRole(
        identity, trust, description, maxSessionSeconds, boundary, tags, attachedPolicies, changed);
  }
}
