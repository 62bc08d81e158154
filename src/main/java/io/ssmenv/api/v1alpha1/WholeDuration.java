package io.ssmenv.api.v1alpha1;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations as Go writes them, which is how Kubernetes does: {@code 1h30m}. Only whole hours,
 * minutes and seconds, in this order: a fraction of a second has no meaning for our intervals.
 */
final class WholeDuration {

  /**
   * A regular expression for Java, and for RE2, which CEL uses. At least one unit; so few digits
   * that neither side can overflow.
   */
  static final String SYNTAX =
      "^([0-9]{1,6}h([0-9]{1,6}m)?([0-9]{1,6}s)?|[0-9]{1,6}m([0-9]{1,6}s)?|[0-9]{1,6}s)$";

  private static final Pattern UNITS =
      Pattern.compile("(?:(?<h>[0-9]{1,6})h)?(?:(?<m>[0-9]{1,6})m)?(?:(?<s>[0-9]{1,6})s)?");

  private WholeDuration() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException if the text isn't one
   */
  static Duration parse(String text) {
    Matcher units = UNITS.matcher(text);
    if (text.isEmpty() || !units.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is not a duration in hours, minutes and seconds, such as 1m or 1h30m"
              .formatted(text));
    }
    return Duration.ofHours(number(units.group("h")))
        .plusMinutes(number(units.group("m")))
        .plusSeconds(number(units.group("s")));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
