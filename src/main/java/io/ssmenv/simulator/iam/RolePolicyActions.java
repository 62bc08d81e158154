package io.ssmenv.simulator.iam;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.core.Value;
import io.ssmenv.simulator.iam.PolicyDocument.Use;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Manages the attached and inline policies of roles. */
final class RolePolicyActions implements ActionGroup {
  /** IAM's default quota [D]. */
  private static final int MAX_ATTACHED = 10;

  /** The maximum number of characters of all inline policies of a role [D]. */
  private static final int MAX_INLINE_SIZE = 10_240;

  private final RegionalState<IamState> states;
  private final IamPages pages;

  RolePolicyActions(RegionalState<IamState> states, IamPages pages) {
    this.states = states;
    this.pages = pages;
  }

  @Override
  public String service() {
    return "iam";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("AttachRolePolicy", this::attach, "RoleName", "PolicyArn"),
        write("DetachRolePolicy", this::detach, "RoleName", "PolicyArn"),
        read(
            "ListAttachedRolePolicies",
            this::listAttached,
            "RoleName",
            "PathPrefix",
            "MaxItems",
            "Marker"),
        write("PutRolePolicy", this::put, "RoleName", "PolicyName", "PolicyDocument"),
        write("DeleteRolePolicy", this::delete, "RoleName", "PolicyName"),
        read("GetRolePolicy", this::get, "RoleName", "PolicyName"),
        read("ListRolePolicies", this::list, "RoleName"));
  }

  private Struct attach(Call call) {
    IamState state = state(call);
    SimulatedRole role = state.role(IamInput.roleName(call.params()));
    String arn = call.params().required("PolicyArn");
    ManagedPolicy policy =
        state.policy(arn).orElseThrow(() -> ErrorWords.error("policy-not-attachable", arn));
    Map<String, String> attached = new LinkedHashMap<>(role.attachedPolicies());
    attached.put(arn, policy.name());
    if (attached.size() > MAX_ATTACHED) {
      throw IamErrors.quota("PoliciesPerRole", MAX_ATTACHED);
    }
    state.roles().update(role.id(), call.now(), present -> present.withAttached(attached));
    return Struct.empty();
  }

  private Struct detach(Call call) {
    IamState state = state(call);
    SimulatedRole role = state.role(IamInput.roleName(call.params()));
    String arn = call.params().required("PolicyArn");
    Map<String, String> attached = new LinkedHashMap<>(role.attachedPolicies());
    if (attached.remove(arn) == null) {
      throw ErrorWords.error("no-such-entity-policy", arn);
    }
    state.roles().update(role.id(), call.now(), present -> present.withAttached(attached));
    return Struct.empty();
  }

  private Struct listAttached(Call call) {
    IamState state = state(call);
    SimulatedRole role = state.readRole(IamInput.roleName(call.params()), call.now());
    String prefix = IamInput.pathPrefix(call.params());
    return pages.page(
        Struct.empty(),
        call,
        "AttachedPolicies",
        () ->
            role.attachedPolicies().entrySet().stream()
                .filter(e -> underPath(state, e.getKey(), prefix))
                .map(e -> IamReplies.attachedPolicy(e.getKey(), e.getValue()))
                .toList());
  }

  private Struct put(Call call) {
    IamState state = state(call);
    SimulatedRole role = state.role(IamInput.roleName(call.params()));
    Map<String, PolicyDocument> inline = new LinkedHashMap<>(role.inlinePolicies());
    inline.put(
        IamInput.policyName(call.params()),
        IamInput.document(call.params(), "PolicyDocument", Use.PERMISSIONS));
    if (inline.values().stream().mapToLong(PolicyDocument::size).sum() > MAX_INLINE_SIZE) {
      throw ErrorWords.error("limit-exceeded-role-policy", MAX_INLINE_SIZE, role.name());
    }
    state.roles().update(role.id(), call.now(), present -> present.withInline(inline));
    return Struct.empty();
  }

  private Struct delete(Call call) {
    IamState state = state(call);
    SimulatedRole role = state.role(IamInput.roleName(call.params()));
    String policy = IamInput.policyName(call.params());
    Map<String, PolicyDocument> inline = new LinkedHashMap<>(role.inlinePolicies());
    if (inline.remove(policy) == null) {
      throw noSuchInline(policy);
    }
    state.roles().update(role.id(), call.now(), present -> present.withInline(inline));
    return Struct.empty();
  }

  private Struct get(Call call) {
    SimulatedRole role = state(call).readRole(IamInput.roleName(call.params()), call.now());
    String policy = IamInput.policyName(call.params());
    PolicyDocument document = role.inlinePolicies().get(policy);
    if (document == null) {
      throw noSuchInline(policy);
    }
    return Struct.empty()
        .with("RoleName", role.name())
        .with("PolicyName", policy)
        .with("PolicyDocument", document.urlEncoded());
  }

  private Struct list(Call call) {
    SimulatedRole role = state(call).readRole(IamInput.roleName(call.params()), call.now());
    return Struct.empty()
        .with("PolicyNames", Value.texts(List.copyOf(role.inlinePolicies().keySet())))
        .with("IsTruncated", false);
  }

  private static boolean underPath(IamState state, String arn, String prefix) {
    return state.policy(arn).filter(policy -> policy.path().startsWith(prefix)).isPresent();
  }

  private static AwsError noSuchInline(String policy) {
    return ErrorWords.error("role-policy-missing", policy);
  }

  private IamState state(Call call) {
    return states.of(call.accountId(), RegionalState.GLOBAL);
  }
}
