package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.InstanceProfileSource;
import io.ssmenv.simulator.core.PageTokens;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.ResourceLister;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.network.NetworkView;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** The simulated Amazon EC2: its action families, its resources, and its networks. */
public final class Ec2 {
  private final Simulation simulation;
  private final RegionalState<Ec2State> states;
  private final List<Ec2ActionGroup> families;
  private final Ec2Access access;

  /**
   * Creates the service.
   *
   * @param profiles IAM's instance profiles
   */
  public Ec2(Simulation simulation, InstanceProfileSource profiles) {
    this.simulation = simulation;
    states = new RegionalState<>(scope -> new Ec2State(simulation, scope));
    access = new Ec2Access(states, profiles);
    Ec2Context context =
        new Ec2Context(
            simulation,
            states,
            new Pages(new PageTokens(simulation.ids())),
            profiles,
            new AtomicInteger());
    families =
        List.of(
            new VpcActions(context),
            new SubnetActions(context),
            new InternetGatewayActions(context),
            new EgressOnlyGatewayActions(context),
            new VpnGatewayActions(context),
            new PeeringActions(context),
            new RouteTableActions(context),
            new RouteActions(context),
            new RouteTableAssociationActions(context),
            new SecurityGroupActions(context),
            new SecurityGroupRuleActions(context),
            new AddressActions(context),
            new AddressAssociationActions(context),
            new NatGatewayActions(context),
            new VpcEndpointActions(context),
            new ModifyVpcEndpointAction(context),
            new EndpointServiceActions(context),
            new NetworkInterfaceActions(context),
            new RunInstancesAction(context),
            new InstanceActions(context),
            new InstanceAttributeActions(context),
            new InstanceStatusActions(context),
            new ProfileAssociationActions(context),
            new DhcpOptionsActions(context),
            new PublicAccessBlockActions(context),
            new NetworkAclActions(context),
            new NetworkAclEntryActions(context),
            new VolumeActions(context),
            new ImageActions(context),
            new RegionActions(context),
            new TagActions(context));
  }

  /** Returns the action families. */
  public List<ActionGroup> families() {
    return families.stream().map(DryRun::addTo).toList();
  }

  /** Returns the permissions that its calls need. */
  public Access.Model access() {
    return access;
  }

  /** Returns the lister of its resources. */
  public ResourceLister lister() {
    return new Ec2ResourceLister(states);
  }

  /** Returns the network interfaces of foreign load balancers. */
  public LoadBalancerInterfaces foreignInterfaces() {
    return new LoadBalancerInterfaces(states);
  }

  /** Returns what can happen to instances without a call. */
  public InstanceFaults instanceFaults() {
    return new InstanceFaults(simulation, states);
  }

  /** Returns the regions in which an account has called EC2. */
  public Set<String> regions(String accountId) {
    Set<String> regions = new TreeSet<>();
    states.forEach(accountId, (scope, _) -> regions.add(scope.region()));
    return regions;
  }

  /** Returns the source of network views. */
  public NetworkView.Source network() {
    return new NetworkViewBuilder(states);
  }
}
