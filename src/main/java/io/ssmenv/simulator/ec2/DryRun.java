package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import java.util.List;
import java.util.function.UnaryOperator;

/** The parameter {@code DryRun} of all EC2 operations. */
final class DryRun {
  private static final String PARAMETER = "DryRun";

  private DryRun() {}

  /** Returns whether the call is a dry run. */
  static boolean isRequested(Call call) {
    return call.params().flag(PARAMETER).orElse(false);
  }

  /** Returns AWS's error for a dry run that would have succeeded. */
  static AwsError wouldSucceed() {
    return ErrorWords.error("dry-run-operation");
  }

  /** Returns the same error, for use as a function of the checked request. */
  static AwsError wouldSucceed(Object checked) {
    return wouldSucceed();
  }

  /**
   * Adds the parameter to the operations of a family. Operations that declare it themselves handle
   * it after their checks; the others return before their checks.
   */
  static ActionGroup addTo(Ec2ActionGroup family) {
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
    return new ActionGroup() {
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
