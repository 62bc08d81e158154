package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.StoredResource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A role with its policies and tags.
 *
 * @param identity its name, path, id and ARN
 * @param trust the trust policy
 * @param description may be empty
 * @param maxSessionSeconds how long a session may last, 3,600 … 43,200
 * @param boundary the ARN of its permissions boundary
 * @param tags by key, in the order in which they were set
 * @param attachedPolicies the attached managed policies: name by ARN
 * @param inlinePolicies the inline policies by name
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

  /** The key in its store: its name, ignoring case. */
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

  SimulatedRole withBoundary(String arn) {
    return with(Optional.of(arn));
  }

  SimulatedRole withoutBoundary() {
    return with(Optional.empty());
  }

  private SimulatedRole with(Optional<String> changed) {
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
