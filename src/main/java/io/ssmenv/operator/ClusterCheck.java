package io.ssmenv.operator;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import java.net.HttpURLConnection;
import java.util.Optional;

/** Looks at the cluster once before anything starts, so that what is wrong is said in a line. */
final class ClusterCheck {

  /** Of a request that fails at the start, somebody is waiting for the answer. */
  private static final int RETRIES = 2;

  private final KubernetesClient client;

  ClusterCheck(KubernetesClient client) {
    this.client = client;
  }

  /**
   * The cluster's id for life.
   *
   * @param configured the administrator's, if any; else the UID of a namespace that every cluster
   *     has and nobody deletes
   * @throws IllegalStateException with a sentence for people, if the cluster does not answer, or
   *     does not know environments
   */
  String id(Optional<String> configured) {
    Config impatient =
        new ConfigBuilder(client.getConfiguration()).withRequestRetryBackoffLimit(RETRIES).build();
    try (KubernetesClient once = new KubernetesClientBuilder().withConfig(impatient).build()) {
      requireDefinition(once);
      return configured.orElseGet(() -> kubeSystem(once));
    } catch (KubernetesClientException e) {
      throw new IllegalStateException(message(e), e);
    }
  }

  /** Served, that is to say: whoever may not read definitions may still read environments. */
  private static void requireDefinition(KubernetesClient once) {
    if (!once.supports(SsmManagedEnvironment.class)) {
      throw new IllegalStateException(
          "The cluster at "
              + once.getMasterUrl()
              + " does not know SsmManagedEnvironment; install the custom resource definition:"
              + " kubectl apply -f crds/");
    }
  }

  private static String kubeSystem(KubernetesClient once) {
    Namespace namespace = once.namespaces().withName("kube-system").get();
    return Optional.ofNullable(namespace)
        .map(found -> found.getMetadata().getUid())
        .orElseThrow(() ->
            new IllegalStateException(
                "The cluster has no namespace kube-system, whose UID is the cluster's id; set"
                    + " --cluster-id"));
  }

  private String message(KubernetesClientException failure) {
    String cluster = "The cluster at " + client.getMasterUrl();
    return switch (failure.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          cluster + " does not accept the credentials of the kubeconfig";
      case HttpURLConnection.HTTP_FORBIDDEN ->
          cluster
              + " does not let the operator read what it needs ("
              + failure.getMessage()
              + "); give its account the role, or set --cluster-id";
      default ->
          failure.getCode() > 0
              ? cluster + " cannot be used: " + failure.getMessage()
              : cluster
                  + " does not answer ("
                  + root(failure)
                  + "); set KUBECONFIG to a cluster that runs";
    };
  }

  /** What is at the bottom of a failure. */
  static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null
        ? root.getClass().getSimpleName()
        : root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
