package io.ssmenv.state;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How times and AWS's messages are written into a status, so that equal facts give equal text. */
public final class StatusText {

  /** Long enough for an AWS message, short enough for a terminal and for an Event. */
  private static final int MAX_LENGTH = 600;

  /** EC2 appends this to a denial, with a different payload each time. [D] */
  private static final String ENCODED = "Encoded authorization failure message:";

  private StatusText() {}

  /** RFC 3339 in whole seconds, as everywhere in Kubernetes. */
  public static String time(Instant instant) {
    return seconds(instant).toString();
  }

  /** A time as a status can record it. */
  static Instant seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Reads a time from a status; empty if there is none, or if it is not RFC 3339. */
  public static Optional<Instant> parseTime(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * A message without the parts that differ between attempts, truncated to {@value #MAX_LENGTH}
   * characters: the same error has to give the same status.
   */
  public static String stable(String message) {
    int encoded = message.indexOf(ENCODED);
    String plain = (encoded < 0 ? message : message.substring(0, encoded)).strip();
    return limited(plain, MAX_LENGTH);
  }

  /** The beginning of a text that is longer than it may be. */
  public static String limited(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
