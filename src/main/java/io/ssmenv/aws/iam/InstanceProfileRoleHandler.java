package io.ssmenv.aws.iam;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.InstanceProfileRole;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;

/** The role of the instance profile. The id of this link is the name of the profile. */
public final class InstanceProfileRoleHandler
    implements ResourceHandler<InstanceProfileRole, AwsCall> {

  @Override
  public Class<InstanceProfileRole> type() {
    return InstanceProfileRole.class;
  }

  @Override
  public Created create(AwsCall call, InstanceProfileRole desired) {
    String profile = call.id(desired.profile());
    String role = call.id(desired.role());
    try {
      call.iam()
          .addRoleToInstanceProfile(request -> request.instanceProfileName(profile).roleName(role));
    } catch (IamException e) {
      if (!ErrorClassifier.isCode(e, "LimitExceeded")) {
        throw e;
      }
      requireRole(call, profile, role);
    }
    return new Created(profile, State.READY, "added", List.of(), Optional.empty());
  }

  /** IAM refuses a second role for a profile, even if it is the same role [D]. */
  private static void requireRole(AwsCall call, String profile, String role) {
    List<String> roles =
        call
            .iam()
            .getInstanceProfile(request -> request.instanceProfileName(profile))
            .instanceProfile()
            .roles()
            .stream()
            .map(Role::roleName)
            .toList();
    if (!roles.contains(role)) {
      throw new CloudException(
          new CloudError.Conflict(
              "AddRoleToInstanceProfile",
              "LimitExceeded",
              "The instance profile " + profile + " already has another role: " + roles));
    }
  }

  @Override
  public String update(
      AwsCall call, InstanceProfileRole desired, Observed current, Set<Component> changed) {
    throw new IllegalStateException("The role of a profile is replaced, never updated");
  }

  @Override
  public Deletion delete(AwsCall call, InstanceProfileRole observed, String id) {
    String role = call.id(observed.role());
    return NotFound.linkDeleted(
        () ->
            call.iam()
                .removeRoleFromInstanceProfile(
                    request -> request.instanceProfileName(id).roleName(role)),
        () -> call.iam().getInstanceProfile(request -> request.instanceProfileName(id)));
  }

  @Override
  public Change change(
      InstanceProfileRole desired, InstanceProfileRole observed, Set<Component> changed) {
    return new Change.DeleteFirst();
  }

  static List<Observed> decode(InstanceProfile profile) {
    return profile.roles().stream()
        .map(role ->
            new Observed(
                new InstanceProfileRole(
                    InstanceProfileRole.KEY,
                    Ref.id(profile.instanceProfileName()),
                    Ref.id(role.roleName())),
                profile.instanceProfileName(),
                State.READY,
                "added"))
        .toList();
  }
}
