package io.ssmenv.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ssmenv.cli.controlplane.BinaryCache;
import io.ssmenv.cli.controlplane.CacheDirectory;
import io.ssmenv.cli.controlplane.ControlPlane;
import io.ssmenv.cli.controlplane.ControlPlaneVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real API server for tests, with the CRD installed. All tests of a JVM share one, so a test uses
 * only its own namespaces ({@link #newNamespace}). Namespaces are not deleted, because no namespace
 * controller runs.
 *
 * <p>A test gets it as a parameter: {@code @ExtendWith(ApiServerExtension.class)}. The version is
 * the newest, or what {@code -Dssmenv.kubernetes=} names: {@code oldest}, or a version.
 */
public final class ApiServer implements AutoCloseable {

  private static final String VERSION = "ssmenv.kubernetes";

  private final ControlPlane controlPlane;
  private final KubernetesClient client;

  private ApiServer(ControlPlane controlPlane) {
    this.controlPlane = controlPlane;
    this.client = controlPlane.newClient();
  }

  /** Starts a server with the CRD; the caller closes it. */
  public static ApiServer withDefinition() {
    ApiServer server = bare();
    try {
      server.controlPlane.installCustomResourceDefinition();
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw failure(e);
    }
  }

  /** Starts an empty server, without the CRD. The caller must close it. */
  public static ApiServer bare() {
    try {
      ControlPlaneVersion version =
          ControlPlaneVersion.of(System.getProperty(VERSION, ControlPlaneVersion.NEWEST));
      Path cache =
          CacheDirectory.resolve(System.getenv(), Path.of(System.getProperty("user.home")));
      return new ApiServer(
          ControlPlane.start(BinaryCache.at(cache, version).ensure(System.err::println), 0));
    } catch (IOException | InterruptedException e) {
      throw failure(e);
    }
  }

  private static IllegalStateException failure(Exception cause) {
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new IllegalStateException("The API server for the tests failed to start", cause);
  }

  /** A client of the cluster administrator. All tests share it and must not close it. */
  public KubernetesClient client() {
    return client;
  }

  /** A new client of the cluster administrator. The caller must close it. */
  public KubernetesClient newClient() {
    return controlPlane.newClient();
  }

  /** The kubeconfig file of the cluster administrator. */
  public Path kubeconfig() {
    return controlPlane.kubeconfig();
  }

  /** The audit log, with a line of JSON for each request of a service account. */
  public Path auditLog() {
    return controlPlane.auditLog();
  }

  /** Runs kubectl, which must succeed, and returns its output and its error output. */
  public String kubectl(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(controlPlane.binaries().kubectl().toString());
    command.addAll(List.of(arguments));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("KUBECONFIG", kubeconfig().toString());
      Process kubectl = builder.start();
      String output = new String(kubectl.getInputStream().readAllBytes(), UTF_8);
      assertThat(kubectl.waitFor()).as(output).isZero();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Creates a namespace with a unique name that starts with {@code prefix}; returns the name. */
  public String newNamespace(String prefix) {
    Namespace namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withGenerateName(prefix + "-")
            .endMetadata()
            .build();
    return client.resource(namespace).create().getMetadata().getName();
  }

  @Override
  public void close() {
    client.close();
    controlPlane.close();
  }
}
