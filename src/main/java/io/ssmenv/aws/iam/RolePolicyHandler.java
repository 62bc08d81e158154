package io.ssmenv.aws.iam;

import io.ssmenv.aws.budget.ItemReads;
import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.RolePolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/** The managed policies of the role. The id of such a link is the name of the role. */
public final class RolePolicyHandler implements ResourceHandler<RolePolicy, AwsCall> {

  private final RoleReader reader;

  public RolePolicyHandler() {
    this(new RoleReader(ItemReads.UNLIMITED));
  }

  /**
   * @param reader reads the roles, with their policies
   */
  public RolePolicyHandler(RoleReader reader) {
    this.reader = reader;
  }

  @Override
  public Class<RolePolicy> type() {
    return RolePolicy.class;
  }

  /** Attaching an attached policy is not an error [D]. */
  @Override
  public Created create(AwsCall call, RolePolicy desired) {
    String role = call.id(desired.role());
    call.iam().attachRolePolicy(request -> request.roleName(role).policyArn(desired.policyArn()));
    reader.written(call.clients(), role, read -> read.attaches(desired.policyArn()));
    return new Created(role, State.READY, "attached", List.of(), Optional.empty());
  }

  @Override
  public String update(AwsCall call, RolePolicy desired, Observed current, Set<Component> changed) {
    throw new IllegalStateException("A policy attachment is replaced, never updated");
  }

  @Override
  public Deletion delete(AwsCall call, RolePolicy observed, String id) {
    Deletion deletion =
        NotFound.linkDeleted(
            () ->
                call.iam()
                    .detachRolePolicy(
                        request -> request.roleName(id).policyArn(observed.policyArn())),
            () -> call.iam().getRole(request -> request.roleName(id)));
    reader.written(call.clients(), id, read -> !read.attaches(observed.policyArn()));
    return deletion;
  }

  @Override
  public Change change(RolePolicy desired, RolePolicy observed, Set<Component> changed) {
    return new Change.DeleteFirst();
  }

  static List<Observed> decode(List<AttachedPolicy> policies, Key role, String name) {
    return policies.stream()
        .map(policy ->
            new Observed(
                new RolePolicy(
                    RolePolicy.of(role, policy.policyArn()).key(),
                    Ref.id(name),
                    policy.policyArn()),
                name,
                State.READY,
                "attached"))
        .toList();
  }
}
