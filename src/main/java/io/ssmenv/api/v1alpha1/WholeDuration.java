package io.ssmenv.api.v1alpha1;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations in the format of Go and Kubernetes: {@code 1h30m}. Only whole hours, minutes and
 * seconds in this order, because the intervals need no fractions of a second.
 */
final class WholeDuration {

  /**
   * A regular expression for Java and for RE2, which CEL uses. It requires at least one unit, and
   * limits the digits so that no value overflows.
   */
  static final String SYNTAX =
      "^([0-9]{1,6}h([0-9]{1,6}m)?([0-9]{1,6}s)?|[0-9]{1,6}m([0-9]{1,6}s)?|[0-9]{1,6}s)$";

  private static final Pattern UNITS =
      Pattern.compile("(?:(?<h>[0-9]{1,6})h)?(?:(?<m>[0-9]{1,6})m)?(?:(?<s>[0-9]{1,6})s)?");

  private WholeDuration() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException if the text is not a duration
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
