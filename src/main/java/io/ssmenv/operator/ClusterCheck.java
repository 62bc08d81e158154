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

/** Checks the cluster once before the operator starts, and reports a problem in one line. */
final class ClusterCheck {

  /** Few, because a user waits for the result of a start. */
  private static final int RETRIES = 2;

  private final KubernetesClient client;

  ClusterCheck(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Returns the id of the cluster, which never changes.
   *
   * @param configured the id that the administrator has set, if any; the default is the UID of the
   *     namespace {@code kube-system}, which every cluster has and nobody deletes
   * @throws IllegalStateException with a message for users, if the cluster does not respond or does
   *     not serve SsmManagedEnvironment
   */
  String id(Optional<String> configured) {
    Config failFast =
        new ConfigBuilder(client.getConfiguration()).withRequestRetryBackoffLimit(RETRIES).build();
    try (KubernetesClient startupClient =
        new KubernetesClientBuilder().withConfig(failFast).build()) {
      requireDefinition(startupClient);
      return configured.orElseGet(() -> kubeSystemUid(startupClient));
    } catch (KubernetesClientException e) {
      throw new IllegalStateException(message(e), e);
    }
  }

  /**
   * Asks the discovery API instead of reading the definition: the operator may have no permission
   * to read definitions.
   */
  private static void requireDefinition(KubernetesClient startupClient) {
    if (!startupClient.supports(SsmManagedEnvironment.class)) {
      throw new IllegalStateException(
          "The cluster at "
              + startupClient.getMasterUrl()
              + " does not serve SsmManagedEnvironment. Install the custom resource definition:"
              + " kubectl apply -f crds/");
    }
  }

  private static String kubeSystemUid(KubernetesClient startupClient) {
    Namespace namespace = startupClient.namespaces().withName("kube-system").get();
    return Optional.ofNullable(namespace)
        .map(found -> found.getMetadata().getUid())
        .orElseThrow(() ->
            new IllegalStateException(
                "The namespace kube-system does not exist, so its UID cannot be used as the"
                    + " cluster id. Set --cluster-id"));
  }

  private String message(KubernetesClientException failure) {
    String cluster = "The cluster at " + client.getMasterUrl();
    return switch (failure.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          cluster + " rejected the credentials of the kubeconfig. Renew them or set KUBECONFIG";
      case HttpURLConnection.HTTP_FORBIDDEN ->
          cluster
              + " denied a request of the operator ("
              + failure.getMessage()
              + "). Bind its roles to its service account (deploy/base/rbac.yaml), or set"
              + " --cluster-id";
      default ->
          failure.getCode() > 0
              ? cluster + " returned an error: " + failure.getMessage()
              : cluster
                  + " does not respond ("
                  + rootCauseMessage(failure)
                  + "). Set KUBECONFIG to a running cluster";
    };
  }

  /** The type and the message of the root cause of a failure. */
  static String rootCauseMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null
        ? root.getClass().getSimpleName()
        : root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
