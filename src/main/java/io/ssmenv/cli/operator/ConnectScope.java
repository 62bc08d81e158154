package io.ssmenv.cli.operator;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environments to which a person may connect: {@code NAMESPACE} or {@code NAMESPACE/NAME}.
 *
 * @param name empty for all environments of the namespace
 */
record ConnectScope(String namespace, Optional<String> name) {

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
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      return Optional.ofNullable(client.namespaces().withName("kube-system").get())
          .map(Namespace::getMetadata)
          .map(metadata -> metadata.getUid())
          .orElseThrow(() ->
              new IllegalStateException(
                  "The namespace kube-system does not exist. Set --cluster-id to the cluster id of"
                      + " the operator"));
    } catch (KubernetesClientException e) {
      throw new IllegalStateException(
          "The cluster does not tell the UID of its namespace kube-system. Set KUBECONFIG, or"
              + " --cluster-id to the cluster id of the operator: status.clusterId has it",
          e);
    }
  }
}
