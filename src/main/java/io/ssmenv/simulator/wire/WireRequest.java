package io.ssmenv.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * An HTTP request.
 *
 * @param body its body
 * @param headers finds the first header of a name, ignoring case
 */
@SuppressWarnings("ArrayRecordComponent") // Nothing compares requests.
public record WireRequest(byte[] body, Function<String, Optional<String>> headers) {
  /** A header. */
  public Optional<String> header(String name) {
    return headers.apply(name);
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
