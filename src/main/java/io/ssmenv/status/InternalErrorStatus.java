package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.CloudError;
import java.time.Instant;
import java.util.List;

/** The status of an environment whose reconcile ended in a fault of the operator. */
public record InternalErrorStatus(CloudError.Internal error, Instant at) {

  /**
   * The whole status, to be written.
   *
   * @param before the status as last written
   * @param generation of the spec
   * @param deleting whether the environment is being deleted
   */
  public EnvironmentStatus on(EnvironmentStatus before, long generation, boolean deleting) {
    return new StalledStatus(
            ConditionReason.INTERNAL_ERROR, Messages.withAdvice(error.summary(), error), at)
        .on(before, generation, deleting);
  }

  /** One event, unless the previous status shows the same fault. */
  public static List<StatusEvent> events(EnvironmentStatus before, EnvironmentStatus after) {
    return StalledStatus.events(before, after);
  }
}
