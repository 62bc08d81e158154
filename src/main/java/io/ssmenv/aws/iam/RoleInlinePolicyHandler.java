package io.ssmenv.aws.iam;

import io.ssmenv.aws.budget.ItemReads;
import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.iam.RoleReader.InlinePolicy;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.RoleInlinePolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The inline policies of the role: the operator's own one, and those of somebody else, which are
 * only ever deleted. The id of such a policy is the name of the role.
 */
public final class RoleInlinePolicyHandler implements ResourceHandler<RoleInlinePolicy, AwsCall> {

  private static final String EMBEDDED = "embedded";

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

  /** Putting a policy that exists replaces its document [D]. */
  @Override
  public Created create(AwsCall call, RoleInlinePolicy desired) {
    String role = call.id(desired.role());
    put(call, desired, role);
    return new Created(role, State.READY, EMBEDDED, List.of(), Optional.empty());
  }

  @Override
  public String update(
      AwsCall call, RoleInlinePolicy desired, Observed current, Set<Component> changed) {
    put(call, desired, current.id());
    return current.id();
  }

  private void put(AwsCall call, RoleInlinePolicy desired, String role) {
    call.iam()
        .putRolePolicy(request ->
            request.roleName(role).policyName(desired.name()).policyDocument(desired.document()));
    InlinePolicy written = new InlinePolicy(desired.name(), desired.document());
    reader.written(call.clients(), role, read -> read.inlinePolicies().contains(written));
  }

  @Override
  public Deletion delete(AwsCall call, RoleInlinePolicy observed, String id) {
    Deletion deletion =
        NotFound.linkDeleted(
            () ->
                call.iam()
                    .deleteRolePolicy(request -> request.roleName(id).policyName(observed.name())),
            () -> call.iam().getRole(request -> request.roleName(id)));
    reader.written(call.clients(), id, read -> !read.embeds(observed.name()));
    return deletion;
  }

  @Override
  public Change change(
      RoleInlinePolicy desired, RoleInlinePolicy observed, Set<Component> changed) {
    return changed.equals(Set.of(RoleInlinePolicy.DOCUMENT))
        ? new Change.InPlace()
        : new Change.DeleteFirst();
  }

  static List<Observed> decode(List<InlinePolicy> policies, String role) {
    return policies.stream()
        .map(policy ->
            new Observed(
                RoleInlinePolicy.of(Ref.id(role), policy.name(), policy.document()),
                role,
                State.READY,
                EMBEDDED))
        .toList();
  }
}
