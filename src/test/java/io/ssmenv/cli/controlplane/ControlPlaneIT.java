package io.ssmenv.cli.controlplane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ControlPlaneIT {

  private static final String WIDGETS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        name: widgets.example.org
      spec:
        group: example.org
        names: {kind: Widget, plural: widgets}
        scope: Namespaced
        versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object}}
      """;

  @Test
  void startsAndLeavesNothingBehind() throws Exception {
    Path kubeconfig;
    String server;
    try (ControlPlane controlPlane = ControlPlane.start(binaries(), 0);
        KubernetesClient client = controlPlane.newClient()) {
      kubeconfig = controlPlane.kubeconfig();
      server = client.getMasterUrl().getHost();
      assertThat(server).isEqualTo("127.0.0.1");
      assertThat(client.getKubernetesVersion().getGitVersion())
          .isEqualTo("v" + controlPlane.binaries().version());

      controlPlane.install(new ByteArrayInputStream(WIDGETS.getBytes(UTF_8)));
      assertThat(client.genericKubernetesResources("example.org/v1", "Widget").list().getItems())
          .as("a custom resource is served when install returns")
          .isEmpty();
      controlPlane.install(new ByteArrayInputStream(WIDGETS.getBytes(UTF_8)));
    }
    assertThat(kubeconfig.getParent()).doesNotExist();
  }

  @Test
  void usesTheRequestedPort() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (ControlPlane controlPlane = ControlPlane.start(binaries(), port);
        KubernetesClient client = controlPlane.newClient()) {
      assertThat(client.getMasterUrl().getPort()).isEqualTo(port);
      for (InetAddress address : addressesBeyondLoopback()) {
        assertThatThrownBy(() -> new Socket(address, port).close())
            .as("not reachable from other machines, through %s", address)
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void rejectsUnknownUsersAndAppliesRbac() throws Exception {
    try (ControlPlane controlPlane = ControlPlane.start(binaries(), 0);
        KubernetesClient admin = controlPlane.newClient();
        KubernetesClient unauthenticated =
            new KubernetesClientBuilder()
                .withConfig(
                    new ConfigBuilder(admin.getConfiguration()).withOauthToken("guess").build())
                .build();
        KubernetesClient unauthorized =
            new KubernetesClientBuilder()
                .withConfig(
                    new ConfigBuilder(admin.getConfiguration())
                        .withImpersonateUsername("nobody")
                        .build())
                .build()) {
      assertThatThrownBy(() -> unauthenticated.namespaces().list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(401));
      assertThatThrownBy(() -> unauthorized.namespaces().list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
  }

  @Test
  void endsWhenItsParentIsKilled() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process starter =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                cache().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path directory;
    List<ProcessHandle> children;
    try (var output = starter.inputReader()) {
      directory = Path.of(output.readLine());
      children = starter.descendants().toList();
      assertThat(directory).isDirectory();
      assertThat(children).hasSizeGreaterThanOrEqualTo(4).allMatch(ProcessHandle::isAlive);
    } finally {
      starter.destroyForcibly().waitFor();
    }
    await()
        .atMost(10, TimeUnit.SECONDS)
        .untilAsserted(() -> {
          assertThat(children).noneMatch(ProcessHandle::isAlive);
          assertThat(directory).doesNotExist();
        });
  }

  @Test
  void quotesTheLogOfAServerThatExits() throws Exception {
    ControlPlaneBinaries real = binaries();
    var broken =
        new ControlPlaneBinaries(
            real.version(), Path.of("/bin/false"), real.etcd(), real.kubectl());
    assertThatThrownBy(() -> ControlPlane.start(broken, 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("kube-apiserver exited with code 1");
  }

  /** Starts a control plane, prints its directory and waits until it is killed. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] arguments) throws Exception {
      ControlPlane controlPlane =
          ControlPlane.start(BinaryCache.at(Path.of(arguments[0])).ensure(System.err::println), 0);
      System.out.println(controlPlane.kubeconfig().getParent());
      Thread.currentThread().join();
    }
  }

  private static ControlPlaneBinaries binaries() throws Exception {
    return BinaryCache.at(cache()).ensure(System.err::println);
  }

  private static Path cache() {
    return CacheDirectory.resolve(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  private static List<InetAddress> addressesBeyondLoopback() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .toList();
  }
}
