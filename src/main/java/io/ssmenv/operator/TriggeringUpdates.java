package io.ssmenv.operator;

import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import java.util.Objects;

/**
 * The updates of an environment that trigger a reconcile: a change of the spec, its deletion, a
 * finalizer that was taken off, and another object of the same name (a watch that was interrupted
 * reports it as an update). The status and other metadata change too often.
 */
public final class TriggeringUpdates implements OnUpdateFilter<SsmManagedEnvironment> {

  @Override
  public boolean accept(SsmManagedEnvironment now, SsmManagedEnvironment before) {
    return !Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid())
        || !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
        || now.isMarkedForDeletion() != before.isMarkedForDeletion()
        || (before.hasFinalizer(EnvironmentReconciler.FINALIZER)
            && !now.hasFinalizer(EnvironmentReconciler.FINALIZER));
  }
}
