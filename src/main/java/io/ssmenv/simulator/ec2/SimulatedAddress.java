package io.ssmenv.simulator.ec2;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An Elastic IP.
 *
 * @param id the allocation id
 * @param association what it is associated to
 * @param heldUntil until when AWS refuses to release it after its NAT gateway
 */
record SimulatedAddress(
    String id,
    String publicIp,
    Optional<Association> association,
    Optional<Instant> heldUntil,
    Map<String, String> tags)
    implements Ec2Resource<SimulatedAddress> {

  /** An association to a network interface. */
  record Association(String id, String networkInterfaceId, String privateIp) {}

  boolean isOn(String networkInterfaceId) {
    return association.filter(a -> a.networkInterfaceId().equals(networkInterfaceId)).isPresent();
  }

  SimulatedAddress with(Optional<Association> newAssociation) {
    return new SimulatedAddress(id, publicIp, newAssociation, heldUntil, tags);
  }

  SimulatedAddress heldUntil(Instant instant) {
    return new SimulatedAddress(id, publicIp, association, Optional.of(instant), tags);
  }

  @Override
  public SimulatedAddress withTags(Map<String, String> newTags) {
    return new SimulatedAddress(id, publicIp, association, heldUntil, newTags);
  }
}
