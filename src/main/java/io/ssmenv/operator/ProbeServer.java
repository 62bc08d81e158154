package io.ssmenv.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;

/**
 * Serves liveness, readiness and metrics on one port: {@code /healthz}, {@code /readyz} and {@code
 * /metrics}.
 */
final class ProbeServer implements AutoCloseable {

  /** The length of a response to HEAD, which has no body. */
  private static final int NO_BODY = -1;

  private static final Optional<String> OK = Optional.empty();
  private static final Optional<String> NOT_LIVE =
      Optional.of("A watch of the environments has stopped for good; restart the operator");

  private final HttpServer server;
  private final Readiness readiness;

  /**
   * Binds the port. {@link #start} starts serving.
   *
   * @param port 0 selects a free port
   * @param readiness is started and closed with the server
   * @throws IOException with a message for users, if the port is in use
   */
  ProbeServer(
      String address,
      int port,
      ExecutorService threads,
      PrometheusRegistry metrics,
      BooleanSupplier live,
      Readiness readiness)
      throws IOException {
    this.readiness = readiness;
    try {
      server = HttpServer.create(new InetSocketAddress(address, port), 0);
    } catch (BindException e) {
      throw new IOException(
          "Cannot listen on %s:%d: %s. Set another --port".formatted(address, port, e.getMessage()),
          e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/healthz", exchange -> send(exchange, live.getAsBoolean() ? OK : NOT_LIVE));
    server.createContext("/readyz", exchange -> send(exchange, readiness.problem()));
    // Only the handler of the exporter, because closing its server would shut down our threads.
    server.createContext("/metrics", new MetricsHandler(metrics));
  }

  void start() {
    readiness.start();
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    readiness.close();
  }

  /** The body of a failed probe says why. */
  private static void send(HttpExchange exchange, Optional<String> problem) throws IOException {
    String text = problem.map(why -> "not ok: " + why).orElse("ok");
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    int code = problem.isEmpty() ? 200 : 503;
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      if ("HEAD".equals(exchange.getRequestMethod())) {
        exchange.sendResponseHeaders(code, NO_BODY);
      } else {
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }
}
