package io.ssmenv.operator;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import java.net.HttpURLConnection;

/** Changes an annotation, if nobody has changed the object since it was read. */
final class AnnotationPatch {

  private AnnotationPatch() {}

  /** Returns false if somebody has changed or deleted the object; the next reconcile sees it. */
  static boolean set(
      SsmManagedEnvironment environment,
      String annotation,
      String value,
      Context<SsmManagedEnvironment> context) {
    return patch(environment, annotation, "\"" + value + "\"", context);
  }

  static boolean remove(
      SsmManagedEnvironment environment,
      String annotation,
      Context<SsmManagedEnvironment> context) {
    return patch(environment, annotation, "null", context);
  }

  /** Whether what was decided about an object is true of its last version. */
  private static boolean isSame(SsmManagedEnvironment now, SsmManagedEnvironment decided) {
    return now.getMetadata().getUid().equals(decided.getMetadata().getUid())
        && now.annotation(SsmManagedEnvironment.OPERATOR)
            .equals(decided.annotation(SsmManagedEnvironment.OPERATOR));
  }

  private static boolean patch(
      SsmManagedEnvironment environment,
      String annotation,
      String json,
      Context<SsmManagedEnvironment> context) {
    SsmManagedEnvironment now =
        context
            .eventSourceRetriever()
            .getControllerEventSource()
            .get(ResourceID.fromResource(environment))
            .orElse(environment);
    if (!isSame(now, environment)) {
      return false;
    }
    try {
      SsmManagedEnvironment updated =
          context
              .getClient()
              .resources(SsmManagedEnvironment.class)
              .inNamespace(environment.getMetadata().getNamespace())
              .withName(environment.getMetadata().getName())
              .patch(
                  PatchContext.of(PatchType.JSON_MERGE),
                  """
                  {"metadata": {"uid": "%s", "resourceVersion": "%s", "annotations": {"%s": %s}}}
                  """
                      .formatted(
                          environment.getMetadata().getUid(),
                          now.getMetadata().getResourceVersion(),
                          annotation,
                          json));
      context
          .eventSourceRetriever()
          .getControllerEventSource()
          .handleRecentResourceUpdate(ResourceID.fromResource(environment), updated, now);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }
}
