package io.ssmenv.engine.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A field of the spec, with the values that a test sets it to.
 *
 * @param path the names from the spec down, such as {@code network/cidr}; a list has one element
 */
public record SpecField(String path, List<JsonNode> values) {

  public SpecField {
    values = List.copyOf(values);
  }
}
