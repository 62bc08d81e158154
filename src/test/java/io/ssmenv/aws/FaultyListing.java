package io.ssmenv.aws;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.inventory.KnownItems;
import io.ssmenv.aws.inventory.Listed;
import io.ssmenv.aws.inventory.ListedResource;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.ReadLag;
import io.ssmenv.aws.inventory.TagScope;
import io.ssmenv.topology.Resource;
import java.util.Optional;
import java.util.Set;

/** A listing that throws the faults that a test injects into it. */
record FaultyListing(Listing listing, InjectedFaults faults) implements Listing {
  @Override
  public ReadLag readLag() {
    return listing.readLag();
  }

  @Override
  public String action() {
    return listing.action();
  }

  @Override
  public Class<? extends Resource> primaryType() {
    return listing.primaryType();
  }

  @Override
  public Set<Class<? extends Resource>> types() {
    return listing.types();
  }

  @Override
  public Listed list(Clients clients, TagScope scope) {
    faults.throwFault(action());
    return listing.list(clients, scope);
  }

  @Override
  public Listed list(Clients clients, TagScope scope, KnownItems.Pass known) {
    faults.throwFault(action());
    return listing.list(clients, scope, known);
  }

  @Override
  public Optional<ListedResource> find(Clients clients, String id) {
    return listing.find(clients, id);
  }
}
