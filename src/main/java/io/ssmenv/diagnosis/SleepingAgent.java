package io.ssmenv.diagnosis;

import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.diagnosis.Hop.Place;
import java.util.Optional;

/** An agent that started before its path was in place, and the reboot that wakes it. */
record SleepingAgent(Evidence evidence, String name, String id) {

  /**
   * Where its path ends.
   *
   * @param certain whether everything was read, and nothing else may be the reason
   */
  Hop hop(boolean certain) {
    return Optional.ofNullable(evidence.reboots().get(name))
        .map(this::after)
        .orElseGet(() ->
            asleep(
                certain && isToBeRebooted()
                    ? "The operator reboots it once, if it was running when the path came into place. Otherwise wait, or reboot the instance"
                    : "Wait, or reboot the instance"));
  }

  private Hop asleep(String remedy) {
    return Hop.suspect(
        Place.AGENT,
        id,
        "The agent of %s started before its path was in place, and may sleep for up to an hour"
            .formatted(id),
        remedy);
  }

  private Hop after(RebootStatus reboot) {
    return switch (reboot.state()) {
      case PLANNED ->
          asleep(
              Optional.ofNullable(reboot.error())
                  .map(error ->
                      "The operator tries to reboot it, and AWS does not accept that: " + error)
                  .orElse("The operator reboots it now"));
      case REQUESTED -> after(reboot, "was");
      case UNKNOWN -> after(reboot, "may have been");
    };
  }

  private Hop after(RebootStatus reboot, String was) {
    return reboot.silentOrDefault()
        ? Hop.suspect(
            Place.AGENT,
            id,
            "The agent of %s is silent, although the instance %s rebooted at %s"
                .formatted(id, was, reboot.at()),
            "The operator does not reboot it again. Read its console output with aws ec2 get-console-output --latest --instance-id %s, and reboot or replace it"
                .formatted(id))
        : Hop.unknown(
            Place.AGENT,
            id,
            "The agent of %s may still be starting, because the instance %s rebooted at %s"
                .formatted(id, was, reboot.at()));
  }

  /** Whether the spec asks for a reboot, and the operator may write. */
  private boolean isToBeRebooted() {
    return evidence.mode().writes()
        && evidence.spec().instances().stream()
            .filter(group -> group.instanceNames().contains(name))
            .anyMatch(InstanceGroup::rebootWhenUnreachableOrDefault);
  }
}
