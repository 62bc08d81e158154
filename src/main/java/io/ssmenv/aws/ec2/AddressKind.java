package io.ssmenv.aws.ec2;

import io.ssmenv.aws.Absence;
import io.ssmenv.aws.AwsCall;
import io.ssmenv.aws.Clients;
import io.ssmenv.aws.VisibleTags;
import io.ssmenv.aws.inventory.Item;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.Names;
import io.ssmenv.cloud.ResourceKind;
import io.ssmenv.plan.Rules.Change;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/**
 * Elastic IPs; their listing tells of their associations too. One that is not wanted any more goes
 * at once: what still uses it goes before it, in its own time.
 */
public final class AddressKind implements ResourceKind<Address, AwsCall>, Listing {

  @Override
  public Class<Address> type() {
    return Address.class;
  }

  @Override
  public Class<Address> main() {
    return Address.class;
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
  public String update(AwsCall call, Address desired, Observed current, Set<String> fields) {
    Tagging.correct(call, current.id(), desired.tags(), ((Address) current.resource()).tags());
    return current.id();
  }

  @Override
  public Removal delete(AwsCall call, Address observed, String id) {
    return Absence.gone(() -> call.ec2().releaseAddress(request -> request.allocationId(id)));
  }

  @Override
  public Change change(Address desired, Address observed, Set<String> fields) {
    return new Change.InPlace();
  }

  @Override
  public String action() {
    return "DescribeAddresses";
  }

  @Override
  public Set<Class<? extends Resource>> kinds() {
    return Set.of(Address.class, AddressAssociation.class);
  }

  /** This API has no pages [D]. */
  @Override
  public List<Item> list(Clients clients, String cluster) {
    return clients
        .ec2()
        .describeAddresses(request -> request.filters(Tagging.ofCluster(cluster)))
        .addresses()
        .stream()
        .map(AddressKind::item)
        .toList();
  }

  @Override
  public Optional<Item> find(Clients clients, String id) {
    return Absence.find(
            () -> clients.ec2().describeAddresses(request -> request.allocationIds(id)).addresses())
        .map(AddressKind::item);
  }

  private static Item item(software.amazon.awssdk.services.ec2.model.Address address) {
    Map<String, String> tags = Tagging.read(address.tags());
    return new Item(
        address.allocationId(),
        tags,
        false,
        "allocated",
        (key, names) -> decode(address, tags, key, names));
  }

  private static List<Observed> decode(
      software.amazon.awssdk.services.ec2.model.Address address,
      Map<String, String> tags,
      Key key,
      Names names) {
    List<Observed> decoded = new ArrayList<>();
    decoded.add(
        new Observed(
            new Address(key, VisibleTags.among(tags)),
            address.allocationId(),
            State.READY,
            "allocated",
            AddressAssociationKind.details(address)));
    AddressAssociationKind.decode(address, key, names).ifPresent(decoded::add);
    return decoded;
  }
}
