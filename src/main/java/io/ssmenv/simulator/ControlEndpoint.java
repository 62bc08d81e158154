package io.ssmenv.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.simulator.ssm.AgentHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets people and scripts look at the simulation and break it; {@link #HELP} says how. */
final class ControlEndpoint implements HttpHandler {
  static final String PATH = "/_simulator/";

  private static final String HELP =
      """
      The simulated AWS: what can be looked at, and what can be made to go wrong.

      GET    /_simulator/state        what exists; with ?type=vpc, ?region=, ?account= only that
      GET    /_simulator/calls        how many calls there were, by action and by caller
      GET    /_simulator/log          the last 100 calls, oldest first; narrowed by ?action=,
                                      ?service=, ?region=, ?account=, ?accessKey=, ?outcome=,
                                      ?writes=true; ?last=1000 shows more
      GET    /_simulator/agents       what became of the instances' agents and control channels, and
                                      when they could not reach Systems Manager and why, also of the
                                      last that are gone; narrowed by ?instance=, ?region=, ?account=
      GET    /_simulator/faults       the faults in force
      POST   /_simulator/faults       puts one in force and answers its id:
        {"fault": "throttle", "action": "CreateVpc", "probability": 0.2}
        {"fault": "fail", "service": "iam", "times": 3}          the service's own 5xx
        {"fault": "refuse", "action": "RunInstances", "code": "UnauthorizedOperation", "status": 403}
        {"fault": "loseAnswer", "action": "CreateSubnet", "times": 1}     done, but never answered
        {"fault": "slow", "seconds": 2, "probability": 0.1}               in real seconds
        {"fault": "emptyLists", "action": "DescribeInstances", "times": 1}
        {"fault": "outage", "region": "eu-west-1"}                        503 until cleared
        {"fault": "noCapacity", "instanceType": "t3.micro", "zone": "eu-west-1a"}
        {"fault": "stuck", "resource": "natgateway"}      or an id: stays pending, deleting, ...
        {"fault": "foreignInterface", "subnet": "subnet-..."}   of somebody's load balancer
      DELETE /_simulator/faults       clears all; /_simulator/faults/ID clears one

      Every fault but the last can be for one "action", "service", "region" and "accessKey" only,
      with a "probability" (decided by the seed) and for a number of "times"; without, for all calls
      until it is cleared. What a person could do in the console is done by ordinary calls, with any
      client and other credentials.
      """;

  /** Made when it is first used, and not while a simulated AWS starts. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private final SimulatedAws aws;

  ControlEndpoint(SimulatedAws aws) {
    this.aws = aws;
  }

  /** An answer: text as it is, anything else as JSON. */
  private record Answer(int status, Object body) {}

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      boolean text = answer.body() instanceof String;
      byte[] body =
          answer.body() instanceof String help
              ? help.getBytes(StandardCharsets.UTF_8)
              : Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(answer.body());
      exchange
          .getResponseHeaders()
          .set("Content-Type", text ? "text/plain; charset=utf-8" : "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(PATH.length());
    String route = exchange.getRequestMethod() + " " + path.replaceFirst("(?<=^faults/).*", "ID");
    try {
      QueryParameters query = QueryParameters.of(exchange.getRequestURI().getRawQuery());
      return switch (route) {
        case "GET " -> new Answer(200, HELP);
        case "GET state" -> new Answer(200, Map.of("resources", state(query)));
        case "GET calls" -> new Answer(200, calls());
        case "GET log" -> new Answer(200, Map.of("calls", log(query)));
        case "GET agents" -> new Answer(200, Map.of("agents", agents(query)));
        case "GET faults" -> new Answer(200, faults());
        case "POST faults" -> new Answer(201, Map.of("id", addFault(exchange)));
        case "DELETE faults" -> {
          aws.faults().clear();
          aws.foreignInterfaces().forEach(aws::removeForeignInterface);
          yield new Answer(200, faults());
        }
        case "DELETE faults/ID" -> {
          String id = path.substring("faults/".length());
          boolean cleared = aws.faults().clear(id) || aws.removeForeignInterface(id);
          yield cleared ? new Answer(200, faults()) : error(404, "There is no fault " + id);
        }
        default -> error(404, "There is no %s; GET %s says what there is".formatted(route, PATH));
      };
    } catch (JsonProcessingException e) {
      return error(400, "The body is not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      return error(400, String.valueOf(e.getMessage()));
    }
  }

  private static Answer error(int status, String message) {
    return new Answer(status, Map.of("error", message));
  }

  private String addFault(HttpExchange exchange) throws IOException {
    JsonNode json = Json.MAPPER.readTree(exchange.getRequestBody());
    if (!json.isObject()) {
      throw new IllegalArgumentException("The body has to be a JSON object");
    }
    if (json.path("fault").asText().equals("foreignInterface")) {
      String subnet = json.path("subnet").asText();
      return aws.addForeignInterface(subnet)
          .orElseThrow(() -> new IllegalArgumentException("There is no subnet '" + subnet + "'"));
    }
    return FaultJson.add(json, aws.faults());
  }

  private Map<String, Object> faults() {
    Map<String, Object> faults = new LinkedHashMap<>();
    faults.put("faults", aws.faults().active().stream().map(FaultJson::toJson).toList());
    faults.put("foreignInterfaces", aws.foreignInterfaces());
    return faults;
  }

  private Map<String, Object> calls() {
    Map<String, Object> calls = new LinkedHashMap<>();
    calls.put("total", aws.callLog().counts());
    calls.put("byAccessKey", aws.callLog().countsByCaller());
    return calls;
  }

  private List<Map<String, Object>> state(QueryParameters query) {
    return query
        .filterBy("type", ResourceSummary::type)
        .and("region", ResourceSummary::region)
        .and("account", ResourceSummary::accountId)
        .filter(aws.resources().stream())
        .map(ControlEndpoint::json)
        .toList();
  }

  private List<Map<String, Object>> log(QueryParameters query) {
    int last = query.integer("last", 100);
    List<CallRecord> found =
        query
            .<CallRecord>filterBy("action", CallRecord::action)
            .and("service", CallRecord::service)
            .and("region", CallRecord::region)
            .and("account", CallRecord::accountId)
            .and("accessKey", CallRecord::accessKeyId)
            .and("outcome", CallRecord::outcome)
            .and("writes", call -> Boolean.toString(call.wrote()))
            .filter(aws.callLog().calls().stream())
            .toList();
    return found.stream()
        .skip(Math.max(0, found.size() - last))
        .map(ControlEndpoint::json)
        .toList();
  }

  private List<Map<String, Object>> agents(QueryParameters query) {
    AgentJson json = new AgentJson(aws.clock());
    return query
        .filterBy("instance", AgentHistory::instanceId)
        .and("region", AgentHistory::region)
        .and("account", AgentHistory::accountId)
        .filter(aws.agentHistories().stream())
        .map(json::toJson)
        .toList();
  }

  private static Map<String, Object> json(ResourceSummary resource) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("account", resource.accountId());
    json.put("region", resource.region());
    json.put("type", resource.type());
    json.put("id", resource.id());
    json.put("state", resource.state());
    json.put("tags", resource.tags());
    return json;
  }

  private static Map<String, Object> json(CallRecord call) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", call.time().toString());
    json.put("account", call.accountId());
    json.put("region", call.region());
    json.put("accessKey", call.accessKeyId());
    json.put("service", call.service());
    json.put("action", call.action());
    json.put("subject", call.subject());
    json.put("outcome", call.outcome());
    json.put("remark", call.remark());
    json.put("parameters", call.parameters());
    return json;
  }
}
