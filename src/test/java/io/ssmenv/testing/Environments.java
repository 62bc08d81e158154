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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The environments of one namespace, as somebody with kubectl sees and changes them. */
public final class Environments {

  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final ApiServer server;
  private final String namespace;

  /** With a new namespace. */
  public Environments(ApiServer server, String prefix) {
    this(server.newNamespace(prefix), server);
  }

  private Environments(String namespace, ApiServer server) {
    this.server = server;
    this.namespace = namespace;
  }

  /** Of a namespace that is there. */
  public static Environments in(String namespace, ApiServer server) {
    return new Environments(namespace, server);
  }

  public String namespace() {
    return namespace;
  }

  /** Applies what a file or a test declares; returns the name. */
  public String apply(String yaml) {
    var applied =
        client()
            .genericKubernetesResources("ssmenv.io/v1alpha1", "SsmManagedEnvironment")
            .inNamespace(namespace)
            .load(new java.io.ByteArrayInputStream(yaml.getBytes(UTF_8)))
            .fieldValidation(Validation.STRICT)
            .fieldManager("somebody")
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

  /** A whole object from its spec in YAML. */
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

  /** Asks for its deletion, and does not wait. */
  public void delete(String name) {
    client().resources(SsmManagedEnvironment.class).inNamespace(namespace).withName(name).delete();
  }

  /** An environment as the API server has it. */
  public Optional<SsmManagedEnvironment> find(String name) {
    return Optional.ofNullable(
        client()
            .resources(SsmManagedEnvironment.class)
            .inNamespace(namespace)
            .withName(name)
            .get());
  }

  /** An environment that has to be there. */
  public SsmManagedEnvironment get(String name) {
    return find(name).orElseThrow(() -> new AssertionError(name + " is not there"));
  }

  /** A condition of an environment, if it is there. */
  public Optional<Condition> condition(String name, String type) {
    return condition(get(name), type);
  }

  /** A condition of an environment, if it is there. */
  public static Optional<Condition> condition(SsmManagedEnvironment environment, String type) {
    return Optional.ofNullable(environment.getStatus()).flatMap(status -> status.condition(type));
  }

  /** Whether a condition is true and about the present spec. */
  public boolean is(String name, String type) {
    SsmManagedEnvironment environment = get(name);
    return condition(environment, type)
        .filter(one -> one.status() == Condition.Status.TRUE)
        .filter(one -> environment.getMetadata().getGeneration().equals(one.observedGeneration()))
        .isPresent();
  }

  /** Waits until all of them are Ready with their present specs. */
  public void awaitReady(String... names) {
    for (String name : names) {
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(is(name, "Ready")).as(() -> say(name)).isTrue());
    }
  }

  /** Waits until all of them are gone. */
  public void awaitGone(String... names) {
    for (String name : names) {
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(find(name)).as(() -> say(name)).isEmpty());
    }
  }

  /** How an environment stands, for the message of an assertion. */
  public String say(String name) {
    return find(name)
        .map(one -> name + ": " + one.getMetadata().getFinalizers() + " " + one.getStatus())
        .orElse(name + " is gone");
  }

  /** The events about an environment, oldest first. */
  public List<Event> events(String name) {
    return client().events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getRegarding().getName().equals(name))
        .sorted(Comparator.comparing(event -> event.getEventTime().getTime()))
        .toList();
  }

  /** The lines that kubectl prints. */
  public List<String> kubectl(String... arguments) {
    List<String> all = new ArrayList<>(List.of("-n", namespace));
    all.addAll(List.of(arguments));
    return server.kubectl(all.toArray(String[]::new)).lines().toList();
  }

  private KubernetesClient client() {
    return server.client();
  }
}
