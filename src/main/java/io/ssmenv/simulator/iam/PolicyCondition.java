package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.AwsError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition of a policy statement.
 *
 * @param operator such as {@code StringEquals} or {@code ForAllValues:StringNotEquals}
 * @param key the condition key, ignoring case
 * @param values the values, one of which has to match; they may contain policy variables such as
 *     {@code ${aws:PrincipalTag/team}}
 */
record PolicyCondition(String operator, String key, List<String> values) {

  private static final String IF_EXISTS = "IfExists";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

  private static final Map<String, BiPredicate<String, String>> OPERATORS =
      Map.of(
          "StringEquals", String::equals,
          "StringNotEquals", String::equals,
          "StringLike", Glob::matches,
          "StringNotLike", Glob::matches,
          "ArnEquals", Glob::matches,
          "ArnLike", Glob::matches,
          "Bool", String::equalsIgnoreCase);

  /** Returns whether the simulation supports it. */
  boolean isSupported() {
    return operator.equals("Null") || OPERATORS.containsKey(plain());
  }

  /**
   * Returns whether it is fulfilled. As in IAM, it is not if a variable has no value [D].
   *
   * @throws AwsError if the simulation does not support it
   */
  boolean holds(Access access) {
    if (!isSupported()) {
      throw new AwsError(
          "NotSimulated", "The simulator does not support the policy's condition " + this);
    }
    Set<String> actual = access.keys().getOrDefault(key.toLowerCase(Locale.ROOT), Set.of());
    if (operator.equals("Null")) {
      return values.stream().map(Boolean::valueOf).anyMatch(absent -> absent == actual.isEmpty());
    }
    List<Optional<String>> resolved = values.stream().map(value -> resolve(value, access)).toList();
    if (resolved.stream().anyMatch(Optional::isEmpty)) {
      return false;
    }
    List<String> wanted = resolved.stream().flatMap(Optional::stream).toList();
    if (actual.isEmpty() && operator.endsWith(IF_EXISTS)) {
      return true;
    }
    return operator.startsWith("ForAllValues:")
        ? actual.stream().allMatch(value -> matches(wanted, value))
        : actual.isEmpty()
            ? isNegated() && !operator.contains(":")
            : actual.stream().anyMatch(value -> matches(wanted, value));
  }

  private boolean matches(List<String> wanted, String value) {
    BiPredicate<String, String> test = OPERATORS.getOrDefault(plain(), (_, _) -> false);
    return wanted.stream().anyMatch(pattern -> test.test(pattern, value)) != isNegated();
  }

  private boolean isNegated() {
    return plain().contains("Not");
  }

  private String plain() {
    String plain = operator.substring(operator.indexOf(':') + 1);
    return plain.endsWith(IF_EXISTS)
        ? plain.substring(0, plain.length() - IF_EXISTS.length())
        : plain;
  }

  /** Replaces policy variables by their values; empty if one has none. */
  static Optional<String> resolve(String value, Access access) {
    Matcher variable = VARIABLE.matcher(value);
    StringBuilder resolved = new StringBuilder();
    while (variable.find()) {
      Set<String> actual =
          access.keys().getOrDefault(variable.group(1).toLowerCase(Locale.ROOT), Set.of());
      if (actual.size() != 1) {
        return Optional.empty();
      }
      variable.appendReplacement(resolved, Matcher.quoteReplacement(actual.iterator().next()));
    }
    return Optional.of(variable.appendTail(resolved).toString());
  }
}
