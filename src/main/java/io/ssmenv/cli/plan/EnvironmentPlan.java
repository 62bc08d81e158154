package io.ssmenv.cli.plan;

import io.ssmenv.engine.Preview;
import io.ssmenv.plan.PlannedChange;
import io.ssmenv.status.Interruption;
import io.ssmenv.topology.ImmutableCopy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator would do for one environment.
 *
 * @param vpc the other environments in its VPC
 * @param from the pattern in use; empty if there is none
 * @param to the pattern of the spec
 * @param placeholders what is shown instead of values that are not known yet
 * @param notes what a reader has to know about this plan
 */
record EnvironmentPlan(
    String namespace,
    String name,
    VpcNames vpc,
    Optional<String> from,
    String to,
    Map<String, String> placeholders,
    List<String> notes,
    Preview.Complete preview) {

  EnvironmentPlan {
    placeholders = ImmutableCopy.of(placeholders);
    notes = List.copyOf(notes);
  }

  String region() {
    return preview.spec().region();
  }

  /** Empty without an account. */
  Optional<String> account() {
    return Optional.of(preview.observed().accountId())
        .filter(account -> !account.equals(OfflineClouds.ACCOUNT));
  }

  List<ChangeDetail> changes() {
    return preview.forecast().changes().stream()
        .map(change -> ChangeDetail.of(change, preview, placeholders, vpc))
        .toList();
  }

  /** What all changes together interrupt, each once. */
  List<String> interruptions() {
    return changes().stream()
        .flatMap(change -> change.interruptions().stream())
        .map(Interruption::message)
        .distinct()
        .toList();
  }

  /** How long a change that cuts sessions waits for them; empty if none does. */
  Optional<String> sessionWait() {
    return changes().stream().flatMap(change -> sessionWait(change).stream()).findFirst();
  }

  /** How long one change waits for the sessions that it cuts. */
  Optional<String> sessionWait(ChangeDetail change) {
    return preview
        .sessionWait()
        .filter(_ -> change.interruptions().stream().anyMatch(Interruption::cutsSessions));
  }

  boolean isDone() {
    return preview.forecast().isDone() && preview.problems().isEmpty();
  }

  long count(PlannedChange.Action action) {
    return preview.forecast().count(action);
  }
}
