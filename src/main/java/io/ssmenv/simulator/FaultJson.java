package io.ssmenv.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Fault;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.simulator.core.ZonalService;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Converts faults from and to JSON for the control endpoint. */
final class FaultJson {
  private static final Set<String> TARGET_FIELDS =
      Set.of("fault", "action", "service", "region", "accessKey", "probability", "times");

  /** The fields that each fault has in addition to {@link #TARGET_FIELDS}. */
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "refuse", Set.of("code", "status", "message"),
          "throttle", Set.of(),
          "fail", Set.of(),
          "outage", Set.of(),
          "emptyLists", Set.of(),
          "loseAnswer", Set.of(),
          "slow", Set.of("seconds"),
          "noCapacity", Set.of("instanceType", "zone"),
          "stuck", Set.of("resource"),
          "notInZone", Set.of("zone", "instanceType", "endpointService", "natGateway", "listed"));

  private final JsonNode json;

  private FaultJson(JsonNode json) {
    this.json = json;
  }

  /**
   * Adds the fault that a JSON object describes.
   *
   * @return its id
   * @throws IllegalArgumentException if the object does not describe a fault; the message says why
   */
  static String add(JsonNode json, Faults faults) {
    return new FaultJson(json).add(faults);
  }

  private String add(Faults faults) {
    String kind = required("fault");
    Set<String> fields = FIELDS.getOrDefault(kind, Set.of());
    if (!FIELDS.containsKey(kind)) {
      throw new IllegalArgumentException(
          "Unknown fault '%s'; the faults are foreignInterface and %s"
              .formatted(kind, new TreeSet<>(FIELDS.keySet())));
    }
    json.fieldNames()
        .forEachRemaining(name -> {
          if (!TARGET_FIELDS.contains(name) && !fields.contains(name)) {
            throw new IllegalArgumentException(
                "The fault %s has no field %s".formatted(kind, name));
          }
        });
    FaultTarget target =
        new FaultTarget(
            text("action").orElse(FaultTarget.ANY_ACTION),
            text("service"),
            text("region"),
            text("accessKey"));
    if (kind.equals("outage")) {
      return faults.outage(target);
    }
    return faults.add(
        target,
        fault(kind),
        number("probability").orElse(1.0),
        number("times").map(Double::intValue).orElse(Faults.ALWAYS));
  }

  private Fault fault(String kind) {
    return switch (kind) {
      case "throttle" -> new Fault.Throttled();
      case "fail" -> new Fault.Failed();
      case "emptyLists" -> new Fault.EmptyLists();
      case "loseAnswer" -> new Fault.LostAnswer();
      case "slow" ->
          new Fault.Slow(Duration.ofMillis(Math.round(1000 * requiredNumber("seconds"))));
      case "noCapacity" -> new Fault.NoCapacity(text("instanceType"), text("zone"));
      case "stuck" -> new Fault.Stuck(required("resource"));
      case "notInZone" ->
          new Fault.NotInZone(required("zone"), zonalService(), flag("listed").orElse(true));
      default ->
          new Fault.Refused(
              new AwsError(
                  required("code"),
                  text("message").orElse("Injected fault."),
                  number("status").map(Double::intValue).orElse(400)));
    };
  }

  private ZonalService zonalService() {
    List<ZonalService> given =
        Stream.of(
                text("instanceType").map(ZonalService.InstanceTypes::new),
                text("endpointService").map(ZonalService.InterfaceEndpoints::new),
                flag("natGateway")
                    .filter(Boolean::booleanValue)
                    .map(_ -> new ZonalService.NatGateways()))
            .flatMap(Optional::stream)
            .map(ZonalService.class::cast)
            .toList();
    if (given.size() != 1) {
      throw new IllegalArgumentException(
          "Exactly one of instanceType, endpointService and natGateway must be set");
    }
    return given.getFirst();
  }

  private double requiredNumber(String name) {
    return number(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }

  private String required(String name) {
    return text(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }

  private Optional<String> text(String name) {
    return value(name, JsonNode::isTextual, "a string").map(JsonNode::textValue);
  }

  private Optional<Double> number(String name) {
    return value(name, JsonNode::isNumber, "a number").map(JsonNode::doubleValue);
  }

  private Optional<Boolean> flag(String name) {
    return value(name, JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue);
  }

  private Optional<JsonNode> value(String name, Predicate<JsonNode> isType, String what) {
    Optional<JsonNode> value = Optional.ofNullable(json.get(name)).filter(v -> !v.isNull());
    if (value.filter(isType.negate()).isPresent()) {
      throw new IllegalArgumentException(name + " must be " + what);
    }
    return value;
  }

  /** Renders an active fault in the same format in which it can be added. */
  static Map<String, Object> toJson(Faults.ActiveFault active) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", active.id());
    switch (active.fault()) {
      case Fault.Refused(AwsError error) -> {
        json.put("fault", "refuse");
        json.put("code", error.code());
        json.put("status", error.httpStatus());
        json.put("message", error.message());
      }
      case Fault.Throttled _ -> json.put("fault", "throttle");
      case Fault.Failed _ -> json.put("fault", "fail");
      case Fault.EmptyLists _ -> json.put("fault", "emptyLists");
      case Fault.LostAnswer _ -> json.put("fault", "loseAnswer");
      case Fault.Slow(Duration delay) -> {
        json.put("fault", "slow");
        json.put("seconds", delay.toMillis() / 1000.0);
      }
      case Fault.NoCapacity none -> {
        json.put("fault", "noCapacity");
        none.instanceType().ifPresent(type -> json.put("instanceType", type));
        none.zone().ifPresent(zone -> json.put("zone", zone));
      }
      case Fault.Stuck(String resource) -> {
        json.put("fault", "stuck");
        json.put("resource", resource);
      }
      case Fault.NotInZone(String zone, ZonalService service, boolean listed) -> {
        json.put("fault", "notInZone");
        json.put("zone", zone);
        switch (service) {
          case ZonalService.InstanceTypes(String type) -> json.put("instanceType", type);
          case ZonalService.InterfaceEndpoints(String name) -> json.put("endpointService", name);
          case ZonalService.NatGateways _ -> json.put("natGateway", true);
        }
        json.put("listed", listed);
      }
    }
    FaultTarget target = active.target();
    json.put("action", target.action());
    target.service().ifPresent(service -> json.put("service", service));
    target.region().ifPresent(region -> json.put("region", region));
    target.accessKeyId().ifPresent(key -> json.put("accessKey", key));
    json.put("probability", active.probability());
    Stream.of(active.times())
        .filter(times -> times != Faults.ALWAYS)
        .forEach(times -> json.put("times", times));
    return json;
  }
}
