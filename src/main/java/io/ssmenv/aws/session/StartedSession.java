package io.ssmenv.aws.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * A session that waits for its data channel.
 *
 * @param id begins with the name of the caller
 * @param token opens the data channel: a secret
 * @param streamUrl of the data channel
 * @param endpoint of Systems Manager, for the end of the session
 */
public record StartedSession(String id, String token, String streamUrl, URI endpoint) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns the response of StartSession, as AWS CLI passes it to the session-manager-plugin. */
  public String response() {
    return json(Map.of("SessionId", id, "TokenValue", token, "StreamUrl", streamUrl));
  }

  /** Returns the request for it, which the plugin also wants. */
  public static String request(String instance) {
    return json(Map.of("Target", instance));
  }

  private static String json(Map<String, String> object) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(object));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot serialize strings", e);
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "StartedSession[" + id + "]";
  }
}
