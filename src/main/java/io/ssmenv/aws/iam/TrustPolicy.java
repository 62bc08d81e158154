package io.ssmenv.aws.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Trust policies in the one form in which they are compared. */
final class TrustPolicy {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private TrustPolicy() {}

  /**
   * The document as it is in the graph: without white space, its members sorted by name.
   *
   * @param encoded as IAM answers it, URL-encoded
   * @return the decoded text as it is if it is no JSON
   */
  static String canonical(String encoded) {
    String text = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    try {
      return JSON.writeValueAsString(JSON.readValue(text, Object.class));
    } catch (JsonProcessingException e) {
      return text;
    }
  }
}
