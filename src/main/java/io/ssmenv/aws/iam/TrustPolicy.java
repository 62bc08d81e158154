package io.ssmenv.aws.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Converts trust policies to the canonical form in which they are compared. */
final class TrustPolicy {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private TrustPolicy() {}

  /**
   * Returns the document without white space and with sorted members, as the topology has it.
   *
   * @param encoded the URL-encoded document that IAM returns
   * @return the decoded text unchanged if it is not JSON
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
