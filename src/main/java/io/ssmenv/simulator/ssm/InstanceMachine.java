package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Destination;
import io.ssmenv.simulator.network.NetworkPath;
import io.ssmenv.simulator.network.Reachability;

/** An instance with its network and its software. */
record InstanceMachine(
    AgentFleet fleet,
    AddressServices addressServices,
    InstanceSoftware installed,
    String instanceId)
    implements Machine {

  @Override
  public Reachability toTheInternet(Destination to) {
    return software()
        .tunnel()
        .<Reachability>map(
            publicIp -> new Reachability.Reachable(new NetworkPath.InternetGateway(publicIp)))
        .orElseGet(() -> fleet.internetReachability(instanceId, to));
  }

  @Override
  public Reachability toSystemsManager(String service) {
    return fleet.serviceReachability(instanceId, service);
  }

  @Override
  public InstanceSoftware.Software software() {
    return installed.of(instanceId);
  }

  @Override
  public AddressServices.Reply reply(AddressService service, String publicIp) {
    return addressServices.reply(service, publicIp);
  }

  /** Returns the variables of a shell that starts on it. */
  ShellState newShell() {
    ShellState state = new ShellState();
    software().proxy().ifPresent(url -> state.set("https_proxy", url));
    return state;
  }
}
