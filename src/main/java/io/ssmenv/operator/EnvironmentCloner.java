package io.ssmenv.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;

/**
 * Copies an object for a reconcile. A copy by serialization would lose that the spec of an
 * environment could not be read.
 */
record EnvironmentCloner(KubernetesSerialization serialization) implements Cloner {

  @Override
  @SuppressWarnings("unchecked") // The copy of an environment is an environment.
  public <R extends HasMetadata> R clone(R object) {
    return object instanceof SsmManagedEnvironment environment
        ? (R) environment.with(serialization.clone(environment.getMetadata()))
        : serialization.clone(object);
  }
}
