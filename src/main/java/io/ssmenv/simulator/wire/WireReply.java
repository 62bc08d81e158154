package io.ssmenv.simulator.wire;

import java.util.Map;

/**
 * An HTTP response.
 *
 * @param status the HTTP status
 * @param headers all headers except the request id
 * @param body its body
 */
@SuppressWarnings("ArrayRecordComponent") // Nothing compares replies.
public record WireReply(int status, Map<String, String> headers, byte[] body) {
  /** Copies the headers. */
  public WireReply {
    headers = Map.copyOf(headers);
  }
}
