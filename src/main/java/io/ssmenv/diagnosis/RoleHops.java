package io.ssmenv.diagnosis;

import io.ssmenv.desired.AwsNames;
import io.ssmenv.desired.InstanceIdentity;
import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.InstanceProfileRole;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RoleInlinePolicy;
import io.ssmenv.topology.RolePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What lets the agent in: instance profile, role, trust, policies and boundary. */
record RoleHops(Evidence evidence, ObservedGraph graph, String name) {

  private static final String EC2 = "\"ec2.amazonaws.com\"";

  List<Hop> hops() {
    List<Hop> hops = new ArrayList<>();
    metadata().ifPresent(hops::add);
    profile().ifPresent(hops::add);
    hops.add(roleInProfile());
    if (graph.find(Role.KEY) instanceof Lookup.Found(var _, Observed found)
        && found.resource() instanceof Role role) {
      hops.add(trust(found.id(), role));
      hops.add(policy(found.id()));
      role.boundary().ifPresent(boundary -> hops.add(boundary(found.id(), boundary)));
    }
    return hops;
  }

  /**
   * The credentials of the role come from the metadata service of the instance. Its hop limit does
   * not matter: the agent is one hop away.
   */
  private Optional<Hop> metadata() {
    return graph.find(Instance.key(name)) instanceof Lookup.Found(var _, Observed found)
        ? found.detail(Observed.METADATA_ENDPOINT).map(state -> metadata(found.id(), state))
        : Optional.empty();
  }

  /** The state is not compared with a desired one, so the operator does not correct it. */
  private static Hop metadata(String id, String state) {
    return state.equals("disabled")
        ? Hop.broken(
            Place.METADATA_OPTIONS,
            id,
            "%s has its metadata service disabled, so its agent gets no credentials".formatted(id),
            "Run aws ec2 modify-instance-metadata-options --instance-id %s --http-endpoint enabled"
                .formatted(id))
        : Hop.ok(Place.METADATA_OPTIONS, id, "%s has its metadata service enabled".formatted(id));
  }

  /** Of the instance; empty if it is not launched yet. */
  private Optional<Hop> profile() {
    return graph.find(Instance.key(name)) instanceof Lookup.Found(Key key, Observed found)
            && found.resource() instanceof Instance instance
        ? Optional.of(profile(key, found.id(), instance.profile()))
        : Optional.empty();
  }

  private Hop profile(Key instance, String id, Ref profile) {
    return switch (graph.follow(instance, profile)) {
      case Lookup.Found(var _, Observed found) ->
          Hop.ok(
              Place.INSTANCE_PROFILE,
              found.id(),
              "%s has the instance profile %s".formatted(id, found.id()));
      case Lookup.Unread(String why) -> Hop.unknown(Place.INSTANCE_PROFILE, id, why);
      case Lookup.Absent _ ->
          Hop.broken(
              Place.INSTANCE_PROFILE,
              id,
              "The instance profile of %s does not exist".formatted(id),
              evidence.remedy("Create it, and associate it with the instance"));
      case Lookup.Outside(String other) when other.equals(NO_PROFILE) ->
          Hop.broken(
              Place.INSTANCE_PROFILE,
              id,
              "%s has no instance profile".formatted(id),
              evidence.remedy("Associate that of the environment"));
      case Lookup.Outside(String other) ->
          Hop.suspect(
              Place.INSTANCE_PROFILE,
              other,
              "%s has the instance profile %s, whose role was not read".formatted(id, other),
              evidence.remedy("Associate that of the environment"));
    };
  }

  /** As an instance without a profile is decoded. */
  private static final String NO_PROFILE = "none";

  private Hop roleInProfile() {
    return switch (graph.find(InstanceProfileRole.KEY)) {
      case Lookup.Found(Key key, Observed found)
          when found.resource() instanceof InstanceProfileRole link ->
          role(graph.follow(key, link.role()), found.id());
      case Lookup.Unread(String why) ->
          Hop.unknown(Place.INSTANCE_PROFILE, InstanceProfile.KEY.value(), why);
      default ->
          Hop.broken(
              Place.INSTANCE_PROFILE,
              graph.name(InstanceProfile.KEY, Ref.to(InstanceProfile.KEY)),
              "The instance profile %s has no role"
                  .formatted(graph.name(InstanceProfile.KEY, Ref.to(InstanceProfile.KEY))),
              evidence.remedy("Add the role to it"));
    };
  }

  private Hop role(Lookup role, String profile) {
    return switch (role) {
      case Lookup.Found(var _, Observed found) ->
          Hop.ok(
              Place.INSTANCE_PROFILE, profile, "%s has the role %s".formatted(profile, found.id()));
      case Lookup.Unread(String why) -> Hop.unknown(Place.ROLE, profile, why);
      case Lookup.Absent _ ->
          Hop.broken(
              Place.ROLE,
              profile,
              "The role of the instance profile %s does not exist".formatted(profile),
              evidence.remedy("Create it"));
      case Lookup.Outside(String other) ->
          Hop.suspect(
              Place.ROLE,
              other,
              "The instance profile %s has the role %s, which was not read"
                  .formatted(profile, other),
              evidence.remedy("Give it the role of the environment"));
    };
  }

  private Hop trust(String id, Role role) {
    if (role.trust().equals(InstanceIdentity.TRUST)) {
      return Hop.ok(Place.ROLE, id, "%s trusts EC2".formatted(id));
    }
    return role.trust().contains(EC2)
        ? Hop.suspect(
            Place.ROLE,
            id,
            "The trust policy of the role %s was changed, and may not let EC2 use it".formatted(id),
            evidence.remedy("Restore it"))
        : Hop.broken(
            Place.ROLE,
            id,
            "The trust policy of the role %s does not name ec2.amazonaws.com".formatted(id),
            evidence.remedy("Restore it"));
  }

  private Hop policy(String id) {
    String core = AwsNames.corePolicy(evidence.spec().region());
    String policy = core.substring(core.lastIndexOf('/') + 1);
    return switch (graph.find(RolePolicy.of(Role.KEY, core).key())) {
      case Lookup.Found _ -> Hop.ok(Place.ROLE, id, "%s has %s".formatted(id, policy));
      case Lookup.Unread(String why) -> Hop.unknown(Place.ROLE, id, why);
      case Lookup.Absent _, Lookup.Outside _ ->
          hasOtherPolicies()
              ? Hop.suspect(
                  Place.ROLE,
                  id,
                  "The role %s lacks %s, and its other policies may not be enough"
                      .formatted(id, policy),
                  evidence.remedy("Attach it"))
              : Hop.broken(
                  Place.ROLE,
                  id,
                  "The role %s lacks the policy %s".formatted(id, policy),
                  evidence.remedy("Attach it"));
    };
  }

  private boolean hasOtherPolicies() {
    return graph.links(RolePolicy.class, Role.KEY).findAny().isPresent()
        || graph.links(RoleInlinePolicy.class, Role.KEY).anyMatch(RoleInlinePolicy::isForeign);
  }

  /** It belongs to those who govern the account, and the operator may not read it. */
  private static Hop boundary(String id, String boundary) {
    return Hop.unknown(
        Place.PERMISSIONS_BOUNDARY,
        boundary,
        "The permissions boundary %s of %s was not read: it has to allow what AmazonSSMManagedInstanceCore allows"
            .formatted(boundary, id));
  }
}
