package io.ssmenv.cli.controlplane;

import java.nio.file.Path;
import java.util.List;

/** The command lines of etcd and kube-apiserver. They use only the loopback interface. */
final class ServerCommands {

  static final String AUDIT_POLICY = "audit-policy.yaml";
  static final String AUDIT_LOG = "audit.log";

  private ServerCommands() {}

  static List<String> etcd(
      ControlPlaneBinaries binaries, Path directory, int clientPort, int peerPort) {
    String clients = "http://127.0.0.1:" + clientPort;
    String peers = "http://127.0.0.1:" + peerPort;
    return List.of(
        binaries.etcd().toString(),
        "--data-dir=" + directory.resolve("etcd"),
        "--listen-client-urls=" + clients,
        "--advertise-client-urls=" + clients,
        "--listen-peer-urls=" + peers,
        "--initial-advertise-peer-urls=" + peers,
        "--initial-cluster=default=" + peers,
        // The data is deleted with the process, so it need not survive a power failure.
        "--unsafe-no-fsync");
  }

  /**
   * kube-apiserver creates its certificate as {@code apiserver.crt} in {@code directory}, and
   * expects the file {@link #AUDIT_POLICY} there.
   */
  static List<String> kubeApiServer(
      ControlPlaneBinaries binaries,
      Path directory,
      ServerCredentials credentials,
      int port,
      int etcdPort) {
    return List.of(
        binaries.kubeApiServer().toString(),
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        // An endpoint must not be a loopback address, so the API server must not publish its own.
        "--endpoint-reconciler-type=none",
        "--secure-port=" + port,
        "--cert-dir=" + directory,
        "--etcd-servers=http://127.0.0.1:" + etcdPort,
        "--authorization-mode=RBAC",
        "--audit-policy-file=" + directory.resolve(AUDIT_POLICY),
        "--audit-log-path=" + directory.resolve(AUDIT_LOG),
        "--token-auth-file=" + credentials.tokenFile(),
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-signing-key-file=" + credentials.signingKeyFile(),
        "--service-account-key-file=" + credentials.verifyingKeyFile(),
        "--service-cluster-ip-range=10.0.0.0/24",
        "--disable-admission-plugins=ServiceAccount");
  }
}
