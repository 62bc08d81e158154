package io.ssmenv.simulator.iam;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IAM's wildcard patterns: {@code *} for any characters, {@code ?} for one. */
final class Glob {

  private static final Pattern PART = Pattern.compile("[*?]|[^*?]+");

  private Glob() {}

  /** Returns whether a string matches, case-sensitively. */
  static boolean matches(String pattern, String text) {
    return compile(pattern, 0).matcher(text).matches();
  }

  /** Returns whether a string matches, ignoring case. */
  static boolean matchesIgnoringCase(String pattern, String text) {
    return compile(pattern, Pattern.CASE_INSENSITIVE).matcher(text).matches();
  }

  private static Pattern compile(String pattern, int flags) {
    String regex =
        PART.matcher(pattern)
            .replaceAll(found ->
                switch (found.group()) {
                  case "*" -> ".*";
                  case "?" -> ".";
                  default -> Matcher.quoteReplacement(Pattern.quote(found.group()));
                });
    return Pattern.compile(regex, flags);
  }
}
