package io.ssmenv.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A fake API server that returns prepared lists of environments. */
final class PreparedApiServer implements AutoCloseable {

  /** It does not answer with a list. */
  static final String REFUSED = " ";

  final Queue<String> lists = new ConcurrentLinkedQueue<>();
  final KubernetesClient client;
  private final HttpServer server;

  private PreparedApiServer(HttpServer server) {
    this.server = server;
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .build())
            .build();
  }

  static PreparedApiServer start() throws IOException {
    PreparedApiServer prepared =
        new PreparedApiServer(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    prepared.server.createContext("/", prepared::answer);
    prepared.server.start();
    return prepared;
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }

  /** A list request returns the next prepared list, and an empty list at the end. */
  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String items =
        "GET".equals(exchange.getRequestMethod()) && !lists.isEmpty() ? lists.remove() : "";
    String kind = "DELETE".equals(exchange.getRequestMethod()) ? "Status" : "List";
    String version = kind.equals("Status") ? "v1" : "ssmenv.io/v1alpha1";
    byte[] answer =
        """
        {"apiVersion": "%s", "kind": "%s", "metadata": {}, "items": [%s]}
        """
            .formatted(version, kind.equals("List") ? "SsmManagedEnvironmentList" : kind, items)
            .getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(items.equals(REFUSED) ? 403 : 200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  static String environment(
      String name, String online, String ready, String reason, String message) {
    return """
    {"apiVersion": "ssmenv.io/v1alpha1", "kind": "SsmManagedEnvironment",
     "metadata": {"name": "%s", "namespace": "default"},
     "status": {"online": "%s", "conditions": [
       {"type": "Ready", "status": "%s", "reason": "%s", "message": "%s"}]}}
    """
        .formatted(name, online, ready, reason, message);
  }

  static String egress(String name, String egress) {
    return """
    {"apiVersion": "ssmenv.io/v1alpha1", "kind": "SsmManagedEnvironment",
     "metadata": {"name": "%s", "namespace": "default"},
     "spec": {"region": "eu-west-1", "connectivity": {"pattern": "ElasticIp"},
       "instances": [{"name": "app"}], "verification": {"egress": true}},
     "status": {"instances": [{"name": "app-0", "egress": {%s}}]}}
    """
        .formatted(name, egress);
  }

  /** An environment that is being deleted, with a condition that says what blocks this. */
  static String deleting(String name, String type, String reason, String message) {
    return """
    {"apiVersion": "ssmenv.io/v1alpha1", "kind": "SsmManagedEnvironment",
     "metadata": {"name": "%s", "namespace": "default"},
     "status": {"online": "0/2", "conditions": [
       {"type": "Ready", "status": "False", "reason": "Deleting", "message": "%s"},
       {"type": "%s", "status": "True", "reason": "%s", "message": "%s"}]}}
    """
        .formatted(name, message, type, reason, message);
  }

  static String inVpc(String name, String pattern, String network, int vpc) {
    return """
    {"apiVersion": "ssmenv.io/v1alpha1", "kind": "SsmManagedEnvironment",
     "metadata": {"name": "%s", "namespace": "default"},
     "spec": {"region": "eu-west-1", "connectivity": {"pattern": "%s"},
       "instances": [{"name": "app"}]%s},
     "status": {"vpcId": "vpc-%017d"}}
    """
        .formatted(name, pattern, network, vpc);
  }
}
