package io.ssmenv.simulator.wire;

import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param status the HTTP status
 * @param headers besides the request id's
 * @param body its body
 */
@SuppressWarnings("ArrayRecordComponent") // Nothing compares replies.
public record WireReply(int status, Map<String, String> headers, byte[] body) {
  /** Copies the headers. */
  public WireReply {
    headers = Map.copyOf(headers);
  }
}
