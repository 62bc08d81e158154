package io.ssmenv.status;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.ZoneAdvice;
import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Key;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Steps that have failed, here or on the environment in whose VPC this one stands, as blockers. */
final class FailedSteps {

  /** How many others are named: a message of a condition is read in one line of a table. */
  private static final int MAX_OTHERS = 3;

  private FailedSteps() {}

  private static Blocker of(Progress.Failure failed, StatusInputs inputs) {
    ResourceFailure failure = inputs.failure(failed);
    List<String> guests = inputs.failures().guests(failure.key());
    return new Blocker(
        Messages.reason(failure.error()),
        Messages.failure(
            failure,
            Messages.forEnvironments(guests),
            guests.isEmpty() ? advice(failure, inputs) : ZoneAdvice.forGuests(guests),
            inputs.plan().flatMap(plan -> replaced(plan, failure.key()))),
        failure.key().value());
  }

  /** What AWS refuses to the environment in whose VPC this one stands. */
  static Optional<Blocker> ofHost(StatusInputs inputs) {
    String host = inputs.spec().networkOrDefault().hostName().orElse("");
    return inputs.failures().ofHost().stream()
        .min(Comparator.comparing(ResourceFailure::key))
        .map(failure ->
            new Blocker(
                Messages.reason(failure.error()),
                Messages.failure(
                    failure,
                    " of the environment " + host,
                    advice(failure, inputs),
                    Optional.empty()),
                failure.key().inHost().value()));
  }

  private static ZoneAdvice advice(ResourceFailure failure, StatusInputs inputs) {
    SortedMap<String, String> zones = inputs.facts().map(Facts::zones).orElseGet(TreeMap::new);
    int before =
        (int) zones.values().stream().takeWhile(zone -> !failure.zones().contains(zone)).count();
    return ZoneAdvice.of(
        inputs.spec().networkOrDefault(),
        failure.lacking().stream().toList(),
        before < zones.size() ? before : 0);
  }

  /** The first failure, with the keys of the others that do not pass by themselves. */
  static Optional<Blocker> first(StatusInputs inputs, Predicate<Progress.Failure> which) {
    return inputs.progress().failures().stream()
        .filter(which)
        .min(Comparator.comparing(Progress.Failure::key))
        .map(first -> alsoFailing(of(first, inputs), others(first, inputs)));
  }

  private static List<Key> others(Progress.Failure first, StatusInputs inputs) {
    return inputs.progress().failures().stream()
        .filter(other -> !other.equals(first) && lasts(other))
        .map(Progress.Failure::key)
        .sorted()
        .toList();
  }

  /** Not what passes by itself: the message would change with each of them. */
  private static boolean lasts(Progress.Failure failure) {
    return failure.error().needsAttention() || isBlocked(failure.error());
  }

  private static boolean isBlocked(CloudError error) {
    return error instanceof CloudError.Conflict conflict && !conflict.blockers().isEmpty();
  }

  /** Who resolves one should not have to wait to learn of the next. */
  private static Blocker alsoFailing(Blocker first, List<Key> others) {
    if (others.isEmpty()) {
      return first;
    }
    String keys =
        others.stream().limit(MAX_OTHERS).map(Key::value).collect(Collectors.joining(", "));
    String more =
        others.size() > MAX_OTHERS ? " and " + (others.size() - MAX_OTHERS) + " more" : "";
    return new Blocker(
        first.reason(), first.message() + ". Also failing: " + keys + more, first.about());
  }

  /** The id of the resource that stays because its replacement has failed. */
  private static Optional<String> replaced(Plan plan, Key key) {
    return plan.all(Step.Delete.class).stream()
        .filter(step -> step.key().equals(key) && step.replacement().isPresent())
        .map(step -> step.current().id())
        .findFirst();
  }
}
