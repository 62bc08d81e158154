package io.ssmenv.operator;

import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.topology.ImmutableCopy;
import java.util.Optional;
import java.util.Set;

/**
 * All environments that the operator watches, reconciled or not. The cache of the informer has all
 * of them before the first reconcile, so the order of the reconciles does not matter.
 */
final class InformedEnvironments {

  private volatile Optional<ResourceCache<SsmManagedEnvironment>> cache = Optional.empty();

  /** Sets the cache, before the first reconcile. */
  void readFrom(ResourceCache<SsmManagedEnvironment> informed) {
    cache = Optional.of(informed);
  }

  /** Returns the UIDs; empty before there is a cache. */
  Optional<Set<String>> uids() {
    return cache.map(informed ->
        informed
            .list()
            .map(environment -> environment.getMetadata().getUid())
            .collect(ImmutableCopy.toSet()));
  }

  /** Returns the UID of the object that has the name of an environment now. */
  Optional<String> uidOf(SsmManagedEnvironment environment) {
    return cache
        .flatMap(informed -> informed.get(ResourceID.fromResource(environment)))
        .map(existing -> existing.getMetadata().getUid());
  }

  /** Returns the accounts in the statuses. */
  Set<String> recordedAccounts() {
    return cache.stream()
        .flatMap(ResourceCache::list)
        .flatMap(environment -> Optional.ofNullable(environment.getStatus()).stream())
        .flatMap(status -> Optional.ofNullable(status.accountId()).stream())
        .collect(ImmutableCopy.toSet());
  }
}
