package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.ActionFamily;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Operation;
import java.util.List;
import java.util.function.UnaryOperator;

/** The parameter {@code DryRun}, which all of EC2's operations have. */
final class DryRun {
  private static final String PARAMETER = "DryRun";

  private DryRun() {}

  /** Whether the call is one. */
  static boolean isRequested(Call call) {
    return call.params().flag(PARAMETER).orElse(false);
  }

  /** Refuses as AWS does where the call would have succeeded. */
  static AwsError wouldSucceed() {
    return new AwsError(
        "DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
  }

  /** The same after checks that passed. */
  static AwsError wouldSucceed(Object checked) {
    return wouldSucceed();
  }

  /**
   * A family whose operations know the parameter. One that names it among its own parameters
   * handles it, after its checks; the others answer before their checks.
   */
  static ActionFamily addTo(Ec2Family family) {
    UnaryOperator<Operation> add =
        operation ->
            operation.supports(PARAMETER)
                ? operation
                : new Operation(
                        operation.name(),
                        operation.mutating(),
                        operation.parameters(),
                        call -> {
                          if (isRequested(call)) {
                            throw wouldSucceed();
                          }
                          return operation.action().answer(call);
                        })
                    .and(PARAMETER);
    return new ActionFamily() {
      @Override
      public String service() {
        return family.service();
      }

      @Override
      public List<Operation> operations() {
        return family.operations().stream().map(add).toList();
      }
    };
  }
}
