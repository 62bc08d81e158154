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
 * IAM in one account: IAM knows no regions. Guarded by the account's lock.
 *
 * <p>Writes are checked against what is; reads may lag behind it, as every read of the simulation.
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

  /** The managed policies that the account made, by ARN. */
  Map<String, ManagedPolicy> ownPolicies() {
    return ownPolicies;
  }

  /** The OpenID Connect providers, by ARN. */
  Map<String, OidcProvider> oidcProviders() {
    return oidcProviders;
  }

  /** The role as it is, for a write. */
  SimulatedRole role(String name) {
    return roles.get(Identity.key(name)).orElseThrow(() -> IamErrors.noSuchRole(name));
  }

  /** The role as a read shows it. */
  SimulatedRole readRole(String name, Instant now) {
    return roles.read(Identity.key(name), now).orElseThrow(() -> IamErrors.noSuchRole(name));
  }

  /** The profile as it is, for a write. */
  SimulatedInstanceProfile profile(String name) {
    return profiles.get(Identity.key(name)).orElseThrow(() -> IamErrors.noSuchProfile(name));
  }

  /** The profile as a read shows it. */
  SimulatedInstanceProfile readProfile(String name, Instant now) {
    return profiles.read(Identity.key(name), now).orElseThrow(() -> IamErrors.noSuchProfile(name));
  }

  /** The profile as it is, if there is one of that name or ARN. */
  Optional<SimulatedInstanceProfile> profileByNameOrArn(String nameOrArn) {
    String name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    return profiles
        .get(Identity.key(name))
        .filter(p -> name.equals(nameOrArn) || p.identity().arn().equals(nameOrArn));
  }

  /** The role in a profile, as reads show them. */
  Optional<SimulatedRole> roleOf(SimulatedInstanceProfile profile, Instant now) {
    return profile.roleName().flatMap(name -> roles.read(Identity.key(name), now));
  }

  /** The profiles that a role is in, as reads and lists show them. */
  List<Struct> profilesOf(SimulatedRole role, Instant now) {
    return profiles
        .list(now)
        .filter(profile -> profile.roleName().equals(Optional.of(role.name())))
        .map(profile -> IamReplies.listedProfile(profile, Optional.of(role)))
        .toList();
  }

  /** A managed policy, AWS's or the account's. */
  Optional<ManagedPolicy> policy(String arn) {
    return awsPolicies.find(arn).or(() -> Optional.ofNullable(ownPolicies.get(arn)));
  }

  /**
   * Names for something new.
   *
   * @param idPrefix such as {@code AROA}
   * @param type the ARN's, such as {@code role}
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
