package io.ssmenv.cli.controlplane;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The file with which kubectl and the operator reach the control plane. It holds the certificate
 * and the token themselves, so that it can be copied.
 *
 * @param server such as {@code https://127.0.0.1:40001}
 * @param certificate what signed the server's certificate, in PEM
 * @param token bearer token of a member of {@code system:masters}
 */
record Kubeconfig(String server, String certificate, String token) {

  String yaml() {
    String authority =
        Base64.getEncoder().encodeToString(certificate.getBytes(StandardCharsets.US_ASCII));
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: ssmenv
      cluster:
        server: %s
        certificate-authority-data: %s
    users:
    - name: ssmenv
      user:
        token: %s
    contexts:
    - name: ssmenv
      context:
        cluster: ssmenv
        user: ssmenv
        namespace: default
    current-context: ssmenv
    """
        .formatted(server, authority, token);
  }

  /** Leaves the token out: records are printed in logs. */
  @Override
  public String toString() {
    return "Kubeconfig[" + server + "]";
  }
}
