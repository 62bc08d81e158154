package io.ssmenv.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.ssmenv.simulator.core.Holding;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets people and scripts look at the simulation: {@code GET /_simulator/state} lists what exists,
 * {@code GET /_simulator/calls} counts the calls.
 */
final class ControlEndpoint implements HttpHandler {
  static final String PATH = "/_simulator/";

  private final ObjectMapper mapper = new ObjectMapper();
  private final SimulatedAws aws;

  ControlEndpoint(SimulatedAws aws) {
    this.aws = aws;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, Object> answer = new LinkedHashMap<>();
      int status = 200;
      switch (exchange.getRequestURI().getPath().substring(PATH.length())) {
        case "state" -> answer.put("resources", aws.holdings().stream().map(this::json).toList());
        case "calls" -> {
          answer.put("total", aws.callLog().counts());
          answer.put("byAccessKey", aws.callLog().countsByCaller());
        }
        default -> {
          status = 404;
          answer.put("error", "Ask for " + PATH + "state or " + PATH + "calls");
        }
      }
      byte[] body = mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Map<String, Object> json(Holding holding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("account", holding.accountId());
    json.put("region", holding.region());
    json.put("type", holding.type());
    json.put("id", holding.id());
    json.put("state", holding.state());
    json.put("tags", holding.tags());
    return json;
  }
}
