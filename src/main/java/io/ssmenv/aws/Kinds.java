package io.ssmenv.aws;

import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.cloud.ResourceKind;
import io.ssmenv.plan.Rules;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All kinds of resources. Adding one is a record, a kind, and its name in {@link AwsKinds}. */
public final class Kinds implements Rules {

  private final Map<Class<? extends Resource>, ResourceKind<?, AwsCall>> byType = new HashMap<>();

  public Kinds(Collection<ResourceKind<?, AwsCall>> kinds) {
    kinds.forEach(kind -> byType.put(kind.type(), kind));
  }

  /** The kinds which list, each once. */
  public List<Listing> listings() {
    return byType.values().stream()
        .filter(Listing.class::isInstance)
        .map(Listing.class::cast)
        .toList();
  }

  @SuppressWarnings("unchecked") // the map's invariant: a kind is filed under its own type
  <R extends Resource> ResourceKind<R, AwsCall> of(R resource) {
    ResourceKind<?, AwsCall> kind = byType.get(resource.getClass());
    if (kind == null) {
      throw new IllegalStateException("There is no kind for " + resource.getClass().getName());
    }
    return (ResourceKind<R, AwsCall>) kind;
  }

  ResourceKind.Created create(AwsCall call, Resource desired) {
    return of(desired).create(call, desired);
  }

  String update(AwsCall call, Resource desired, Observed current, Set<String> fields) {
    return of(desired).update(call, desired, current, fields);
  }

  ResourceKind.Removal delete(AwsCall call, Observed current) {
    return of(current.resource()).delete(call, current.resource(), current.id());
  }

  @Override
  public Change change(Resource desired, Resource observed, Set<String> fields) {
    return of(desired).change(desired, observed, fields);
  }

  @Override
  public Withdrawal withdrawal(Resource observed, Topology desired) {
    return of(observed).withdrawal(observed, desired);
  }

  @Override
  public Optional<Resource> retired(Resource observed) {
    return of(observed).retired(observed).map(Resource.class::cast);
  }

  @Override
  public Set<Class<? extends Resource>> outlives(Class<? extends Resource> kind) {
    return kind(kind).outlives();
  }

  @Override
  public boolean isPath(Class<? extends Resource> kind) {
    return kind(kind).isPath();
  }

  private ResourceKind<?, AwsCall> kind(Class<? extends Resource> type) {
    return Optional.ofNullable(byType.get(type))
        .orElseThrow(() -> new IllegalStateException("There is no kind for " + type.getName()));
  }
}
