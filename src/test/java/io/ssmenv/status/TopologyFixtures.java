package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.RouteTableAssociation;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.Vpc;
import java.util.Set;
import java.util.TreeSet;

/** A topology of each pattern with only the resources that tests of the status need. */
final class TopologyFixtures {

  static final Key VPC = Key.of("vpc");
  static final Key SUBNET = Key.of("subnet", "workload-a");
  static final Key TABLE = Key.of("routetable", "workload-a");
  static final Key GATEWAY = Key.of("internetgateway");
  static final Key NAT = Key.of("natgateway", "a");

  private TopologyFixtures() {}

  static Topology of(EnvironmentSpec spec) {
    Topology.Builder builder = Topology.builder();
    Pattern pattern = spec.connectivity().pattern();
    builder.add(new Vpc(VPC, "10.20.0.0/16", true, true, Tags.NONE));
    builder.add(new Subnet(SUBNET, Ref.to(VPC), "10.20.0.0/20", "eu-west-1a", Tags.NONE));
    builder.add(new RouteTable(TABLE, Ref.to(VPC), Tags.NONE));
    builder.add(
        new RouteTableAssociation(
            RouteTableAssociation.key(SUBNET), Ref.to(SUBNET), Ref.to(TABLE)));
    builder.add(new InstanceProfile(InstanceProfile.KEY, "ssmenv", "/ssmenv/", Tags.NONE));
    if (pattern != Pattern.PRIVATE_ENDPOINTS) {
      builder.add(new InternetGateway(GATEWAY, Tags.NONE));
      Key target = pattern == Pattern.NAT_GATEWAY ? nat(builder) : GATEWAY;
      builder.add(Route.of(TABLE, Route.DEFAULT, Ref.to(target)));
    }
    for (InstanceGroup group : spec.instances()) {
      group.instanceNames().forEach(name -> instance(builder, name, group, pattern));
    }
    return builder.build();
  }

  private static Key nat(Topology.Builder builder) {
    Key address = builder.add(new Address(Key.of("address", "nat-a"), Tags.NONE));
    return builder.add(new NatGateway(NAT, Ref.to(SUBNET), Ref.to(address), Tags.NONE));
  }

  private static void instance(
      Topology.Builder builder, String name, InstanceGroup group, Pattern pattern) {
    Key networkInterface =
        builder.add(
            new NetworkInterface(
                Key.of("networkinterface", name), Ref.to(SUBNET), new TreeSet<>(), Tags.NONE));
    if (pattern == Pattern.ELASTIC_IP) {
      Key address = builder.add(new Address(Key.of("address", name), Tags.NONE));
      builder.add(
          new AddressAssociation(
              AddressAssociation.key(address), Ref.to(address), Ref.to(networkInterface)));
    }
    builder.add(
        new Instance(
            Instance.key(name),
            Ref.to(networkInterface),
            Ref.to(InstanceProfile.KEY),
            "launch-" + group.typeOrDefault(),
            "ami-1",
            "/dev/xvda",
            group.typeOrDefault(),
            true,
            true,
            Tags.NONE),
        Set.of(SUBNET));
  }
}
