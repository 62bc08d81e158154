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
import io.ssmenv.simulator.iam.PolicyDocument.Use;
import java.util.List;
import java.util.Optional;

/** Creates, reads and deletes managed policies, for example for a permissions boundary. */
final class PolicyActions implements ActionGroup {
  /** IAM's quotas [D]. */
  private static final int MAX_SIZE = 6144;

  private static final int MAX_POLICIES = 1500;

  private final RegionalState<IamState> states;

  PolicyActions(RegionalState<IamState> states) {
    this.states = states;
  }

  @Override
  public String service() {
    return "iam";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("CreatePolicy", this::create, "PolicyName", "Path", "PolicyDocument", "Description"),
        read("GetPolicy", this::get, "PolicyArn"),
        write("DeletePolicy", this::delete, "PolicyArn"));
  }

  private Struct create(Call call) {
    IamState state = states.of(call.accountId(), RegionalState.GLOBAL);
    String name = IamInput.policyName(call.params());
    String path = IamInput.path(call.params());
    PolicyDocument document = IamInput.document(call.params(), "PolicyDocument", Use.PERMISSIONS);
    if (state.ownPolicies().values().stream().anyMatch(p -> p.name().equalsIgnoreCase(name))) {
      throw IamErrors.alreadyExists("A policy called", name);
    }
    if (document.size() > MAX_SIZE) {
      throw IamErrors.quota("PolicySize", MAX_SIZE);
    }
    if (state.ownPolicies().size() >= MAX_POLICIES) {
      throw IamErrors.quota("PoliciesPerAccount", MAX_POLICIES);
    }
    Identity identity = state.identity("ANPA", "policy", path, name, call.now());
    ManagedPolicy policy =
        new ManagedPolicy(
            name,
            identity.id(),
            identity.arn(),
            path,
            call.params().text("Description").orElse(""),
            document,
            call.now());
    state.ownPolicies().put(policy.arn(), policy);
    return Struct.empty().with("Policy", IamReplies.policy(policy, 0));
  }

  private Struct get(Call call) {
    IamState state = states.of(call.accountId(), RegionalState.GLOBAL);
    String arn = call.params().required("PolicyArn");
    ManagedPolicy policy = state.policy(arn).orElseThrow(() -> notFound(arn));
    return Struct.empty().with("Policy", IamReplies.policy(policy, attachments(state, arn)));
  }

  private Struct delete(Call call) {
    IamState state = states.of(call.accountId(), RegionalState.GLOBAL);
    String arn = call.params().required("PolicyArn");
    if (!state.ownPolicies().containsKey(arn)) {
      throw notFound(arn);
    }
    if (attachments(state, arn) > 0
        || state.roles().all().anyMatch(r -> r.boundary().equals(Optional.of(arn)))) {
      throw ErrorWords.error("delete-conflict");
    }
    state.ownPolicies().remove(arn);
    return Struct.empty();
  }

  private static long attachments(IamState state, String arn) {
    return state.roles().all().filter(role -> role.attachedPolicies().containsKey(arn)).count();
  }

  private static AwsError notFound(String arn) {
    return ErrorWords.error("no-such-entity-policy", arn);
  }
}
