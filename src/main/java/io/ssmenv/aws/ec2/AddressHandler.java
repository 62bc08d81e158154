package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.call.UserTags;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.ListedResource;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.SdkListing;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/**
 * Elastic IPs; their listing includes their associations. An address is pruned at once: what uses
 * it is pruned first, by its own timing.
 */
public final class AddressHandler implements ListedHandler<Address> {

  private static final Listing LISTING =
      new SdkListing<>(
          "DescribeAddresses",
          Address.class,
          Set.of(AddressAssociation.class),
          // This API has no pages [D].
          (clients, scope) ->
              clients
                  .ec2()
                  .describeAddresses(request -> request.filters(Tagging.inScope(scope)))
                  .addresses()
                  .stream(),
          (clients, id) ->
              clients.ec2().describeAddresses(request -> request.allocationIds(id)).addresses(),
          AddressHandler::item);

  @Override
  public Class<Address> type() {
    return Address.class;
  }

  @Override
  public Listing listing() {
    return LISTING;
  }

  @Override
  public Created create(AwsCall call, Address desired) {
    AllocateAddressResponse address =
        call.ec2()
            .allocateAddress(request ->
                request
                    .domain(DomainType.VPC)
                    .tagSpecifications(
                        Tagging.specification(ResourceType.ELASTIC_IP, call.tags(desired.tags()))));
    return Created.ready(address.allocationId()).withDetail(Observed.PUBLIC_IP, address.publicIp());
  }

  @Override
  public String update(AwsCall call, Address desired, Observed current, Set<Component> changed) {
    Tagging.correct(call, current.id(), desired.tags(), ((Address) current.resource()).tags());
    return current.id();
  }

  @Override
  public Deletion delete(AwsCall call, Address observed, String id) {
    return NotFound.deleted(() -> call.ec2().releaseAddress(request -> request.allocationId(id)));
  }

  @Override
  public List<String> blockers(AwsCall call, Address observed, String id) {
    return DeletionBlockers.ofAddress(call, id);
  }

  @Override
  public Change change(Address desired, Address observed, Set<Component> changed) {
    return new Change.InPlace();
  }

  private static ListedResource item(software.amazon.awssdk.services.ec2.model.Address address) {
    Map<String, String> tags = Tagging.read(address.tags());
    return ListedResource.of(
        address.allocationId(), tags, false, "allocated", key -> decode(address, tags, key));
  }

  private static List<Observed> decode(
      software.amazon.awssdk.services.ec2.model.Address address,
      Map<String, String> tags,
      Key key) {
    List<Observed> decoded = new ArrayList<>();
    decoded.add(
        new Observed(
            new Address(key, UserTags.of(tags)),
            address.allocationId(),
            State.READY,
            "allocated",
            AddressAssociationHandler.details(address)));
    AddressAssociationHandler.decode(address, key).ifPresent(decoded::add);
    return decoded;
  }
}
