package io.ssmenv.cli.controlplane;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The kubeconfig file for kubectl and the operator. It contains the certificate and the token, so
 * that it can be copied.
 *
 * @param server the URL of the API server, such as {@code https://127.0.0.1:40001}
 * @param certificate the CA certificate of the server, in PEM
 * @param token the bearer token of a member of {@code system:masters}
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

  /** Without the token, because records are printed in logs. */
  @Override
  public String toString() {
    return "Kubeconfig[" + server + "]";
  }
}
