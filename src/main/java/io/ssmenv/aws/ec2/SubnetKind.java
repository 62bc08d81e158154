package io.ssmenv.aws.ec2;

import io.ssmenv.aws.Absence;
import io.ssmenv.aws.Adoption;
import io.ssmenv.aws.AwsCall;
import io.ssmenv.aws.Clients;
import io.ssmenv.aws.ErrorCatalogue;
import io.ssmenv.aws.VisibleTags;
import io.ssmenv.aws.inventory.Item;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.cloud.ResourceKind;
import io.ssmenv.plan.Rules.Change;
import io.ssmenv.plan.Rules.Withdrawal;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Subnets. */
public final class SubnetKind implements ResourceKind<Subnet, AwsCall>, Listing {

  @Override
  public Class<Subnet> type() {
    return Subnet.class;
  }

  @Override
  public Class<Subnet> main() {
    return Subnet.class;
  }

  @Override
  public Created create(AwsCall call, Subnet desired) {
    String vpc = call.id(desired.vpc());
    try {
      software.amazon.awssdk.services.ec2.model.Subnet subnet =
          call.ec2()
              .createSubnet(request ->
                  request
                      .vpcId(vpc)
                      .cidrBlock(desired.cidr())
                      .availabilityZone(desired.zone())
                      .tagSpecifications(
                          Tagging.specification(ResourceType.SUBNET, call.tags(desired.tags()))))
              .subnet();
      return States.created(subnet.subnetId(), States.word(subnet.stateAsString()));
    } catch (Ec2Exception e) {
      if (ErrorCatalogue.isCode(e, "InvalidSubnet.Conflict")) {
        return existing(call, desired, vpc).orElseThrow(() -> e);
      }
      throw e;
    }
  }

  /** The subnet that has exactly this range already. */
  private static Optional<Created> existing(AwsCall call, Subnet desired, String vpc) {
    return call
        .ec2()
        .describeSubnets(request ->
            request.filters(
                Tagging.filter("vpc-id", vpc), Tagging.filter("cidr-block", desired.cidr())))
        .subnets()
        .stream()
        .findFirst()
        .map(subnet -> {
          Adoption.require(
              call,
              "CreateSubnet",
              "The subnet " + subnet.subnetId() + " with the range " + desired.cidr(),
              Tagging.read(subnet.tags()));
          return States.created(subnet.subnetId(), States.word(subnet.stateAsString()));
        });
  }

  @Override
  public String update(AwsCall call, Subnet desired, Observed current, Set<String> fields) {
    Tagging.correct(call, current.id(), desired.tags(), ((Subnet) current.resource()).tags());
    return current.id();
  }

  @Override
  public Removal delete(AwsCall call, Subnet observed, String id) {
    return Absence.gone(() -> call.ec2().deleteSubnet(request -> request.subnetId(id)));
  }

  @Override
  public Change change(Subnet desired, Subnet observed, Set<String> fields) {
    return fields.equals(Set.of("tags"))
        ? new Change.InPlace()
        : new Change.Refused(
            "VPC, range and zone of a subnet can't be changed: to get others, delete the"
                + " environment and create it anew");
  }

  @Override
  public Withdrawal withdrawal(Subnet observed, Topology desired) {
    return Withdrawal.RETIRE;
  }

  @Override
  public String action() {
    return "DescribeSubnets";
  }

  @Override
  public Set<Class<? extends Resource>> kinds() {
    return Set.of(Subnet.class);
  }

  @Override
  public List<Item> list(Clients clients, String cluster) {
    return clients
        .ec2()
        .describeSubnetsPaginator(
            request -> request.filters(Tagging.ofCluster(cluster)).maxResults(1000))
        .subnets()
        .stream()
        .map(SubnetKind::item)
        .toList();
  }

  @Override
  public Optional<Item> find(Clients clients, String id) {
    return Absence.find(
            () -> clients.ec2().describeSubnets(request -> request.subnetIds(id)).subnets())
        .map(SubnetKind::item);
  }

  private static Item item(software.amazon.awssdk.services.ec2.model.Subnet subnet) {
    Map<String, String> tags = Tagging.read(subnet.tags());
    String state = States.word(subnet.stateAsString());
    return new Item(
        subnet.subnetId(),
        tags,
        false,
        state,
        (key, names) ->
            List.of(
                new Observed(
                    new Subnet(
                        key,
                        names.ref(subnet.vpcId()),
                        subnet.cidrBlock(),
                        subnet.availabilityZone(),
                        VisibleTags.among(tags)),
                    subnet.subnetId(),
                    States.of(state),
                    state)));
  }
}
