package io.ssmenv.aws.inventory;

import io.ssmenv.aws.inventory.ListResult.Owned;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.ListedSubnets;
import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the subnets of all environments in the listings, also those of environments long gone. */
record ClusterSubnets(String account, InternalErrors internalErrors) {

  /** Empty if a subnet may be missing: its range must not count as free. */
  Optional<ListedSubnets> in(Map<Listing, ListResult> results) {
    return results.entrySet().stream()
        .filter(one -> one.getKey().primaryType() == Subnet.class)
        .findFirst()
        .filter(one -> one.getValue().failure().isEmpty())
        .flatMap(one -> all(one.getKey(), one.getValue()));
  }

  private Optional<ListedSubnets> all(Listing listing, ListResult result) {
    List<ListedSubnets.Listed> subnets = new ArrayList<>();
    for (Owned owned : result.byEnvironment().values().stream().flatMap(List::stream).toList()) {
      if (!owned.item().dead()) {
        List<Observed> decoded = decode(listing, owned);
        if (decoded.isEmpty()) {
          return Optional.empty();
        }
        subnets.add(new ListedSubnets.Listed(owned.ownership(), decoded.getFirst()));
      }
    }
    return Optional.of(new ListedSubnets(account, result.startedAt(), subnets));
  }

  private List<Observed> decode(Listing listing, Owned owned) {
    Ownership tags = owned.ownership();
    Owner owner = new Owner(tags.cluster(), tags.environment(), tags.owner());
    return new ItemDecoder(owner, internalErrors).decode(listing, owned, ItemDecoder.BY_ID);
  }
}
