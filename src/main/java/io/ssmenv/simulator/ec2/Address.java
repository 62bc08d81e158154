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
record Address(
    String id,
    String publicIp,
    Optional<Association> association,
    Optional<Instant> heldUntil,
    Map<String, String> tags)
    implements Ec2Resource<Address> {

  /** An association to a network interface. */
  record Association(String id, String networkInterfaceId, String privateIp) {}

  boolean isOn(String networkInterfaceId) {
    return association.filter(a -> a.networkInterfaceId().equals(networkInterfaceId)).isPresent();
  }

  Address with(Optional<Association> newAssociation) {
    return new Address(id, publicIp, newAssociation, heldUntil, tags);
  }

  Address heldUntil(Instant instant) {
    return new Address(id, publicIp, association, Optional.of(instant), tags);
  }

  @Override
  public Address withTags(Map<String, String> newTags) {
    return new Address(id, publicIp, association, heldUntil, newTags);
  }
}
