package io.ssmenv.testing;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ssmenv.cli.controlplane.BinaryCache;
import io.ssmenv.cli.controlplane.CacheDirectory;
import io.ssmenv.cli.controlplane.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The real API server of a test run, with our CRD installed. There is one for each test JVM, so a
 * test keeps to namespaces of its own ({@link #newNamespace}); they are never deleted, as no
 * controller would finish the deletion.
 *
 * <p>A test gets it as a parameter: {@code @ExtendWith(ApiServerExtension.class)}.
 */
public final class ApiServer implements AutoCloseable {

  private final ControlPlane controlPlane;
  private final KubernetesClient client;

  private ApiServer(ControlPlane controlPlane) {
    this.controlPlane = controlPlane;
    this.client = controlPlane.newClient();
  }

  static ApiServer start() {
    try {
      Path cache =
          CacheDirectory.resolve(System.getenv(), Path.of(System.getProperty("user.home")));
      ControlPlane controlPlane =
          ControlPlane.start(BinaryCache.at(cache).ensure(System.err::println), 0);
      try {
        controlPlane.installCustomResourceDefinition();
      } catch (RuntimeException e) {
        controlPlane.close();
        throw e;
      }
      return new ApiServer(controlPlane);
    } catch (IOException e) {
      throw new IllegalStateException("No API server for the tests", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while starting the API server", e);
    }
  }

  /** A client as the administrator, shared by all tests: not to be closed by them. */
  public KubernetesClient client() {
    return client;
  }

  /** A new client as the administrator, to be closed by the caller: for an operator of its own. */
  public KubernetesClient newClient() {
    return controlPlane.newClient();
  }

  /** A kubeconfig file of the administrator, for {@code KUBECONFIG} of a process. */
  public Path kubeconfig() {
    return controlPlane.kubeconfig();
  }

  /** A kubectl that fits the server. */
  public Path kubectl() {
    return controlPlane.binaries().kubectl();
  }

  /** Creates a namespace whose name starts with {@code prefix} and is new; returns the name. */
  public String newNamespace(String prefix) {
    Namespace wanted =
        new NamespaceBuilder()
            .withNewMetadata()
            .withGenerateName(prefix + "-")
            .endMetadata()
            .build();
    return client.resource(wanted).create().getMetadata().getName();
  }

  @Override
  public void close() {
    client.close();
    controlPlane.close();
  }
}
