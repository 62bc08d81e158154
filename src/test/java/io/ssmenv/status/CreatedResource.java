package io.ssmenv.status;

import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Resource;
import java.util.Map;

/** A resource that AWS has created as desired, with an id and a public address of its own. */
final class CreatedResource {

  private CreatedResource() {}

  static Observed of(Resource resource, int number) {
    Map<String, String> details =
        resource instanceof AddressAssociation || resource instanceof NatGateway
            ? Map.of(Observed.PUBLIC_IP, "203.0.113." + number)
            : Map.of();
    String state = resource instanceof Instance ? "running" : "available";
    return new Observed(
        resource, resource.key().type() + "-" + number, State.READY, state, details);
  }
}
