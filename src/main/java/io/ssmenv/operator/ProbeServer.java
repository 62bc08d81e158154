package io.ssmenv.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
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

  private final HttpServer server;

  /**
   * @param port 0 selects a free port
   * @throws IOException if the port is in use
   */
  ProbeServer(
      String address,
      int port,
      ExecutorService threads,
      PrometheusMeterRegistry metrics,
      BooleanSupplier live,
      BooleanSupplier ready)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(address, port), 0);
    server.setExecutor(threads);
    server.createContext("/healthz", exchange -> sendProbeResult(exchange, live.getAsBoolean()));
    server.createContext("/readyz", exchange -> sendProbeResult(exchange, ready.getAsBoolean()));
    server.createContext(
        "/metrics",
        exchange ->
            send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
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
    send(exchange, healthy ? 200 : 503, "text/plain; charset=utf-8", healthy ? "ok\n" : "not ok\n");
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
