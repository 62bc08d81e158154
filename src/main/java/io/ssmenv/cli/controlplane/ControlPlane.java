package io.ssmenv.cli.controlplane;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running kube-apiserver with etcd, on 127.0.0.1, with RBAC and the default admission plugins
 * except ServiceAccount, because nothing creates service accounts. No controllers run: deleting a
 * namespace does not finish, and there is no garbage collection.
 *
 * <p>It starts its own processes instead of using fabric8's {@code kube-api-test}, whose etcd
 * listens on all interfaces and whose child processes survive when the parent is killed.
 */
public final class ControlPlane implements AutoCloseable {

  /**
   * The field manager of {@code kubectl apply --server-side}, so that a user can apply the same
   * files later without conflicts.
   */
  public static final String FIELD_MANAGER = "kubectl";

  private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration READY_POLL = Duration.ofMillis(100);

  /** More than one, because another process may take a free port before it is used. */
  private static final int START_ATTEMPTS = 3;

  private final ControlPlaneBinaries binaries;
  private final Path directory;
  private final SupervisedProcess etcd;
  private final SupervisedProcess apiServer;
  private final Path kubeconfig;

  private ControlPlane(
      ControlPlaneBinaries binaries,
      Path directory,
      SupervisedProcess etcd,
      SupervisedProcess apiServer) {
    this.binaries = binaries;
    this.directory = directory;
    this.etcd = etcd;
    this.apiServer = apiServer;
    this.kubeconfig = directory.resolve("kubeconfig");
  }

  /**
   * Starts both processes and waits until the API server is ready, which takes about three seconds.
   *
   * @param port the port of the API server; 0 selects a free port
   * @throws IOException with the end of the log, if a process exits or is not ready within 60 s
   */
  public static ControlPlane start(ControlPlaneBinaries binaries, int port)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return startOnce(binaries, port);
      } catch (IOException e) {
        if (attempt == START_ATTEMPTS || !String.valueOf(e.getMessage()).contains("in use")) {
          throw e;
        }
        LOG.info("Another process took a port; starting the control plane again");
      }
    }
  }

  private static ControlPlane startOnce(ControlPlaneBinaries binaries, int port)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("ssmenv-control-plane-");
    int etcdPort = freePort();
    SupervisedProcess etcd =
        SupervisedProcess.start(
            "etcd",
            directory.resolve("etcd.log"),
            Optional.of(directory),
            ServerCommands.etcd(binaries, directory, etcdPort, freePort()));
    try {
      int serverPort = port == 0 ? freePort() : port;
      ServerCredentials credentials = ServerCredentials.create(directory);
      writeAuditPolicy(directory.resolve(ServerCommands.AUDIT_POLICY));
      SupervisedProcess apiServer =
          SupervisedProcess.start(
              "kube-apiserver",
              directory.resolve("kube-apiserver.log"),
              Optional.empty(),
              ServerCommands.kubeApiServer(binaries, directory, credentials, serverPort, etcdPort));
      ControlPlane controlPlane = new ControlPlane(binaries, directory, etcd, apiServer);
      try {
        controlPlane.awaitReady("https://127.0.0.1:" + serverPort, credentials.token());
        return controlPlane;
      } catch (IOException | InterruptedException | RuntimeException e) {
        apiServer.close();
        throw e;
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      etcd.close();
      throw e;
    }
  }

  private static void writeAuditPolicy(Path file) throws IOException {
    try (InputStream policy = ControlPlane.class.getResourceAsStream(ServerCommands.AUDIT_POLICY)) {
      if (policy == null) {
        throw new IOException(
            "resource " + ServerCommands.AUDIT_POLICY + " is missing in this build of ssmenv");
      }
      Files.copy(policy, file);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(String server, String token) throws IOException, InterruptedException {
    Path certificate = directory.resolve("apiserver.crt"); // kube-apiserver creates it.
    await(
        "kube-apiserver is not ready",
        () -> Files.exists(certificate) && ready(server, certificate, token));
  }

  @FunctionalInterface
  private interface Condition {
    boolean isMet() throws IOException;
  }

  private void await(String timeoutMessage, Condition condition)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    while (!condition.isMet()) {
      etcd.requireAlive();
      apiServer.requireAlive();
      if (System.nanoTime() - started > READY_LIMIT.toNanos()) {
        throw new IOException(
            "%s after %d s:%n%s"
                .formatted(timeoutMessage, READY_LIMIT.toSeconds(), apiServer.lastLines()));
      }
      Thread.sleep(READY_POLL);
    }
  }

  /** Whether {@code /readyz} returns ok and the namespaces default and kube-system exist. */
  private boolean ready(String server, Path certificate, String token) throws IOException {
    Files.writeString(
        kubeconfig, new Kubeconfig(server, Files.readString(certificate), token).yaml());
    Config noRetries = new ConfigBuilder(config()).withRequestRetryBackoffLimit(0).build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(noRetries).build()) {
      return "ok".equals(client.raw("/readyz"))
          && client.namespaces().withName("default").get() != null
          && client.namespaces().withName("kube-system").get() != null;
    } catch (KubernetesClientException notYet) {
      LOG.debug("Not ready yet: {}", notYet.getMessage());
      return false;
    }
  }

  /** Installs the CRD in {@code crds/} and waits until it is served. */
  public void installCustomResourceDefinition() throws IOException, InterruptedException {
    try (InputStream definition = ResourceDefinitions.environmentDefinition()) {
      install(definition);
    } catch (KubernetesClientException e) {
      throw new IOException(
          "kube-apiserver did not accept the CustomResourceDefinition of SsmManagedEnvironment: %s. Run the command again. If it fails again, other programs may need too much of this computer"
              .formatted(e.getMessage()),
          e);
    }
  }

  /**
   * Applies the objects in a manifest and waits until CRDs are served.
   *
   * @param manifest YAML with one or more objects; the caller closes it
   * @throws IOException if a CRD is not served within 60 s
   */
  public void install(InputStream manifest) throws IOException, InterruptedException {
    try (KubernetesClient client = newClient()) {
      for (HasMetadata object : client.load(manifest).items()) {
        client.resource(object).fieldManager(FIELD_MANAGER).serverSideApply();
        if (object instanceof CustomResourceDefinition definition) {
          // Polls, because fabric8's wait may continue to watch with a closed client.
          await(
              definition.getMetadata().getName() + " is not served",
              () -> ResourceDefinitions.served(client, definition));
        }
      }
    }
  }

  /** The kubeconfig file of the cluster administrator; {@link #close} deletes it. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /**
   * The audit log of the API server: a line of JSON for each request of a service account, with the
   * binding that allowed it. {@link #close} deletes it.
   */
  public Path auditLog() {
    return directory.resolve(ServerCommands.AUDIT_LOG);
  }

  /** A new client of the cluster administrator. The caller must close it. */
  public KubernetesClient newClient() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  /** The programs of this control plane. */
  public ControlPlaneBinaries binaries() {
    return binaries;
  }

  /** Runs an action when one of the two processes has ended for any reason. */
  public void onExit(Runnable action) {
    etcd.onExit(action);
    apiServer.onExit(action);
  }

  private Config config() {
    return Config.fromKubeconfig(kubeconfig.toFile());
  }

  /** Kills both processes and deletes their data. */
  @Override
  public void close() {
    try (etcd) {
      apiServer.close();
    }
  }
}
