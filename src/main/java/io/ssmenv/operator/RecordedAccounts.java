package io.ssmenv.operator;

import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The accounts in the statuses of all environments that the operator watches. The informer's cache
 * has all of them before the first reconcile, so the order of the reconciles does not matter.
 */
final class RecordedAccounts implements Supplier<Set<String>> {

  private volatile Supplier<Stream<SsmManagedEnvironment>> environments = Stream::empty;

  /** Sets the cache, before the first reconcile. */
  void readFrom(ResourceCache<SsmManagedEnvironment> cache) {
    environments = cache::list;
  }

  @Override
  public Set<String> get() {
    return environments
        .get()
        .flatMap(environment -> Optional.ofNullable(environment.getStatus()).stream())
        .flatMap(status -> Optional.ofNullable(status.accountId()).stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
