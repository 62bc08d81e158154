package io.ssmenv.cli.operator;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environments to which a person may connect: {@code NAMESPACE} or {@code NAMESPACE/NAME}.
 *
 * @param name empty for all environments of the namespace
 */
record ConnectScope(String namespace, Optional<String> name) {

  /** Few, because a person waits. */
  private static final int RETRIES = 1;

  /** The names of Kubernetes have no wildcards of IAM. */
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)(?:/([a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?))?");

  /**
   * @throws IllegalArgumentException with a message for users
   */
  static ConnectScope parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "--connect must be NAMESPACE or NAMESPACE/NAME, such as team-a/reports, but is '%s'"
              .formatted(text));
    }
    return new ConnectScope(form.group(1), Optional.ofNullable(form.group(2)));
  }

  /**
   * Returns the cluster id of an operator without {@code --cluster-id}: the instances have it in a
   * tag.
   *
   * @throws IllegalStateException with a message for users
   */
  static String clusterId() {
    KubeconfigVariable.isSet(System.getenv());
    Config config =
        new ConfigBuilder(Config.autoConfigure(null)).withRequestRetryBackoffLimit(RETRIES).build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      return clusterId(client);
    }
  }

  static String clusterId(KubernetesClient client) {
    try {
      return Optional.ofNullable(client.namespaces().withName("kube-system").get())
          .map(Namespace::getMetadata)
          .map(metadata -> metadata.getUid())
          .orElseThrow(() ->
              new IllegalStateException(
                  "The namespace kube-system does not exist. Set --cluster-id to the cluster id of"
                      + " the operator"));
    } catch (KubernetesClientException e) {
      throw new IllegalStateException(
          "The cluster at %s %s. Set --cluster-id to the cluster id of the operator, which is in status.clusterId of each environment"
              .formatted(client.getMasterUrl(), problem(e)),
          e);
    }
  }

  private static String problem(KubernetesClientException failure) {
    return switch (failure.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED -> "rejected the credentials of the kubeconfig";
      case HttpURLConnection.HTTP_FORBIDDEN ->
          "does not allow you to get the namespace kube-system, whose UID the policy needs";
      default ->
          failure.getCode() > 0
              ? "returned an error for the namespace kube-system: "
                  + String.valueOf(failure.getMessage()).replaceFirst("\\.$", "")
              : "does not answer when it is asked for the namespace kube-system. Try again, or check KUBECONFIG";
    };
  }
}
