package io.ssmenv.cli.plan;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.manifest.Manifest;
import io.ssmenv.cli.operator.KubeconfigVariable;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The cluster of the kubeconfig, or the one that the program runs in. */
public final class KubernetesCluster implements Cluster {

  /** Few, because a user waits. */
  private static final int RETRIES = 1;

  private static final int UNPROCESSABLE = 422;

  private final KubernetesClient client;
  private final Optional<String> configuredId;

  KubernetesCluster(KubernetesClient client, Optional<String> configuredId) {
    this.client = client;
    this.configuredId = configuredId;
  }

  /**
   * Connects with the usual configuration; empty if there is none.
   *
   * @throws IllegalArgumentException with a message for users, if KUBECONFIG names no file
   */
  public static Optional<Cluster> connect(Map<String, String> environment, Optional<String> id) {
    boolean configured =
        KubeconfigVariable.isSet(environment)
            || environment.containsKey("KUBERNETES_SERVICE_HOST")
            || Files.exists(Path.of(System.getProperty("user.home"), ".kube", "config"));
    if (!configured) {
      return Optional.empty();
    }
    Config config =
        new ConfigBuilder(Config.autoConfigure(null)).withRequestRetryBackoffLimit(RETRIES).build();
    return Optional.of(
        new KubernetesCluster(new KubernetesClientBuilder().withConfig(config).build(), id));
  }

  @Override
  public String id() {
    return configuredId.orElseGet(() -> call(this::kubeSystemUid));
  }

  private String kubeSystemUid() {
    Namespace namespace = client.namespaces().withName("kube-system").get();
    return Optional.ofNullable(namespace)
        .map(found -> found.getMetadata().getUid())
        .orElseThrow(() ->
            new IllegalStateException(
                "The namespace kube-system does not exist. Set --cluster-id to the cluster id of the"
                    + " operator"));
  }

  @Override
  public String namespace() {
    return Optional.ofNullable(client.getNamespace()).orElse("default");
  }

  @Override
  public Optional<SsmManagedEnvironment> find(String namespace, String name) {
    return call(() ->
        Optional.ofNullable(
            client
                .resources(SsmManagedEnvironment.class)
                .inNamespace(namespace)
                .withName(name)
                .get()));
  }

  @Override
  public List<SsmManagedEnvironment> list(String namespace) {
    return call(() ->
        client.resources(SsmManagedEnvironment.class).inNamespace(namespace).list().getItems());
  }

  @Override
  public List<SsmManagedEnvironment> all() {
    return call(
        () -> client.resources(SsmManagedEnvironment.class).inAnyNamespace().list().getItems());
  }

  /** An update and not an apply, because the file is all that is wanted: it may remove fields. */
  @Override
  public Trial trial(Manifest manifest, String namespace) {
    return call(() -> {
      GenericKubernetesResource wanted =
          client
              .getKubernetesSerialization()
              .convertValue(manifest.object(), GenericKubernetesResource.class);
      wanted.getMetadata().setNamespace(namespace);
      Optional<GenericKubernetesResource> existing =
          Optional.ofNullable(client.resource(wanted).get());
      existing.ifPresent(there -> {
        wanted.getMetadata().setResourceVersion(there.getMetadata().getResourceVersion());
        wanted.getMetadata().setUid(there.getMetadata().getUid());
        wanted.getMetadata().setFinalizers(there.getMetadata().getFinalizers());
      });
      var trial = client.resource(wanted).dryRun().fieldValidation(Validation.STRICT);
      GenericKubernetesResource answer = existing.isPresent() ? trial.update() : trial.create();
      return new Trial(
          client.getKubernetesSerialization().convertValue(answer, SsmManagedEnvironment.class),
          existing.isPresent());
    });
  }

  private <T> T call(Supplier<T> request) {
    try {
      return request.get();
    } catch (KubernetesClientException e) {
      throw new IllegalArgumentException(message(e), e);
    }
  }

  private String message(KubernetesClientException failure) {
    String cluster = "The cluster at " + client.getMasterUrl();
    return switch (failure.getCode()) {
      case UNPROCESSABLE -> causes(failure);
      case HttpURLConnection.HTTP_BAD_REQUEST -> status(failure);
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          cluster + " rejected the credentials of the kubeconfig. Renew them or set KUBECONFIG";
      case HttpURLConnection.HTTP_FORBIDDEN ->
          cluster + " denied a request: " + status(failure) + ". Ask for this permission";
      case HttpURLConnection.HTTP_NOT_FOUND ->
          cluster
              + " does not serve SsmManagedEnvironment, or has no such namespace: "
              + status(failure);
      default ->
          failure.getCode() > 0
              ? cluster + " returned an error: " + status(failure)
              : cluster
                  + " does not respond. Set KUBECONFIG to a running cluster, or use --offline";
    };
  }

  private static String status(KubernetesClientException failure) {
    return Optional.ofNullable(failure.getStatus())
        .flatMap(status -> Optional.ofNullable(status.getMessage()))
        .orElse(String.valueOf(failure.getMessage()))
        .strip();
  }

  private static String causes(KubernetesClientException failure) {
    List<StatusCause> causes =
        Optional.ofNullable(failure.getStatus())
            .flatMap(status -> Optional.ofNullable(status.getDetails()))
            .flatMap(details -> Optional.ofNullable(details.getCauses()))
            .orElse(List.of());
    return causes.isEmpty()
        ? status(failure)
        : causes.stream()
            .map(cause -> cause.getField() + ": " + cause.getMessage())
            .collect(Collectors.joining("; "));
  }

  @Override
  public void close() {
    client.close();
  }
}
