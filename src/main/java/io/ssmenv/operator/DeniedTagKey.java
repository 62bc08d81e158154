package io.ssmenv.operator;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A key that environments must not set in {@code spec.tags}, or the beginning of such keys.
 *
 * @param text the key; or the beginning, which is not empty, followed by {@code *}
 */
public record DeniedTagKey(String text) implements Comparable<DeniedTagKey> {

  /** White space at an end would match no key, because keys are compared without it. */
  private static final Pattern VALID = Pattern.compile("[^*\\s]([^*]*[^*\\s])?\\*?");

  /**
   * @throws IllegalArgumentException if the text is neither a key nor a beginning of keys
   */
  public DeniedTagKey {
    if (!VALID.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be a key, or the beginning of keys followed by one *, but is '" + text + "'");
    }
  }

  /** Whether a key is denied, in any letter case. */
  boolean matches(String key) {
    String stripped = key.strip();
    return text.endsWith("*")
        ? stripped.regionMatches(true, 0, text, 0, text.length() - 1)
        : stripped.equalsIgnoreCase(text);
  }

  @Override
  public int compareTo(DeniedTagKey other) {
    return Comparator.comparing(DeniedTagKey::text).compare(this, other);
  }

  @Override
  public String toString() {
    return text;
  }
}
