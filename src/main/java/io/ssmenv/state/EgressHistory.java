package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EgressStatus;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.PathStatus;
import io.ssmenv.api.v1alpha1.PathStatus.Since;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.EgressChecks.Question;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.ImmutableCopy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the instances have answered to the question for their egress, and which of them are to be
 * asked. The status is the memory: after a change of the leader nobody is asked earlier than
 * before.
 *
 * @param byInstance the last answers, by the name of the instance
 * @param failure why instances cannot be asked at present
 * @param due the questions that are to be asked now
 * @param next when the next one is to be asked, by the clock of AWS
 */
public record EgressHistory(
    Map<String, EgressStatus> byInstance,
    Optional<CloudError> failure,
    List<Question> due,
    Optional<Instant> next) {

  /** Nothing is verified. */
  public static final EgressHistory NONE =
      new EgressHistory(Map.of(), Optional.empty(), List.of(), Optional.empty());

  public EgressHistory {
    byInstance = ImmutableCopy.of(byInstance);
    due = List.copyOf(due);
  }

  /** What the status records, while nobody is asked. */
  public static EgressHistory recorded(EnvironmentStatus status) {
    Map<String, EgressStatus> all = new HashMap<>();
    for (InstanceStatus instance : status.instances()) {
      Optional.ofNullable(instance.egress()).ifPresent(egress -> all.put(instance.name(), egress));
    }
    return new EgressHistory(all, Optional.empty(), List.of(), Optional.empty());
  }

  /** The last answer of an instance; empty if nothing is known of its egress. */
  public Optional<EgressStatus> of(String instance) {
    return Optional.ofNullable(byInstance.get(instance));
  }

  /**
   * Since when answers are about the present path: resolvers have dropped the previous addresses.
   * Empty while the path is not known.
   */
  public static Optional<Instant> validFrom(PathStatus path) {
    return Optional.ofNullable(path.used())
        .map(Since::time)
        .flatMap(StatusText::parseTime)
        .map(used -> used.plus(Timing.DNS_PROPAGATION));
  }

  /** Whether an answer is about the present path. */
  public static boolean isCurrent(EgressStatus egress, PathStatus path) {
    Optional<Instant> asked = StatusText.parseTime(egress.verifiedAt());
    return validFrom(path)
        .filter(from -> asked.filter(at -> !at.isBefore(from)).isPresent())
        .isPresent();
  }
}
