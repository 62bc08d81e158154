package io.ssmenv.cli.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.controlplane.ControlPlane;
import io.ssmenv.status.ConditionType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The environments of the samples in the cluster of the demo. */
final class SampleEnvironments {

  static final List<String> SAMPLES = List.of("public.yaml", "nat.yaml", "private.yaml");

  private static final String NAMESPACE = "default";

  private final KubernetesClient client;
  private final Consumer<String> problems;
  private boolean answers = true;

  /**
   * @param problems receives a sentence when the API server no longer answers
   */
  SampleEnvironments(KubernetesClient client, Consumer<String> problems) {
    this.client = client;
    this.problems = problems;
  }

  /**
   * Applies a sample.
   *
   * @throws IOException with a sentence for people, if the API server refuses it
   */
  void apply(String sample) throws IOException {
    try (InputStream yaml = SampleEnvironments.class.getResourceAsStream("/samples/" + sample)) {
      if (yaml == null) {
        throw new IOException(
            "The sample " + sample + " is not on the class path. Build the project again");
      }
      client
          .load(yaml)
          .inNamespace(NAMESPACE)
          .resources()
          .forEach(one -> one.fieldManager(ControlPlane.FIELD_MANAGER).serverSideApply());
    } catch (KubernetesClientException e) {
      throw new IOException(
          "The API server of the demo did not accept the sample " + sample + ": " + cause(e), e);
    }
  }

  /** Returns them, sorted by name; empty if the API server does not answer at the moment. */
  Optional<List<SsmManagedEnvironment>> list() {
    try {
      List<SsmManagedEnvironment> all =
          client
              .resources(SsmManagedEnvironment.class)
              .inNamespace(NAMESPACE)
              .list()
              .getItems()
              .stream()
              .sorted(Comparator.comparing(one -> one.getMetadata().getName()))
              .toList();
      answers = true;
      return Optional.of(all);
    } catch (KubernetesClientException e) {
      unanswered(e);
      return Optional.empty();
    }
  }

  /** Deletes them; returns whether the API server has accepted it. */
  boolean delete() {
    try {
      client.resources(SsmManagedEnvironment.class).inNamespace(NAMESPACE).delete();
      return true;
    } catch (KubernetesClientException e) {
      unanswered(e);
      return false;
    }
  }

  /** Once, until it answers again. */
  private void unanswered(KubernetesClientException e) {
    if (answers) {
      problems.accept("The API server does not answer; trying again: " + cause(e));
    }
    answers = false;
  }

  /** What went wrong, without what the client adds about its own call. */
  private static String cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }

  static boolean isReady(SsmManagedEnvironment environment) {
    return Optional.ofNullable(environment.getStatus())
        .flatMap(status -> status.condition(ConditionType.READY.wire()))
        .filter(condition -> condition.status() == Condition.Status.TRUE)
        .isPresent();
  }
}
