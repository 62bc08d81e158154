package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.api.v1alpha1.RebootStatus.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The events about instances that are rebooted because their agents sleep. */
final class RebootEvents {

  private static final String ACTION = "Reboot";

  private RebootEvents() {}

  /**
   * Once for each reboot, for each reason why AWS does not accept it, and for each that is vain.
   */
  static List<StatusEvent> between(EnvironmentStatus before, EnvironmentStatus after) {
    Map<String, InstanceStatus> known = before.instancesByName();
    return after.instances().stream()
        .flatMap(instance ->
            Optional.ofNullable(instance.reboot()).stream()
                .flatMap(reboot -> of(instance, then(known, instance, reboot), reboot)))
        .toList();
  }

  /** The same reboot as it was before. */
  private static Optional<RebootStatus> then(
      Map<String, InstanceStatus> before, InstanceStatus instance, RebootStatus reboot) {
    return Optional.ofNullable(before.get(instance.name()))
        .filter(known -> known.id() != null && known.id().equals(instance.id()))
        .flatMap(known -> Optional.ofNullable(known.reboot()))
        .filter(known -> known.path().equals(reboot.path()));
  }

  private static Stream<StatusEvent> of(
      InstanceStatus instance, Optional<RebootStatus> then, RebootStatus now) {
    String named = instance.name() + " (" + instance.id() + ")";
    return Stream.of(
            begun(named, then, now),
            refused(named, then, now),
            unknown(instance, named, then, now),
            vain(instance, named, then, now))
        .flatMap(Optional::stream);
  }

  private static Optional<StatusEvent> begun(
      String named, Optional<RebootStatus> then, RebootStatus now) {
    return now.state() == State.PLANNED && then.isEmpty()
        ? Optional.of(
            StatusEvent.normal(
                EventReason.REBOOTING,
                ACTION,
                "Rebooting %s: its agent started before its path to Systems Manager was in place, and sleeps"
                    .formatted(named)))
        : Optional.empty();
  }

  private static Optional<StatusEvent> refused(
      String named, Optional<RebootStatus> then, RebootStatus now) {
    return Optional.ofNullable(now.error())
        .filter(error -> then.filter(known -> error.equals(known.error())).isEmpty())
        .map(error ->
            StatusEvent.warning(
                EventReason.REBOOT_FAILED,
                ACTION,
                "AWS does not accept the reboot of %s, and the operator tries again: %s"
                    .formatted(named, error)));
  }

  private static Optional<StatusEvent> unknown(
      InstanceStatus instance, String named, Optional<RebootStatus> then, RebootStatus now) {
    return now.state() == State.UNKNOWN
            && then.filter(known -> known.state() == State.UNKNOWN).isEmpty()
        ? Optional.of(
            StatusEvent.warning(
                EventReason.REBOOT_UNKNOWN,
                ACTION,
                "It is not known whether AWS has accepted the reboot of %s, and the operator does not repeat it. If its agent stays silent, run aws ec2 reboot-instances --instance-ids %s"
                    .formatted(named, instance.id())))
        : Optional.empty();
  }

  private static Optional<StatusEvent> vain(
      InstanceStatus instance, String named, Optional<RebootStatus> then, RebootStatus now) {
    return now.silentOrDefault() && then.filter(RebootStatus::silentOrDefault).isEmpty()
        ? Optional.of(
            StatusEvent.warning(
                EventReason.SILENT_AFTER_REBOOT,
                "Observe",
                "The agent of %s is still silent after the reboot at %s, and the operator does not reboot it again. Read its console output with aws ec2 get-console-output --latest --instance-id %s"
                    .formatted(named, now.at(), instance.id())))
        : Optional.empty();
  }
}
