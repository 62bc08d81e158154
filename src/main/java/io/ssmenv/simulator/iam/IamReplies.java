package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders IAM's entities. Lists contain fewer members than the calls for a single entity. */
final class IamReplies {
  private IamReplies() {}

  /** Renders a role as in ListRoles and in a profile: without tags and boundary [D]. */
  static Struct listedRole(SimulatedRole role) {
    return identity(role.identity(), "Role")
        .with("AssumeRolePolicyDocument", role.trust().urlEncoded())
        .with("Description", Optional.of(role.description()).filter(d -> !d.isEmpty()))
        .with("MaxSessionDuration", role.maxSessionSeconds());
  }

  /** Renders a role as in GetRole and CreateRole. */
  static Struct role(SimulatedRole role) {
    Struct struct = listedRole(role);
    role.boundary().ifPresent(arn -> struct.with("PermissionsBoundary", boundary(arn)));
    return role.tags().isEmpty() ? struct : struct.with("Tags", tags(role.tags()));
  }

  /** Renders a role as in GetAccountAuthorizationDetails, with its profiles and policies. */
  static Struct roleDetail(SimulatedRole role, List<Struct> profiles) {
    Struct struct =
        identity(role.identity(), "Role")
            .with("AssumeRolePolicyDocument", role.trust().urlEncoded())
            .with("InstanceProfileList", profiles)
            .with(
                "RolePolicyList",
                role.inlinePolicies().entrySet().stream()
                    .map(e ->
                        Struct.empty()
                            .with("PolicyName", e.getKey())
                            .with("PolicyDocument", e.getValue().urlEncoded())))
            .with(
                "AttachedManagedPolicies",
                role.attachedPolicies().entrySet().stream()
                    .map(e -> attachedPolicy(e.getKey(), e.getValue())))
            .with("Tags", tags(role.tags()))
            .with("RoleLastUsed", Struct.empty());
    role.boundary().ifPresent(arn -> struct.with("PermissionsBoundary", boundary(arn)));
    return struct;
  }

  /** Renders a profile with its current role as in lists: without tags. */
  static Struct listedProfile(SimulatedInstanceProfile profile, Optional<SimulatedRole> role) {
    return identity(profile.identity(), "InstanceProfile")
        .with("Roles", role.stream().map(IamReplies::listedRole));
  }

  /** Renders a profile as in GetInstanceProfile and CreateInstanceProfile. */
  static Struct profile(SimulatedInstanceProfile profile, Optional<SimulatedRole> role) {
    Struct struct = listedProfile(profile, role);
    return profile.tags().isEmpty() ? struct : struct.with("Tags", tags(profile.tags()));
  }

  static Struct attachedPolicy(String arn, String name) {
    return Struct.empty().with("PolicyName", name).with("PolicyArn", arn);
  }

  static List<Struct> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(e -> Struct.empty().with("Key", e.getKey()).with("Value", e.getValue()))
        .toList();
  }

  static Struct policy(ManagedPolicy policy, long attachments) {
    return Struct.empty()
        .with("PolicyName", policy.name())
        .with("PolicyId", policy.id())
        .with("Arn", policy.arn())
        .with("Path", policy.path())
        .with("DefaultVersionId", "v1")
        .with("AttachmentCount", attachments)
        .with("PermissionsBoundaryUsageCount", 0)
        .with("IsAttachable", true)
        .with("Description", policy.description())
        .with("CreateDate", policy.created())
        .with("UpdateDate", policy.created());
  }

  private static Struct boundary(String arn) {
    return Struct.empty()
        .with("PermissionsBoundaryType", "Policy")
        .with("PermissionsBoundaryArn", arn);
  }

  private static Struct identity(Identity identity, String kind) {
    return Struct.empty()
        .with("Path", identity.path())
        .with(kind + "Name", identity.name())
        .with(kind + "Id", identity.id())
        .with("Arn", identity.arn())
        .with("CreateDate", identity.created());
  }
}
