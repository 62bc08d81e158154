package io.ssmenv.simulator.sts;

import io.ssmenv.simulator.core.ActionFamily;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import java.util.List;

/**
 * Tells a caller which account its credentials belong to. Every access key stands for an IAM user
 * of its own, named after it; users exist nowhere else in the simulation.
 */
public final class CallerIdentity implements ActionFamily {
  @Override
  public String service() {
    return "sts";
  }

  @Override
  public List<Operation> operations() {
    return List.of(Operation.read("GetCallerIdentity", CallerIdentity::identity));
  }

  private static Struct identity(Call call) {
    return Struct.empty()
        .with("Arn", "arn:aws:iam::%s:user/%s".formatted(call.accountId(), call.accessKeyId()))
        .with("UserId", "AIDA" + call.accessKeyId())
        .with("Account", call.accountId());
  }
}
