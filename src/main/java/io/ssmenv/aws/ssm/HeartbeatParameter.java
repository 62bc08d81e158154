package io.ssmenv.aws.ssm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The heartbeat of a cluster in Parameter Store. Its name does not begin with {@code ssmenv},
 * because AWS reserves names that begin with {@code ssm}.
 *
 * @param writer identifies a process of the operator
 * @param since when the process began to write
 * @param version which AWS counts up with each write
 * @param at when it was written, by the clock of AWS
 */
record HeartbeatParameter(String writer, Instant since, long version, Instant at) {

  private static final String PATH = "/operators/ssmenv/";

  /** What AWS allows in a name. A cluster with another id leaves no sign. */
  private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9_.-]{1,100}");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The name of the parameter of a cluster; empty if AWS allows none. */
  static Optional<String> name(String cluster) {
    return Optional.of(cluster).filter(id -> ALLOWED.matcher(id).matches()).map(PATH::concat);
  }

  /** Reads a heartbeat; empty if there is none. Throws what the client throws. */
  static Optional<HeartbeatParameter> read(SsmClient ssm, String name) {
    try {
      return Optional.of(parse(ssm.getParameter(request -> request.name(name)).parameter()));
    } catch (ParameterNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Writes a heartbeat and returns its version. Throws what the client throws. */
  static long write(SsmClient ssm, String name, String writer, Instant since) {
    String value;
    try {
      value =
          JSON.writeValueAsString(
              JSON.createObjectNode().put("writer", writer).put("since", since.toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An object of texts can always be written", e);
    }
    return ssm.putParameter(
            request -> request.name(name).value(value).type(ParameterType.STRING).overwrite(true))
        .version();
  }

  /** A value that somebody has edited still shows that somebody writes, and since when. */
  private static HeartbeatParameter parse(Parameter parameter) {
    String writer = "";
    Instant since = parameter.lastModifiedDate();
    try {
      JsonNode value = JSON.readTree(parameter.value());
      writer = value.path("writer").asText("");
      since = Instant.parse(value.path("since").asText(""));
    } catch (JsonProcessingException | DateTimeParseException e) {
      since = parameter.lastModifiedDate();
    }
    return new HeartbeatParameter(writer, since, parameter.version(), parameter.lastModifiedDate());
  }
}
