package io.ssmenv.operator;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.engine.ReconcileResult;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces the status of an environment as a whole, whatever it is in the API server and whoever
 * wrote it. Server-side apply cannot do that: it keeps list items that another field manager owns
 * too, and the API server then refuses what is left of them.
 */
final class StatusWriter {

  /** Each conflict is another client's write between our read and ours. */
  private static final int ATTEMPTS = 5;

  private StatusWriter() {}

  /**
   * Writes the status, unless the object no longer exists. The next reconcile sees it even before
   * the informer does.
   */
  static void write(
      SsmManagedEnvironment environment,
      EnvironmentStatus status,
      Context<SsmManagedEnvironment> context) {
    Optional<SsmManagedEnvironment> base = Optional.of(environment);
    for (int attempt = 1; base.isPresent(); attempt++) {
      try {
        SsmManagedEnvironment updated =
            context.getClient().resource(withStatus(base.get(), status)).updateStatus();
        context
            .eventSourceRetriever()
            .getControllerEventSource()
            .handleRecentResourceUpdate(ResourceID.fromResource(environment), updated, base.get());
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
          return;
        }
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
        base = current(environment, context.getClient());
      }
    }
  }

  /** Shows the environment id in an annotation, where a backup without the status keeps it. */
  static void showId(
      SsmManagedEnvironment environment,
      ReconcileResult result,
      Context<SsmManagedEnvironment> context) {
    result
        .environment()
        .filter(id -> id.equals(result.status().environmentId()))
        .ifPresent(id -> showId(environment, id, context));
  }

  private static void showId(
      SsmManagedEnvironment environment, String id, Context<SsmManagedEnvironment> context) {
    if (environment.isMarkedForDeletion()
        || Optional.of(id).equals(environment.annotation(SsmManagedEnvironment.ENVIRONMENT_ID))) {
      return;
    }
    SsmManagedEnvironment patch = new SsmManagedEnvironment();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withUid(environment.getMetadata().getUid())
            .addToAnnotations(SsmManagedEnvironment.ENVIRONMENT_ID, id)
            .build());
    try {
      context
          .getClient()
          .resources(SsmManagedEnvironment.class)
          .inNamespace(environment.getMetadata().getNamespace())
          .withName(environment.getMetadata().getName())
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              context
                  .getClient()
                  .getKubernetesSerialization()
                  .asJson(Map.of("metadata", patch.getMetadata())));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND
          && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e; // Otherwise the object is gone, or another one has its name.
      }
    }
  }

  /** The object as it is now; empty if it is gone, or if another one has its name. */
  private static Optional<SsmManagedEnvironment> current(
      SsmManagedEnvironment environment, KubernetesClient client) {
    return Optional.ofNullable(
            client
                .resources(SsmManagedEnvironment.class)
                .inNamespace(environment.getMetadata().getNamespace())
                .withName(environment.getMetadata().getName())
                .get())
        .filter(now -> now.getMetadata().getUid().equals(environment.getMetadata().getUid()));
  }

  /** The API server takes only the status from it. */
  private static SsmManagedEnvironment withStatus(
      SsmManagedEnvironment base, EnvironmentStatus status) {
    SsmManagedEnvironment update = new SsmManagedEnvironment();
    update.setMetadata(
        new ObjectMetaBuilder()
            .withName(base.getMetadata().getName())
            .withNamespace(base.getMetadata().getNamespace())
            .withUid(base.getMetadata().getUid())
            .withResourceVersion(base.getMetadata().getResourceVersion())
            .build());
    update.setSpec(base.getSpec());
    update.setStatus(status);
    return update;
  }
}
