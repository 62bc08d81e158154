package io.ssmenv.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The environments of one namespace, as a user of kubectl sees and changes them. */
public final class Environments {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final ApiServer server;
  private final String namespace;

  /** Creates a new namespace for the environments. */
  public Environments(ApiServer server, String prefix) {
    this(server.newNamespace(prefix), server);
  }

  private Environments(String namespace, ApiServer server) {
    this.server = server;
    this.namespace = namespace;
  }

  /** The environments of an existing namespace. */
  public static Environments in(String namespace, ApiServer server) {
    return new Environments(namespace, server);
  }

  public String namespace() {
    return namespace;
  }

  /** Applies YAML with server-side apply; returns the name. */
  public String apply(String yaml) {
    var applied =
        client()
            .genericKubernetesResources("ssmenv.io/v1alpha1", "SsmManagedEnvironment")
            .inNamespace(namespace)
            .load(new ByteArrayInputStream(yaml.getBytes(UTF_8)))
            .fieldValidation(Validation.STRICT)
            .fieldManager("test-user")
            .forceConflicts()
            .serverSideApply();
    return applied.getMetadata().getName();
  }

  /** Applies a file; returns the name. */
  public String apply(Path file) {
    try {
      return apply(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The YAML of an environment with this spec. */
  public static String yaml(String name, String spec) {
    return """
    apiVersion: ssmenv.io/v1alpha1
    kind: SsmManagedEnvironment
    metadata: {name: %s}
    spec:
    %s\
    """
        .formatted(name, spec.indent(2));
  }

  /** Merges a JSON patch into an environment. */
  public void patch(String name, String json) {
    client()
        .resources(SsmManagedEnvironment.class)
        .inNamespace(namespace)
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  /** Deletes an environment without waiting. */
  public void delete(String name) {
    client().resources(SsmManagedEnvironment.class).inNamespace(namespace).withName(name).delete();
  }

  /** Reads an environment from the API server. */
  public Optional<SsmManagedEnvironment> find(String name) {
    return Optional.ofNullable(
        client()
            .resources(SsmManagedEnvironment.class)
            .inNamespace(namespace)
            .withName(name)
            .get());
  }

  /** Reads an environment that must exist. */
  public SsmManagedEnvironment get(String name) {
    return find(name).orElseThrow(() -> new AssertionError(name + " does not exist"));
  }

  /** A condition of an environment, if it has it. */
  public Optional<Condition> condition(String name, String type) {
    return condition(get(name), type);
  }

  /** A condition of an environment, if it has it. */
  public static Optional<Condition> condition(SsmManagedEnvironment environment, String type) {
    return Optional.ofNullable(environment.getStatus()).flatMap(status -> status.condition(type));
  }

  /** Whether a condition is True for the current generation. */
  public boolean isTrue(String name, String type) {
    SsmManagedEnvironment environment = get(name);
    return condition(environment, type)
        .filter(one -> one.status() == Condition.Status.TRUE)
        .filter(one -> environment.getMetadata().getGeneration().equals(one.observedGeneration()))
        .isPresent();
  }

  /** Waits until these environments are Ready for their current generations. */
  public void awaitReady(String... names) {
    for (String name : names) {
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(isTrue(name, "Ready")).as(() -> describe(name)).isTrue());
    }
  }

  /** Waits until these environments no longer exist. */
  public void awaitGone(String... names) {
    for (String name : names) {
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(find(name)).as(() -> describe(name)).isEmpty());
    }
  }

  /** The status of an environment, for assertion messages. */
  public String describe(String name) {
    return find(name)
        .map(one -> name + ": " + one.getMetadata().getFinalizers() + " " + one.getStatus())
        .orElse(name + " does not exist");
  }

  /** The events about an environment, oldest first. */
  public List<Event> events(String name) {
    return client().events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getRegarding().getName().equals(name))
        .sorted(Comparator.comparing(event -> event.getEventTime().getTime()))
        .toList();
  }

  /** Runs kubectl in the namespace and returns its output by lines. */
  public List<String> kubectl(String... arguments) {
    List<String> all = new ArrayList<>(List.of("-n", namespace));
    all.addAll(List.of(arguments));
    return server.kubectl(all.toArray(String[]::new)).lines().toList();
  }

  private KubernetesClient client() {
    return server.client();
  }
}
