package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AdoptionCheck;
import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.call.UserTags;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.ListedResource;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.SdkListing;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Ipv4Range;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Subnets. */
public final class SubnetHandler implements ListedHandler<Subnet> {

  private static final Listing LISTING =
      new SdkListing<>(
          "DescribeSubnets",
          Subnet.class,
          Set.of(),
          (clients, scope) ->
              clients
                  .ec2()
                  .describeSubnetsPaginator(
                      request -> request.filters(Tagging.inScope(scope)).maxResults(1000))
                  .subnets()
                  .stream(),
          (clients, id) ->
              clients.ec2().describeSubnets(request -> request.subnetIds(id)).subnets(),
          SubnetHandler::item);

  @Override
  public Class<Subnet> type() {
    return Subnet.class;
  }

  @Override
  public Listing listing() {
    return LISTING;
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
      if (ErrorClassifier.isCode(e, "InvalidSubnet.Conflict")) {
        return existing(call, desired, vpc, e);
      }
      throw e;
    }
  }

  /**
   * Returns the subnet with exactly this range that an earlier attempt has created.
   *
   * @throws CloudException that names the subnets of others in the range
   */
  private static Created existing(AwsCall call, Subnet desired, String vpc, Ec2Exception conflict) {
    Ipv4Range range = new Ipv4Range(desired.cidr());
    SortedMap<String, String> inTheWay = new TreeMap<>();
    for (var subnet :
        call.ec2()
            .describeSubnetsPaginator(request -> request.filters(Tagging.filter("vpc-id", vpc)))
            .subnets()) {
      if (subnet.cidrBlock() != null && range.overlaps(new Ipv4Range(subnet.cidrBlock()))) {
        if (subnet.cidrBlock().equals(desired.cidr())
            && AdoptionCheck.isOwn(call, Tagging.read(subnet.tags()))) {
          return States.created(subnet.subnetId(), States.word(subnet.stateAsString()));
        }
        inTheWay.put(subnet.subnetId(), subnet.cidrBlock());
      }
    }
    if (inTheWay.isEmpty()) {
      throw conflict; // The subnet is not visible yet, or not any more.
    }
    throw new CloudException(
        new CloudError.RangeInUse(
            "CreateSubnet",
            "InvalidSubnet.Conflict",
            inTheWay.entrySet().stream()
                .map(other ->
                    "The subnet %s with the range %s already exists without the tags of %s of %s, and the range %s overlaps it. Delete it if it is unused"
                        .formatted(
                            other.getKey(),
                            other.getValue(),
                            call.key(),
                            call.owner(),
                            desired.cidr()))
                .collect(Collectors.joining(". ")),
            inTheWay),
        conflict);
  }

  @Override
  public String update(AwsCall call, Subnet desired, Observed current, Set<Component> changed) {
    Tagging.correct(call, current.id(), desired.tags(), ((Subnet) current.resource()).tags());
    return current.id();
  }

  @Override
  public Deletion delete(AwsCall call, Subnet observed, String id) {
    return NotFound.deleted(() -> call.ec2().deleteSubnet(request -> request.subnetId(id)));
  }

  @Override
  public List<String> blockers(AwsCall call, Subnet observed, String id) {
    return DeletionBlockers.ofSubnet(call, id);
  }

  @Override
  public Change change(Subnet desired, Subnet observed, Set<Component> changed) {
    if (Component.onlyTags(changed)) {
      return new Change.InPlace();
    }
    String refusal =
        "The VPC, range and availability zone of a subnet cannot be changed. To use others,"
            + " delete and recreate the environment";
    return changed.equals(Set.of(Subnet.ZONE))
        ? new Change.DeleteFirstIfUnused(refusal)
        : new Change.Refused(refusal);
  }

  @Override
  public PruneTiming pruneTiming(Subnet observed, Topology desired) {
    return PruneTiming.AFTER_CUTOVER;
  }

  private static ListedResource item(software.amazon.awssdk.services.ec2.model.Subnet subnet) {
    Map<String, String> tags = Tagging.read(subnet.tags());
    String state = States.word(subnet.stateAsString());
    return ListedResource.of(
        subnet.subnetId(),
        tags,
        false,
        state,
        key ->
            List.of(
                new Observed(
                    new Subnet(
                        key,
                        Ref.id(subnet.vpcId()),
                        subnet.cidrBlock(),
                        subnet.availabilityZone(),
                        UserTags.of(tags)),
                    subnet.subnetId(),
                    States.of(state),
                    state)));
  }
}
