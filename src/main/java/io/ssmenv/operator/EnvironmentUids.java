package io.ssmenv.operator;

import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The UIDs of all environments in the cache of the informer; empty before it exists. */
final class EnvironmentUids implements Supplier<Optional<Set<String>>> {

  private volatile Optional<ResourceCache<SsmManagedEnvironment>> cache = Optional.empty();

  void readFrom(ResourceCache<SsmManagedEnvironment> informed) {
    cache = Optional.of(informed);
  }

  @Override
  public Optional<Set<String>> get() {
    return cache.map(informed ->
        informed
            .list()
            .map(environment -> environment.getMetadata().getUid())
            .collect(Collectors.toSet()));
  }
}
