package io.ssmenv.aws;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All kinds of resources. Adding one is a record, a kind, and its name in {@link AwsHandlers}. */
public final class HandlerRegistry implements LifecycleRules {

  private final Map<Class<? extends Resource>, ResourceHandler<?, AwsCall>> byType =
      new HashMap<>();

  public HandlerRegistry(Collection<ResourceHandler<?, AwsCall>> kinds) {
    kinds.forEach(kind -> byType.put(kind.type(), kind));
  }

  /** The kinds which list, each once. */
  public List<Listing> listings() {
    return byType.values().stream()
        .filter(ListedHandler.class::isInstance)
        .map(handler -> ((ListedHandler<?>) handler).listing())
        .toList();
  }

  @SuppressWarnings("unchecked") // the map's invariant: a kind is filed under its own type
  <R extends Resource> ResourceHandler<R, AwsCall> handler(R resource) {
    ResourceHandler<?, AwsCall> kind = byType.get(resource.getClass());
    if (kind == null) {
      throw new IllegalStateException("There is no kind for " + resource.getClass().getName());
    }
    return (ResourceHandler<R, AwsCall>) kind;
  }

  ResourceHandler.Created create(AwsCall call, Resource desired) {
    return handler(desired).create(call, desired);
  }

  String update(AwsCall call, Resource desired, Observed current, Set<String> fields) {
    return handler(desired).update(call, desired, current, fields);
  }

  ResourceHandler.Deletion delete(AwsCall call, Observed current) {
    return handler(current.resource()).delete(call, current.resource(), current.id());
  }

  @Override
  public Change change(Resource desired, Resource observed, Set<String> fields) {
    return handler(desired).change(desired, observed, fields);
  }

  @Override
  public PruneTiming pruneTiming(Resource observed, Topology desired) {
    return handler(observed).pruneTiming(observed, desired);
  }

  @Override
  public Optional<Resource> drainedForm(Resource observed) {
    return handler(observed).drainedForm(observed).map(Resource.class::cast);
  }

  @Override
  public Set<Class<? extends Resource>> deletedAfter(Class<? extends Resource> kind) {
    return handler(kind).deletedAfter();
  }

  @Override
  public boolean affectsConnectivity(Class<? extends Resource> kind) {
    return handler(kind).affectsConnectivity();
  }

  private ResourceHandler<?, AwsCall> handler(Class<? extends Resource> type) {
    return Optional.ofNullable(byType.get(type))
        .orElseThrow(() -> new IllegalStateException("There is no kind for " + type.getName()));
  }
}
