package io.ssmenv.aws;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.cloud.ResourceHandler;
import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the handler of a resource type. To add a type, write its record and its handler, and add
 * the handler to {@link AwsHandlers}.
 */
public final class HandlerRegistry implements LifecycleRules {

  private final Map<Class<? extends Resource>, ResourceHandler<?, AwsCall>> byType =
      new LinkedHashMap<>();

  public HandlerRegistry(Collection<ResourceHandler<?, AwsCall>> handlers) {
    handlers.forEach(handler -> byType.put(handler.type(), handler));
  }

  /** Returns the listings of all types that AWS lists. */
  public List<Listing> listings() {
    return byType.values().stream()
        .filter(ListedHandler.class::isInstance)
        .map(handler -> ((ListedHandler<?>) handler).listing())
        .toList();
  }

  @SuppressWarnings("unchecked") // the key of each handler is its own type
  <R extends Resource> ResourceHandler<R, AwsCall> handler(R resource) {
    return (ResourceHandler<R, AwsCall>) handler(resource.getClass());
  }

  ResourceHandler.Created create(AwsCall call, Resource desired) {
    return handler(desired).create(call, desired);
  }

  String update(AwsCall call, Resource desired, Observed current, Set<Component> changed) {
    return handler(desired).update(call, desired, current, changed);
  }

  ResourceHandler.Deletion delete(AwsCall call, Observed current) {
    return handler(current.resource()).delete(call, current.resource(), current.id());
  }

  List<String> blockers(AwsCall call, Observed current) {
    return handler(current.resource()).blockers(call, current.resource(), current.id());
  }

  void checkReplacement(AwsCall call, Resource desired, Resource observed) {
    handler(desired).checkReplacement(call, desired, observed);
  }

  @Override
  public Change change(Resource desired, Resource observed, Set<Component> changed) {
    return handler(desired).change(desired, observed, changed);
  }

  @Override
  public Availability availability(Observed current, Pings pings) {
    return handler(current.resource()).availability(current, pings);
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
  public Set<Class<? extends Resource>> deletedAfter(Class<? extends Resource> type) {
    return handler(type).deletedAfter();
  }

  @Override
  public Set<Class<? extends Resource>> createdAfterPruning(Class<? extends Resource> type) {
    return handler(type).createdAfterPruning();
  }

  @Override
  public Optional<Ref> deletedWith(Resource observed) {
    return handler(observed).deletedWith(observed);
  }

  @Override
  public boolean isDisposable(Class<? extends Resource> type) {
    return handler(type).isDisposable();
  }

  @Override
  public boolean affectsConnectivity(Class<? extends Resource> type) {
    return handler(type).affectsConnectivity();
  }

  @Override
  public boolean affectsConnectivity(Resource resource) {
    return handler(resource).affectsConnectivity(resource);
  }

  private ResourceHandler<?, AwsCall> handler(Class<? extends Resource> type) {
    return Optional.ofNullable(byType.get(type))
        .orElseThrow(() -> new IllegalStateException("No handler for " + type.getName()));
  }
}
