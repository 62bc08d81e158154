package io.ssmenv.simulator.sts;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.iam.Principal;
import io.ssmenv.simulator.iam.Principals;
import java.util.List;

/**
 * Returns the identity of the caller. Every access key that does not belong to a role session
 * represents an IAM user of the same name; the simulation has no other users.
 */
public final class GetCallerIdentityAction implements ActionGroup {
  private final Principals principals;

  /** Creates the family. IAM identifies the callers. */
  public GetCallerIdentityAction(Principals principals) {
    this.principals = principals;
  }

  @Override
  public String service() {
    return "sts";
  }

  @Override
  public List<Operation> operations() {
    return List.of(Operation.read("GetCallerIdentity", this::identity));
  }

  private Struct identity(Call call) {
    Principal caller = principals.of(call);
    return Struct.empty()
        .with("Arn", caller.arn())
        .with("UserId", caller.userId())
        .with("Account", caller.accountId());
  }
}
