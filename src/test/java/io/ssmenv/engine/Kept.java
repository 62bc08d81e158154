package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;

/**
 * What the API server holds of an environment.
 *
 * @param guarded whether the finalizer is on it
 */
record Kept(
    Owner owner,
    String name,
    long generation,
    EnvironmentSpec spec,
    EnvironmentStatus status,
    boolean deleting,
    boolean guarded) {

  static Kept fresh(Owner owner, String name, EnvironmentSpec spec) {
    return new Kept(owner, name, 1, spec, EnvironmentStatus.none(), false, false);
  }

  Kept changed(EnvironmentSpec other) {
    return new Kept(owner, name, generation + 1, other, status, deleting, guarded);
  }

  Kept deleted() {
    return new Kept(owner, name, generation + 1, spec, status, true, guarded);
  }

  Kept reported(EnvironmentStatus now, boolean guard) {
    return new Kept(owner, name, generation, spec, now, deleting, guard);
  }
}
