package io.ssmenv.aws.iam;

import io.ssmenv.aws.budget.ItemReads;
import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.inventory.RefResolver;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.RoleInlinePolicy;
import java.util.List;
import java.util.Set;

/**
 * The inline policies of the role, which are only ever deleted. The id of such a policy is the name
 * of the role.
 */
public final class RoleInlinePolicyHandler implements ResourceHandler<RoleInlinePolicy, AwsCall> {

  private final RoleReader reader;

  public RoleInlinePolicyHandler() {
    this(new RoleReader(ItemReads.UNLIMITED));
  }

  /**
   * @param reader reads the roles, with their policies
   */
  public RoleInlinePolicyHandler(RoleReader reader) {
    this.reader = reader;
  }

  @Override
  public Class<RoleInlinePolicy> type() {
    return RoleInlinePolicy.class;
  }

  @Override
  public Created create(AwsCall call, RoleInlinePolicy desired) {
    throw new IllegalStateException("No topology has an inline policy");
  }

  @Override
  public String update(
      AwsCall call, RoleInlinePolicy desired, Observed current, Set<Component> changed) {
    throw new IllegalStateException("No topology has an inline policy");
  }

  @Override
  public Deletion delete(AwsCall call, RoleInlinePolicy observed, String id) {
    Deletion deletion =
        NotFound.linkDeleted(
            () ->
                call.iam()
                    .deleteRolePolicy(request -> request.roleName(id).policyName(observed.name())),
            () -> call.iam().getRole(request -> request.roleName(id)));
    reader.written(call.clients(), id, read -> !read.inlinePolicies().contains(observed.name()));
    return deletion;
  }

  @Override
  public Change change(
      RoleInlinePolicy desired, RoleInlinePolicy observed, Set<Component> changed) {
    return new Change.DeleteFirst();
  }

  static List<Observed> decode(List<String> policies, String role, RefResolver refs) {
    return policies.stream()
        .map(policy ->
            new Observed(
                RoleInlinePolicy.of(refs.ref(role), policy), role, State.READY, "embedded"))
        .toList();
  }
}
