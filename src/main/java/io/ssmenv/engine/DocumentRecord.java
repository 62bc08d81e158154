package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.status.ConditionType;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.SsmDocument;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether an environment may have a session document, as its status tells: the condition {@code
 * SessionsConfigured} is stored before a document is created, and stays until it is proven that
 * none exists. An environment without this record does not depend on the listing of documents.
 */
record DocumentRecord(ReconcileRequest request) {

  /** Whether a document exists, may exist, or is wanted. */
  boolean mayExist() {
    return isWanted() || isStored() || request.owner().adopting() || isStatusLost();
  }

  private boolean isWanted() {
    return !request.mode().removesAll() && request.spec().sessionSettings().isPresent();
  }

  private boolean isStored() {
    EnvironmentStatus status = request.status();
    return status.condition(ConditionType.SESSIONS_CONFIGURED.wire()).isPresent()
        || status.sessionDocument() != null
        || (isNamed(status) && ClusterPin.known(request).containsKey(SsmDocument.KEY));
  }

  private static boolean isNamed(EnvironmentStatus status) {
    return status.resources().stream().anyMatch(one -> one.key().equals(SsmDocument.KEY.value()));
  }

  /** Something was written, and the status does not tell what. */
  private boolean isStatusLost() {
    return request.hasFinalizer()
        && !request.createdByThisProcess()
        && request.status().environmentId() == null;
  }

  /** Leaves out a failure of the listing that can have nothing to show. */
  Observation complete(Observation observed) {
    if (mayExist() || observed.find(SsmDocument.KEY).isPresent()) {
      return observed;
    }
    Map<Class<? extends Resource>, Unlisted> unlisted = new HashMap<>(observed.unlisted());
    unlisted
        .entrySet()
        .removeIf(one ->
            one.getKey() == SsmDocument.class
                && switch (one.getValue().cause()) {
                  case FAILED, SUDDEN_LOSS, INTERNAL_ERROR -> true;
                  case NOT_READ, AWAITING_PROOF -> false; // It passes in seconds.
                });
    return observed.withUnlisted(ImmutableCopy.of(unlisted));
  }

  /** A plan that creates no document before the status says that there may be one. */
  Plan submittable(Plan plan) {
    return isStored()
        ? plan
        : new Plan(
            plan.steps().stream()
                .filter(
                    step -> !(step instanceof Step.Create && step.key().equals(SsmDocument.KEY)))
                .toList());
  }

  /**
   * Whether the record has to stay.
   *
   * @param idle whether the observation shows the effect of every step
   */
  boolean remains(Observation observed, boolean isObserved, boolean idle) {
    return isWanted()
        || (mayExist() && !(isObserved && idle && observed.provenAbsent(SsmDocument.KEY)));
  }
}
