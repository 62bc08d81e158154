package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Destination;
import io.ssmenv.simulator.network.Reachability;

/** What a script finds on its instance at the moment in which a line runs. */
interface Machine {

  /** Returns the path to a server on the Internet, or where it is broken. */
  Reachability toTheInternet(Destination to);

  /**
   * Returns the path of a new connection to a service of Systems Manager, or where it is broken.
   */
  Reachability toSystemsManager(String service);

  InstanceSoftware.Software software();

  /** Returns what an address service responds to a caller. */
  AddressServices.Reply reply(AddressService service, String publicIp);
}
