package io.ssmenv.aws.foreign;

import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads of VPCs that others own, within the share of the request rate that reads have. */
public record ForeignReads(ReadBudget budget) {

  /**
   * Begins to read a VPC, if there is room for it now.
   *
   * @throws CloudException that names the API action
   */
  <T> T first(String action, Supplier<T> read) {
    if (!budget.tryTakeById(action)) {
      throw new CloudException(
          new CloudError.Throttled(
              action,
              "ReadBudget",
              "the operator has used up its share of the request rate for reads, and repeats the call soon"));
    }
    return call(action, read);
  }

  /**
   * Goes on reading a VPC: half of an answer is of no use. Later listings wait for it.
   *
   * @throws CloudException that names the API action
   */
  <T> T next(String action, Supplier<T> read) {
    budget.take(action, 1);
    return call(action, read);
  }

  /**
   * Reads what is of use on its own; empty if there is no room for it now.
   *
   * @throws CloudException that names the API action
   */
  <T> Optional<T> ifRoom(String action, Supplier<T> read) {
    return budget.tryTakeById(action) ? Optional.of(call(action, read)) : Optional.empty();
  }

  private static <T> T call(String action, Supplier<T> read) {
    try {
      return read.get();
    } catch (RuntimeException e) {
      throw new CloudException(ErrorClassifier.classify(action, e), e);
    }
  }
}
