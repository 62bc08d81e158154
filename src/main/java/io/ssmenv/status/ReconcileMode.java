package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.DeletionPolicy;
import io.ssmenv.api.v1alpha1.DriftPolicy;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;

/** What is done with the plan of an environment. */
public enum ReconcileMode {
  /** It is carried out. */
  ACTIVE,
  /** {@code spec.paused}: it is shown. */
  PAUSED,
  /** {@code spec.drift.policy: Report}: it is shown. */
  REPORT,
  /** The environment is deleted, and everything it has. */
  DELETING,
  /** The environment is deleted as soon as it is no longer paused. */
  DELETING_PAUSED,
  /** The environment is to be deleted, and its policy is to report only. */
  DELETING_REPORT,
  /** The environment is deleted, and what it has stays. */
  RETAINED;

  /**
   * What the spec asks for. Paused counts most, since it forbids every write; Retain counts more
   * than Report, since nothing would go that could be listed.
   *
   * @param beingDeleted whether the object has a deletion timestamp
   */
  public static ReconcileMode of(EnvironmentSpec spec, boolean beingDeleted) {
    boolean report = spec.driftOrDefault().policyOrDefault() == DriftPolicy.REPORT;
    if (spec.pausedOrDefault()) {
      return beingDeleted ? DELETING_PAUSED : PAUSED;
    }
    if (!beingDeleted) {
      return report ? REPORT : ACTIVE;
    }
    if (spec.deletionPolicyOrDefault() == DeletionPolicy.RETAIN) {
      return RETAINED;
    }
    return report ? DELETING_REPORT : DELETING;
  }

  /** Whether the environment's object is being deleted. */
  public boolean deleting() {
    return switch (this) {
      case ACTIVE, PAUSED, REPORT -> false;
      case DELETING, DELETING_PAUSED, DELETING_REPORT, RETAINED -> true;
    };
  }

  /** Whether the plan is carried out, and not only shown. */
  public boolean writes() {
    return this == ACTIVE || this == DELETING;
  }
}
