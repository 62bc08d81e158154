package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.InstancePermissions;
import io.ssmenv.simulator.core.PageTokens;
import io.ssmenv.simulator.core.PeriodicTask;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.document.DocumentAccess;
import io.ssmenv.simulator.document.Documents;
import io.ssmenv.simulator.iam.Principals;
import io.ssmenv.simulator.network.NetworkView;
import io.ssmenv.simulator.session.DataChannels;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The simulated Systems Manager: its action families, and the agents of all instances. */
public final class Ssm implements PeriodicTask {
  private final RegionalState<AgentFleet> fleets;
  private final AddressServices addressServices = new AddressServices();
  private final InstanceSoftware software = new InstanceSoftware();
  private final Documents documents;
  private final Function<String, Set<String>> regions;
  private final List<ActionGroup> families;
  private final Access.Model access;
  private final Access.Model dataChannelAccess;

  /**
   * Creates the service.
   *
   * @param networks the networks of the agents
   * @param regions the regions in which an account has used EC2
   * @param permissions what agents may do
   * @param principals identifies the callers
   * @param channels the web sockets of sessions
   * @param services what sessions use besides
   */
  public Ssm(
      Simulation simulation,
      NetworkView.Source networks,
      Function<String, Set<String>> regions,
      InstancePermissions permissions,
      Principals principals,
      DataChannels channels,
      SessionServices services) {
    this.regions = regions;
    documents = new Documents(simulation);
    fleets =
        new RegionalState<>(scope ->
            new AgentFleet(
                simulation.accounts().account(scope.accountId()),
                scope.region(),
                networks,
                permissions,
                simulation.random()));
    RegionalState<Sessions> sessions =
        new RegionalState<>(scope -> {
          AgentFleet fleet = fleets.of(scope.accountId(), scope.region());
          return new Sessions(
              simulation,
              simulation.accounts().account(scope.accountId()),
              fleet,
              channels,
              services,
              scope.region(),
              id -> new InstanceMachine(fleet, addressServices, software, id));
        });
    SessionAccess sessionAccess =
        new SessionAccess(fleets, sessions, new DocumentAccess(documents));
    access = new SsmAccess(fleets, sessionAccess, new DocumentAccess(documents));
    dataChannelAccess = sessionAccess::toOpen;
    families =
        Stream.concat(
                documents.families().stream(),
                Stream.of(
                    new InstanceInformationActions(fleets, new PageTokens(simulation.ids())),
                    new ConnectionStatusAction(fleets),
                    new CommandActions(simulation, fleets, addressServices, software),
                    new SessionActions(simulation, fleets, sessions, principals, documents),
                    new ParameterActions()))
            .toList();
  }

  /** Returns the action families. */
  public List<ActionGroup> families() {
    return families;
  }

  /** Returns the permissions that its calls need. */
  public Access.Model access() {
    return access;
  }

  /** Returns the permissions that opening a data channel needs. */
  public Access.Model dataChannelAccess() {
    return dataChannelAccess;
  }

  /** Returns the documents of the accounts. */
  public Documents documents() {
    return documents;
  }

  /** Returns the address services on the Internet. */
  public AddressServices addressServices() {
    return addressServices;
  }

  /** Returns the software of the instances. */
  public InstanceSoftware software() {
    return software;
  }

  /** Returns the histories of all agents of an account. */
  public List<AgentHistory> histories(SimulatedAccount account, Instant now) {
    return regions.apply(account.id()).stream()
        .flatMap(region -> fleets.of(account.id(), region).histories(now).stream())
        .toList();
  }

  @Override
  public void tick(SimulatedAccount account, Instant now) {
    regions.apply(account.id()).forEach(region -> fleets.of(account.id(), region).start(now));
  }
}
