package io.ssmenv.diagnosis;

import io.ssmenv.cloud.InstanceHealth;
import io.ssmenv.cloud.InstanceHealth.Check;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.cloud.TrafficControls.Part;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.diagnosis.Hop.Place;
import java.util.Optional;

/** The status checks of EC2: whether an instance, and the host under it, answer at all. */
record StatusCheckHops(Evidence evidence) {

  /** Of a running instance. */
  Hop of(String id) {
    Optional<InstanceHealth> known =
        evidence
            .controls()
            .flatMap(TrafficControls::instances)
            .flatMap(all -> Optional.ofNullable(all.get(id)));
    return known
        .map(health -> evidence.dated(Part.STATUS_CHECKS, known(id, health)))
        .orElseGet(() ->
            Hop.unknown(
                Place.STATUS_CHECKS,
                id,
                Unread.of(evidence, Part.STATUS_CHECKS, "The status checks of " + id)));
  }

  private Hop known(String id, InstanceHealth health) {
    if (health.system() == Check.IMPAIRED) {
      return Hop.broken(
          Place.STATUS_CHECKS,
          id,
          "The system status check of %s is impaired: its host, or the network or power of that, fails"
              .formatted(id),
          evidence.mode() == ReconcileMode.ACTIVE
              ? "Stop it: the operator starts it again, on another host"
              : "Stop and start it, which moves it to another host");
    }
    if (health.instance() == Check.IMPAIRED) {
      return Hop.broken(
          Place.STATUS_CHECKS,
          id,
          "The instance status check of %s is impaired: its system does not answer".formatted(id),
          "Reboot it, or read its console output");
    }
    return health.system() == Check.OK && health.instance() == Check.OK
        ? Hop.ok(Place.STATUS_CHECKS, id, "The status checks of %s pass".formatted(id))
        : Hop.unknown(
            Place.STATUS_CHECKS,
            id,
            "The system status check of %s is %s, and its instance status check is %s"
                .formatted(id, health.system().wire(), health.instance().wire()));
  }
}
