package io.ssmenv.simulator.sts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.Map;

/** Tokens like those of a cluster's pods, without a valid signature. */
final class PodToken {
  private PodToken() {}

  static String of(Map<String, Object> claims) {
    try {
      String body = new ObjectMapper().writeValueAsString(claims);
      return encoded("{\"alg\":\"RS256\"}") + "." + encoded(body) + "." + encoded("signature");
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
