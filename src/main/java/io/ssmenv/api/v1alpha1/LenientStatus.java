package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;

/**
 * As much of a status as this version can read. The operator writes the status anew, so that what
 * it cannot read, which a person or another version has written, is only lost.
 *
 * @param complete whether everything was read
 */
record LenientStatus(EnvironmentStatus status, boolean complete) {

  private static final JsonMapper STRICT = new JsonMapper();
  private static final JsonMapper LENIENT =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  static LenientStatus read(JsonNode tree) throws JsonProcessingException {
    try {
      return new LenientStatus(STRICT.treeToValue(tree, EnvironmentStatus.class), true);
    } catch (JsonProcessingException _) {
      return new LenientStatus(LENIENT.treeToValue(readable(tree), EnvironmentStatus.class), false);
    }
  }

  /** The fields, and the items of lists, that can be read by themselves. */
  private static ObjectNode readable(JsonNode tree) {
    ObjectNode readable = LENIENT.createObjectNode();
    for (RecordComponent field : EnvironmentStatus.class.getRecordComponents()) {
      JsonNode value = tree.path(field.getName());
      JavaType type = LENIENT.constructType(field.getGenericType());
      if (value.isArray() && type.isCollectionLikeType()) {
        ArrayNode items = readable.putArray(field.getName());
        for (JsonNode item : value) {
          if (isReadable(item, type.getContentType())) {
            items.add(item);
          }
        }
      } else if (isReadable(value, type)) {
        readable.set(field.getName(), value);
      }
    }
    return readable;
  }

  private static boolean isReadable(JsonNode value, JavaType type) {
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    try {
      LENIENT.treeToValue(value, type);
      return true;
    } catch (JsonProcessingException _) {
      return false;
    }
  }
}
