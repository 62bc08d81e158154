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
 * The real API server of a test run, with our CRD installed. There is one for each test JVM, so a
 * test keeps to namespaces of its own ({@link #newNamespace}); they are never deleted, as no
 * controller would finish the deletion.
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

  /** One of the caller's own, to be closed, with our CRD. */
  public static ApiServer withDefinition() {
    ApiServer server = bare();
    try {
      server.controlPlane.installCustomResourceDefinition();
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw failed(e);
    }
  }

  /** One of the caller's own, to be closed, with nothing in it: not even our CRD. */
  public static ApiServer bare() {
    try {
      ControlPlaneVersion version =
          ControlPlaneVersion.of(System.getProperty(VERSION, ControlPlaneVersion.NEWEST));
      Path cache =
          CacheDirectory.resolve(System.getenv(), Path.of(System.getProperty("user.home")));
      return new ApiServer(
          ControlPlane.start(BinaryCache.at(cache, version).ensure(System.err::println), 0));
    } catch (IOException | InterruptedException e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(Exception why) {
    if (why instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new IllegalStateException("No API server for the tests", why);
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

  /** The audit log: a line of JSON for each request of a service account. */
  public Path auditLog() {
    return controlPlane.auditLog();
  }

  /** What a kubectl that fits the server prints, also on standard error; it has to succeed. */
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
