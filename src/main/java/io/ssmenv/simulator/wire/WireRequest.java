package io.ssmenv.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * An HTTP request.
 *
 * @param method such as {@code POST}
 * @param target its path and query
 * @param body its body
 * @param headers returns the first header with a name, ignoring case
 */
@SuppressWarnings("ArrayRecordComponent") // Nothing compares requests.
public record WireRequest(
    String method, String target, byte[] body, Function<String, Optional<String>> headers) {
  /** Returns a header. */
  public Optional<String> header(String name) {
    return headers.apply(name);
  }

  /** Returns the body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
