package io.ssmenv.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;

/**
 * Serves liveness, readiness and metrics on one port: {@code /healthz}, {@code /readyz} and {@code
 * /metrics}.
 */
final class ProbeServer implements AutoCloseable {

  /** The length of a response to HEAD, which has no body. */
  private static final int NO_BODY = -1;

  private final HttpServer server;

  /**
   * Binds the port. {@link #start} starts serving.
   *
   * @param port 0 selects a free port
   * @throws IOException if the port is in use
   */
  ProbeServer(
      String address,
      int port,
      ExecutorService threads,
      PrometheusRegistry metrics,
      BooleanSupplier live,
      BooleanSupplier ready)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(address, port), 0);
    server.setExecutor(threads);
    server.createContext("/healthz", exchange -> sendProbeResult(exchange, live.getAsBoolean()));
    server.createContext("/readyz", exchange -> sendProbeResult(exchange, ready.getAsBoolean()));
    // Only the handler of the exporter, because closing its server would shut down our threads.
    server.createContext("/metrics", new MetricsHandler(metrics));
  }

  void start() {
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void sendProbeResult(HttpExchange exchange, boolean healthy) throws IOException {
    byte[] body = (healthy ? "ok\n" : "not ok\n").getBytes(StandardCharsets.UTF_8);
    int code = healthy ? 200 : 503;
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
