package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.desired.SpecDefaults;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import java.time.Instant;
import java.util.Set;

/**
 * An environment to be reconciled.
 *
 * @param name without the namespace
 * @param generation of the spec
 * @param status as last written; {@link EnvironmentStatus#none()} for a new environment
 * @param deleting whether the object has a deletion timestamp
 * @param hasFinalizer whether the finalizer is set; nothing is created without it
 * @param createdByThisProcess whether no earlier process can have created anything for it
 * @param now the time of this reconcile
 */
public record ReconcileRequest(
    Owner owner,
    String name,
    long generation,
    EnvironmentSpec spec,
    EnvironmentStatus status,
    boolean deleting,
    boolean hasFinalizer,
    boolean createdByThisProcess,
    Instant now) {

  /** The same with a spec that leaves nothing open. */
  ReconcileRequest completed(SpecDefaults defaults) {
    return new ReconcileRequest(
        owner,
        name,
        generation,
        defaults.complete(spec),
        status,
        deleting,
        hasFinalizer,
        createdByThisProcess,
        now);
  }

  /** All instances that the spec names, also those that cannot be planned yet. */
  Set<Key> instances() {
    return spec.instances().stream()
        .flatMap(group -> group.instanceNames().stream())
        .map(Instance::key)
        .collect(ImmutableCopy.toSet());
  }

  /** What the operator does with the plan. */
  ReconcileMode mode() {
    return ReconcileMode.of(spec, deleting);
  }
}
