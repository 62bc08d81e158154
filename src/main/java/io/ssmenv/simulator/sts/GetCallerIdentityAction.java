package io.ssmenv.simulator.sts;

import io.ssmenv.simulator.core.ActionFamily;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.iam.Principal;
import io.ssmenv.simulator.iam.Principals;
import java.util.List;

/**
 * Tells a caller who it is. Every access key that is not of a role's session stands for an IAM user
 * of its own, named after it; users exist nowhere else in the simulation.
 */
public final class GetCallerIdentityAction implements ActionFamily {
  private final Principals principals;

  /** The family; IAM knows who calls. */
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
