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

/** HTTP endpoint to inspect the simulation and to inject faults; {@link #HELP} documents it. */
final class ControlEndpoint implements HttpHandler {
  static final String PATH = "/_simulator/";

  private static final String HELP =
      """
      The simulated AWS: inspect its state and inject faults.

      GET    /_simulator/state        the existing resources; filters: ?type=vpc, ?region=, ?account=
      GET    /_simulator/calls        the number of calls, by action and by caller
      GET    /_simulator/log          the last 100 calls, oldest first; filters: ?action=,
                                      ?service=, ?region=, ?account=, ?accessKey=, ?outcome=,
                                      ?writes=true; ?last=1000 returns more
      GET    /_simulator/agents       the events of the SSM agents and their control channels, and
                                      when and why they could not reach Systems Manager, including
                                      terminated instances; filters: ?instance=, ?region=, ?account=
      GET    /_simulator/faults       the active faults
      POST   /_simulator/faults       adds a fault and returns its id:
        {"fault": "throttle", "action": "CreateVpc", "probability": 0.2}
        {"fault": "fail", "service": "iam", "times": 3}          the service's own 5xx
        {"fault": "refuse", "action": "RunInstances", "code": "UnauthorizedOperation", "status": 403}
        {"fault": "loseAnswer", "action": "CreateSubnet", "times": 1}     executed, no response
        {"fault": "slow", "seconds": 2, "probability": 0.1}               in real seconds
        {"fault": "emptyLists", "action": "DescribeInstances", "times": 1}
        {"fault": "outage", "region": "eu-west-1"}                        503 until deleted
        {"fault": "noCapacity", "instanceType": "t3.micro", "zone": "eu-west-1a"}
        {"fault": "notInZone", "zone": "eu-west-1a", "instanceType": "t3.micro", "listed": true}
                             or "endpointService": "ssm", or "natGateway": true; with "listed": false,
                             only the call that needs it is refused
        {"fault": "stuck", "resource": "natgateway"}      or an id: stays pending, deleting, ...
        {"fault": "foreignInterface", "subnet": "subnet-..."}   of a load balancer
        {"fault": "statusCheck", "instance": "i-...", "check": "system"}   or "instance"; with
                             "result": "insufficient_data", packets still pass
        {"fault": "scheduledEvent", "instance": "i-...", "code": "instance-retirement"}   in two weeks
      DELETE /_simulator/faults       deletes all; /_simulator/faults/ID deletes one

      Every fault except the last three can be limited to one "action", "service", "region" and
      "accessKey", to a "probability" (derived from the seed) and to a number of "times". Otherwise it
      applies to all calls until it is deleted. To simulate changes that are made in the console, make
      the calls with any AWS client and other credentials.
      """;

  /** Created on first use, to keep the start of a simulated AWS fast. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private final SimulatedAws aws;

  ControlEndpoint(SimulatedAws aws) {
    this.aws = aws;
  }

  /** A response: a string is sent as plain text, anything else as JSON. */
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
          aws.instanceFaults().active().forEach(aws.instanceFaults()::clear);
          yield new Answer(200, faults());
        }
        case "DELETE faults/ID" -> {
          String id = path.substring("faults/".length());
          boolean cleared =
              aws.faults().clear(id)
                  || aws.removeForeignInterface(id)
                  || aws.instanceFaults().clear(id);
          yield cleared ? new Answer(200, faults()) : error(404, "No fault has the id " + id);
        }
        default ->
            error(
                404,
                "%s is not supported; GET %s lists the supported requests".formatted(route, PATH));
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
      throw new IllegalArgumentException("The body must be a JSON object");
    }
    if (json.path("fault").asText().equals("foreignInterface")) {
      String subnet = json.path("subnet").asText();
      return aws.addForeignInterface(subnet)
          .orElseThrow(() -> new IllegalArgumentException("No subnet has the id '" + subnet + "'"));
    }
    return InstanceFaultJson.add(json, aws.instanceFaults())
        .orElseGet(() -> FaultJson.add(json, aws.faults()));
  }

  private Map<String, Object> faults() {
    Map<String, Object> faults = new LinkedHashMap<>();
    faults.put("faults", aws.faults().active().stream().map(FaultJson::toJson).toList());
    faults.put("foreignInterfaces", aws.foreignInterfaces());
    faults.put("instances", aws.instanceFaults().active());
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
