package io.ssmenv.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.ssmenv.testing.ApiServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The objects that kubectl builds from a folder of {@code deploy/}.
 *
 * @param folder the argument of {@code kubectl apply -k}
 * @param objects the objects in it
 */
record Manifests(Path folder, List<HasMetadata> objects) {

  static final String NAMESPACE = "ssmenv-system";
  static final String NAME = "ssmenv-operator";

  private static final Path DEPLOY = Path.of("deploy");

  /** The manifests of an overlay. */
  static Manifests overlay(ApiServer server, String name) {
    return build(server, DEPLOY.resolve("overlays").resolve(name));
  }

  /** The manifests of all overlays. */
  static List<Manifests> overlays(ApiServer server) throws IOException {
    try (Stream<Path> folders = Files.list(DEPLOY.resolve("overlays"))) {
      return folders.sorted().map(folder -> build(server, folder)).toList();
    }
  }

  /** The manifests of the base with any components, also if no overlay combines them. */
  static Manifests combination(ApiServer server, Path directory, String... components)
      throws IOException {
    Path folder = Files.createDirectories(directory.resolve(String.join("-", components)));
    Path deploy = folder.toRealPath().relativize(DEPLOY.toRealPath());
    String list =
        Stream.of(components)
            .map(component -> "- %s/components/%s\n".formatted(deploy, component))
            .reduce("", String::concat);
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        "resources:\n- %s/base\ncomponents:\n%s".formatted(deploy, list));
    return build(server, folder);
  }

  private static Manifests build(ApiServer server, Path folder) {
    String yaml = server.kubectl("kustomize", folder.toString());
    assertThat(yaml).doesNotContain("Warning", "deprecated");
    List<HasMetadata> objects =
        server.client().load(new ByteArrayInputStream(yaml.getBytes(UTF_8))).items();
    return new Manifests(folder, objects);
  }

  /** Applies the manifests with kubectl and returns its output. */
  String apply(ApiServer server) {
    return server.kubectl("apply", "--validate=strict", "-k", folder.toString());
  }

  Deployment deployment() {
    return only(Deployment.class);
  }

  /** The only container. */
  Container container() {
    List<Container> containers = deployment().getSpec().getTemplate().getSpec().getContainers();
    assertThat(containers).hasSize(1);
    return containers.getFirst();
  }

  /** The only object of a kind. */
  <T extends HasMetadata> T only(Class<T> kind) {
    List<T> found = all(kind);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
