package io.ssmenv.simulator.ec2;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An Elastic IP.
 *
 * @param id the allocation id
 * @param association the network interface that it is associated with
 * @param heldUntil until when it cannot be released after the deletion of its NAT gateway
 */
record SimulatedAddress(
    String id,
    String publicIp,
    Optional<Association> association,
    Optional<Instant> heldUntil,
    Map<String, String> tags)
    implements Ec2Resource<SimulatedAddress> {

  /** An association with a network interface. */
  record Association(String id, String networkInterfaceId, String privateIp) {}

  boolean isOn(String networkInterfaceId) {
    return association.filter(a -> a.networkInterfaceId().equals(networkInterfaceId)).isPresent();
  }

  SimulatedAddress with(Association newAssociation) {
    return new SimulatedAddress(id, publicIp, Optional.of(newAssociation), heldUntil, tags);
  }

  SimulatedAddress withoutAssociation() {
    return new SimulatedAddress(id, publicIp, Optional.empty(), heldUntil, tags);
  }

  SimulatedAddress heldUntil(Instant instant) {
    return new SimulatedAddress(id, publicIp, association, Optional.of(instant), tags);
  }

  @Override
  public SimulatedAddress withTags(Map<String, String> newTags) {
    return new SimulatedAddress(id, publicIp, association, heldUntil, newTags);
  }
}
