package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;

/**
 * What the API server holds of an environment.
 *
 * @param hasFinalizer whether the finalizer is on it
 */
record StoredEnvironment(
    Owner owner,
    String name,
    long generation,
    EnvironmentSpec spec,
    EnvironmentStatus status,
    boolean deleting,
    boolean hasFinalizer) {

  static StoredEnvironment fresh(Owner owner, String name, EnvironmentSpec spec) {
    return new StoredEnvironment(owner, name, 1, spec, EnvironmentStatus.none(), false, false);
  }

  StoredEnvironment changed(EnvironmentSpec other) {
    return new StoredEnvironment(
        owner, name, generation + 1, other, status, deleting, hasFinalizer);
  }

  StoredEnvironment deleted() {
    return new StoredEnvironment(owner, name, generation + 1, spec, status, true, hasFinalizer);
  }

  StoredEnvironment reported(EnvironmentStatus now, boolean guard) {
    return new StoredEnvironment(owner, name, generation, spec, now, deleting, guard);
  }
}
