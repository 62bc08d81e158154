package io.ssmenv.simulator.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.SimClock;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.core.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * The JSON 1.1 protocol of Systems Manager [M]: the operation in a header, times as epoch seconds.
 */
public final class JsonProtocol implements Protocol {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Map<String, String> JSON =
      Map.of("Content-Type", "application/x-amz-json-1.1");

  /** Created on first use, to keep the start of a simulated AWS fast. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private final SimClock clock;
  private final String target;

  /**
   * Creates the protocol of one service.
   *
   * @param clock converts times to real time
   * @param target the service's name in {@code X-Amz-Target}, such as {@code AmazonSSM}
   */
  public JsonProtocol(SimClock clock, String target) {
    this.clock = clock;
    this.target = target;
  }

  @Override
  public ErrorDialect dialect() {
    return ErrorDialect.JSON;
  }

  @Override
  public WireCall decode(WireRequest request) {
    String operation = request.header("X-Amz-Target").orElse("");
    if (!operation.startsWith(target + ".")) {
      throw ErrorWords.error("unknown-operation-exception", target);
    }
    try {
      byte[] body = request.body();
      JsonNode json = body.length == 0 ? NODES.objectNode() : Json.MAPPER.readTree(body);
      return new WireCall(operation.substring(target.length() + 1), Params.ofJson(json));
    } catch (IOException e) {
      throw new AwsError("SerializationException", "The body is not JSON: " + e.getMessage());
    }
  }

  @Override
  public WireReply encode(String action, Struct answer, String requestId) {
    return new WireReply(200, JSON, bytes(object(answer)));
  }

  @Override
  public WireReply encode(AwsError error, String requestId) {
    ObjectNode body =
        NODES.objectNode().put("__type", error.code()).put("message", error.message());
    return new WireReply(error.httpStatus(), JSON, bytes(body));
  }

  private byte[] bytes(JsonNode json) {
    try {
      return Json.MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write JSON", e);
    }
  }

  private ObjectNode object(Struct struct) {
    ObjectNode object = NODES.objectNode();
    struct.members().forEach((name, value) -> object.set(name, json(value)));
    return object;
  }

  private JsonNode json(Value value) {
    return switch (value) {
      case Value.Text(String text) -> NODES.textNode(text);
      case Value.Flag(boolean flag) -> NODES.booleanNode(flag);
      case Value.WholeNumber(long number) -> NODES.numberNode(number);
      case Value.Time(Instant instant) ->
          NODES.numberNode(BigDecimal.valueOf(clock.toReal(instant).toEpochMilli(), 3));
      case Value.Items items -> {
        ArrayNode array = NODES.arrayNode();
        items.values().forEach(item -> array.add(json(item)));
        yield array;
      }
      case Struct struct -> object(struct);
    };
  }
}
