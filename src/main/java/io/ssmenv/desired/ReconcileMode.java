package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.DeletionPolicy;
import io.ssmenv.api.v1alpha1.DriftPolicy;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;

/** What the operator does with the plan of an environment. */
public enum ReconcileMode {
  /** The plan is applied. */
  ACTIVE,
  /** {@code spec.paused}: the plan is only listed. */
  PAUSED,
  /** {@code spec.drift.policy: Report}: the plan is only listed. */
  REPORT,
  /** The environment is being deleted, with everything that it has in AWS. */
  DELETING,
  /**
   * The environment is being deleted, but others stand in its VPC: it is reconciled as before,
   * until they are gone.
   */
  DELETION_AWAITS_GUESTS,
  /** The environment is deleted once it is no longer paused. */
  DELETING_PAUSED,
  /** The environment should be deleted, but its policy is to report only. */
  DELETING_REPORT,
  /** The environment is being deleted, and everything that it has stays in AWS. */
  RETAINED;

  /**
   * What the spec asks for. Paused takes precedence over everything, because it forbids every
   * write. Retain takes precedence over Report, because there is no deletion that could be listed.
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

  /** The mode while others stand in the VPC of the environment. */
  public ReconcileMode withGuests() {
    return this == DELETING || this == RETAINED ? DELETION_AWAITS_GUESTS : this;
  }

  /** Whether what exists in AWS is being deleted, or would be if the operator might write. */
  public boolean removesAll() {
    return deleting() && this != DELETION_AWAITS_GUESTS;
  }

  /** Whether the object is being deleted. */
  public boolean deleting() {
    return switch (this) {
      case ACTIVE, PAUSED, REPORT -> false;
      case DELETING, DELETION_AWAITS_GUESTS, DELETING_PAUSED, DELETING_REPORT, RETAINED -> true;
    };
  }

  /** Whether the operator changes AWS to match the spec. */
  public boolean writes() {
    return this == ACTIVE || this == DELETING || this == DELETION_AWAITS_GUESTS;
  }

  /** Whether steps are applied; the tags of retained resources are writes, too. */
  public boolean submitsSteps() {
    return writes() || this == RETAINED;
  }
}
