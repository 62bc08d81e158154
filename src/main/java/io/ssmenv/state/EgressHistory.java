package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EgressStatus;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.PathStatus;
import io.ssmenv.api.v1alpha1.PathStatus.Since;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.EgressChecks.Question;
import io.ssmenv.cloud.EgressTiming;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.ImmutableCopy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the instances have answered to the question for their egress, and which of them are to be
 * asked. The status is the memory: after a change of the leader nobody is asked earlier than
 * before. What was answered long ago says nothing: an instance may have been offline since, or the
 * environment paused.
 *
 * @param byInstance the last answers, by the name of the instance
 * @param unfinished what the path of an instance lacks, so that it is not asked, by its name
 * @param failure why instances cannot be asked at present
 * @param due the questions that are to be asked now
 * @param next when the next one is to be asked, or an answer becomes outdated, by the clock of AWS
 * @param oldest answers to questions of this time, and of earlier ones, are outdated
 */
public record EgressHistory(
    Map<String, EgressStatus> byInstance,
    Map<String, String> unfinished,
    Optional<CloudError> failure,
    List<Question> due,
    Optional<Instant> next,
    Instant oldest) {

  /** Nothing is verified. */
  public static final EgressHistory NONE =
      new EgressHistory(
          Map.of(), Map.of(), Optional.empty(), List.of(), Optional.empty(), Instant.MIN);

  public EgressHistory {
    byInstance = ImmutableCopy.of(byInstance);
    unfinished = ImmutableCopy.of(unfinished);
    due = List.copyOf(due);
  }

  /**
   * What the status records, while nobody is asked.
   *
   * @param now by the clock of AWS
   */
  public static EgressHistory recorded(
      EnvironmentSpec spec, EnvironmentStatus status, Instant now) {
    if (!spec.verificationOrDefault().egressOrDefault()) {
      return NONE;
    }
    Map<String, EgressStatus> all = new HashMap<>();
    for (InstanceStatus instance : status.instances()) {
      Optional.ofNullable(instance.egress()).ifPresent(egress -> all.put(instance.name(), egress));
    }
    return dated(spec, all, Optional.empty(), List.of(), Optional.empty(), now);
  }

  /** The same parts, with the age from which the answers are outdated. */
  static EgressHistory dated(
      EnvironmentSpec spec,
      Map<String, EgressStatus> all,
      Optional<CloudError> failure,
      List<Question> due,
      Optional<Instant> nextQuestion,
      Instant now) {
    Duration limit = EgressTiming.outdatedAfter(spec.verificationOrDefault().intervalOrDefault());
    Instant oldest = now.minus(limit);
    Optional<Instant> next =
        Stream.concat(
                nextQuestion.stream(),
                all.values().stream()
                    .flatMap(egress -> StatusText.parseTime(egress.verifiedAt()).stream())
                    .filter(asked -> asked.isAfter(oldest))
                    .map(asked -> asked.plus(limit)))
            .min(Comparator.naturalOrder());
    return new EgressHistory(all, Map.of(), failure, due, next, oldest);
  }

  EgressHistory withUnfinished(Map<String, String> paths) {
    return new EgressHistory(byInstance, paths, failure, due, next, oldest);
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

  /** Whether an answer is about the present path, and recent enough to count. */
  public boolean isCurrent(EgressStatus egress, PathStatus path) {
    return isAbout(path, egress) && !isOutdated(egress);
  }

  /** Whether an instance was asked too long ago. */
  public boolean isOutdated(EgressStatus egress) {
    return StatusText.parseTime(egress.verifiedAt()).filter(at -> !at.isAfter(oldest)).isPresent();
  }

  private static boolean isAbout(PathStatus path, EgressStatus egress) {
    Optional<Instant> asked = StatusText.parseTime(egress.verifiedAt());
    return validFrom(path)
        .filter(from -> asked.filter(at -> !at.isBefore(from)).isPresent())
        .isPresent();
  }
}
