package io.ssmenv.aws.foreign;

import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads of VPCs that others own, within the share of the request rate that reads have. */
public record ForeignReads(ReadBudget budget) {

  /**
   * Begins to read a VPC, if there is room for it now.
   *
   * @throws CloudException that names the API action; {@link CloudError.ReadDeferred} without room
   */
  <T> T first(String action, Supplier<T> read) {
    if (!budget.tryTakeById(action)) {
      throw new CloudException(
          new CloudError.ReadDeferred(
              action,
              "ReadBudget",
              "the operator has used up its share of the request rate for reads, and makes the call soon"));
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

  /**
   * Returns what all pages of a listing have. The first one has its token; each other takes one.
   */
  <P, T> List<T> items(String action, Iterable<P> pages, Function<P, List<T>> items) {
    List<T> all = new ArrayList<>();
    for (Iterator<P> rest = pages.iterator(); rest.hasNext(); ) {
      all.addAll(items.apply(rest.next()));
      if (rest.hasNext()) {
        beforeNextPage(action);
      }
    }
    return all;
  }

  void beforeNextPage(String action) {
    budget.take(action, 1);
  }

  private static <T> T call(String action, Supplier<T> read) {
    try {
      return read.get();
    } catch (RuntimeException e) {
      throw new CloudException(ErrorClassifier.classify(action, e), e);
    }
  }
}
