package io.ssmenv.operator;

import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import java.util.Objects;
import java.util.Optional;

/**
 * The updates of an environment that trigger a reconcile: a change of the spec, its deletion, a
 * finalizer that was taken off, an annotation about environment ids or operators, labels, and
 * another object of the same name (a watch that was interrupted reports it as an update). The
 * status and other metadata change too often.
 */
public final class TriggeringUpdates implements OnUpdateFilter<SsmManagedEnvironment> {

  @Override
  public boolean accept(SsmManagedEnvironment now, SsmManagedEnvironment before) {
    return !Objects.equals(now.getMetadata().getUid(), before.getMetadata().getUid())
        || !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
        || now.isMarkedForDeletion() != before.isMarkedForDeletion()
        || isChanged(SsmManagedEnvironment.ADOPT, now, before)
        || isChanged(SsmManagedEnvironment.OPERATOR, now, before)
        || isChanged(SsmManagedEnvironment.REFUSED_OPERATOR, now, before)
        || !Objects.equals(now.getMetadata().getLabels(), before.getMetadata().getLabels())
        || (isChanged(SsmManagedEnvironment.ENVIRONMENT_ID, now, before) && !showsId(now))
        || (before.hasFinalizer(EnvironmentReconciler.FINALIZER)
            && !now.hasFinalizer(EnvironmentReconciler.FINALIZER));
  }

  private static boolean isChanged(
      String annotation, SsmManagedEnvironment now, SsmManagedEnvironment before) {
    return !now.annotation(annotation).equals(before.annotation(annotation));
  }

  /** Whether the annotation is as the operator writes it. */
  private static boolean showsId(SsmManagedEnvironment now) {
    return now.getStatus() != null
        && now.annotation(SsmManagedEnvironment.ENVIRONMENT_ID)
            .equals(Optional.ofNullable(now.getStatus().environmentId()));
  }
}
