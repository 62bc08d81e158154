package io.ssmenv.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmenv.simulator.ec2.InstanceFaults;
import io.ssmenv.simulator.ec2.StatusCheck;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Converts what happens to an instance from JSON for the control endpoint. */
final class InstanceFaultJson {
  private InstanceFaultJson() {}

  /**
   * Adds the fault that a JSON object describes.
   *
   * @return its id; empty if it is no fault of an instance
   * @throws IllegalArgumentException if the object does not describe a fault; the message says why
   */
  static Optional<String> add(JsonNode json, InstanceFaults faults) {
    String instance = json.path("instance").asText();
    return switch (json.path("fault").asText()) {
      case "statusCheck" ->
          Optional.of(
              known(
                  instance,
                  faults.check(
                      instance,
                      value(StatusCheck.class, json.path("check").asText("system")),
                      value(StatusCheck.Result.class, json.path("result").asText("failed")))));
      case "scheduledEvent" ->
          Optional.of(known(instance, faults.schedule(instance, code(json.path("code").asText()))));
      default -> Optional.empty();
    };
  }

  private static String known(String instance, Optional<String> id) {
    return id.orElseThrow(
        () -> new IllegalArgumentException("No instance has the id '" + instance + "'"));
  }

  private static <E extends Enum<E>> E value(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is none of %s"
                    .formatted(
                        text, Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT))));
  }

  private static String code(String text) {
    if (!InstanceFaults.EVENT_CODES.contains(text)) {
      throw new IllegalArgumentException(
          "'%s' is none of %s".formatted(text, new TreeSet<>(InstanceFaults.EVENT_CODES)));
    }
    return text;
  }
}
