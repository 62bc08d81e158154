package io.ssmenv.diagnosis;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.VpcEndpoint;

/** An interface endpoint of a service. */
sealed interface ServiceEndpoint {

  String id();

  /** One of the environment, or of its host. */
  record Own(Key key, Observed observed, VpcEndpoint endpoint) implements ServiceEndpoint {
    @Override
    public String id() {
      return observed.id();
    }

    /** Whether it is usable, and has the name of its service. */
    boolean hasName() {
      return observed.is(Observed.State.READY) && endpoint.privateDns();
    }
  }

  /** One of somebody else, which has the name of its service. */
  record Foreign(ForeignVpc.Endpoint endpoint) implements ServiceEndpoint {
    @Override
    public String id() {
      return endpoint.id();
    }

    /** The short name of its service. */
    String service() {
      return endpoint.service().substring(endpoint.service().lastIndexOf('.') + 1);
    }
  }
}
