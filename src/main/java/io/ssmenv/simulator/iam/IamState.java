package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.Ids;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.ResourceStore;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.Struct;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of IAM in one account; IAM is global. Guarded by the account's lock.
 *
 * <p>Writes are checked against the actual state; reads may lag behind it.
 */
final class IamState {
  private final String accountId;
  private final Ids ids;
  private final ResourceStore<SimulatedRole> roles;
  private final ResourceStore<SimulatedInstanceProfile> profiles;
  private final Map<String, ManagedPolicy> ownPolicies = new LinkedHashMap<>();
  private final Map<String, OidcProvider> oidcProviders = new LinkedHashMap<>();
  private final AwsManagedPolicies awsPolicies;

  IamState(Simulation simulation, String accountId, AwsManagedPolicies awsPolicies) {
    this.accountId = accountId;
    this.ids = simulation.ids();
    ReadLag lag = simulation.options().readLag().iam();
    this.roles = new ResourceStore<>(simulation, lag);
    this.profiles = new ResourceStore<>(simulation, lag);
    this.awsPolicies = awsPolicies;
  }

  ResourceStore<SimulatedRole> roles() {
    return roles;
  }

  ResourceStore<SimulatedInstanceProfile> profiles() {
    return profiles;
  }

  /** The account's own managed policies, by ARN. */
  Map<String, ManagedPolicy> ownPolicies() {
    return ownPolicies;
  }

  /** The OpenID Connect providers, by ARN. */
  Map<String, OidcProvider> oidcProviders() {
    return oidcProviders;
  }

  /** Returns the actual state of a role, for a write. */
  SimulatedRole role(String name) {
    return roles.get(Identity.key(name)).orElseThrow(() -> IamErrors.noSuchRole(name));
  }

  /** Returns a role as reads show it. */
  SimulatedRole readRole(String name, Instant now) {
    return roles.read(Identity.key(name), now).orElseThrow(() -> IamErrors.noSuchRole(name));
  }

  /** Returns the actual state of a profile, for a write. */
  SimulatedInstanceProfile profile(String name) {
    return profiles.get(Identity.key(name)).orElseThrow(() -> IamErrors.noSuchProfile(name));
  }

  /** Returns a profile as reads show it. */
  SimulatedInstanceProfile readProfile(String name, Instant now) {
    return profiles.read(Identity.key(name), now).orElseThrow(() -> IamErrors.noSuchProfile(name));
  }

  /** Returns the actual state of the profile with a name or ARN, if it exists. */
  Optional<SimulatedInstanceProfile> profileByNameOrArn(String nameOrArn) {
    String name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    return profiles
        .get(Identity.key(name))
        .filter(p -> name.equals(nameOrArn) || p.identity().arn().equals(nameOrArn));
  }

  /** Returns the role of a profile, as reads show it. */
  Optional<SimulatedRole> roleOf(SimulatedInstanceProfile profile, Instant now) {
    return profile.roleName().flatMap(name -> roles.read(Identity.key(name), now));
  }

  /** Returns the profiles of a role, as reads and lists show them. */
  List<Struct> profilesOf(SimulatedRole role, Instant now) {
    return profiles
        .list(now)
        .filter(profile -> profile.roleName().equals(Optional.of(role.name())))
        .map(profile -> IamReplies.listedProfile(profile, Optional.of(role)))
        .toList();
  }

  /** Returns a managed policy of AWS or of the account. */
  Optional<ManagedPolicy> policy(String arn) {
    return awsPolicies.find(arn).or(() -> Optional.ofNullable(ownPolicies.get(arn)));
  }

  /**
   * Creates the identity of a new entity.
   *
   * @param idPrefix such as {@code AROA}
   * @param type the type in the ARN, such as {@code role}
   */
  Identity identity(String idPrefix, String type, String path, String name, Instant now) {
    return new Identity(
        name,
        path,
        ids.iam(idPrefix),
        "arn:aws:iam::%s:%s%s%s".formatted(accountId, type, path, name),
        now);
  }
}
