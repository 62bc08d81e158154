package io.ssmenv.operator;

import io.ssmenv.topology.ImmutableCopy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A label selector in the notation of kubectl: {@code team=a}, {@code team!=a}, {@code team in
 * (a,b)}, {@code team notin (a,b)}, {@code team}, {@code !team}, and several of them with commas.
 */
public final class LabelSelector {

  private static final String KEY = "([a-zA-Z0-9](?:[-a-zA-Z0-9_./]*[a-zA-Z0-9])?)";
  private static final Pattern VALUE =
      Pattern.compile("(?:[a-zA-Z0-9](?:[-a-zA-Z0-9_.]{0,61}[a-zA-Z0-9])?)?");
  private static final Pattern EQUALITY = Pattern.compile(KEY + "\\s*(==|=|!=)\\s*(\\S*)");
  private static final Pattern SET = Pattern.compile(KEY + "\\s+(in|notin)\\s*\\(([^()]*)\\)");
  private static final Pattern EXISTS = Pattern.compile("(!?)\\s*" + KEY);

  /** Commas between requirements, not those between values. */
  private static final Pattern COMMA = Pattern.compile(",(?![^(]*\\))");

  private final String text;
  private final Predicate<Map<String, String>> matches;

  /**
   * @throws IllegalArgumentException with a message for users that continues the option's name
   */
  public LabelSelector(String text) {
    this.text = text.strip();
    this.matches =
        Stream.of(COMMA.split(this.text, -1))
            .map(String::strip)
            .map(LabelSelector::requirement)
            .reduce(Predicate::and)
            .orElseThrow(() -> wrong(text));
  }

  private static Predicate<Map<String, String>> requirement(String one) {
    Matcher equality = EQUALITY.matcher(one);
    if (equality.matches()) {
      Predicate<Map<String, String>> equal =
          in(equality.group(1), Set.of(value(equality.group(3))));
      return equality.group(2).equals("!=") ? equal.negate() : equal;
    }
    Matcher set = SET.matcher(one);
    if (set.matches()) {
      Set<String> values =
          Stream.of(set.group(3).split(",", -1))
              .map(String::strip)
              .map(LabelSelector::value)
              .collect(ImmutableCopy.toSet());
      Predicate<Map<String, String>> in = in(set.group(1), values);
      return set.group(2).equals("in") ? in : in.negate();
    }
    Matcher exists = EXISTS.matcher(one);
    if (exists.matches()) {
      boolean wanted = exists.group(1).isEmpty();
      return labels -> labels.containsKey(exists.group(2)) == wanted;
    }
    throw wrong(one);
  }

  /** An object without the label is in no set: as in Kubernetes, it matches != and notin. */
  private static Predicate<Map<String, String>> in(String key, Set<String> values) {
    return labels -> Optional.ofNullable(labels.get(key)).filter(values::contains).isPresent();
  }

  private static String value(String value) {
    if (!VALUE.matcher(value).matches()) {
      throw wrong(value);
    }
    return value;
  }

  private static IllegalArgumentException wrong(String part) {
    return new IllegalArgumentException(
        "must be a label selector, such as team=a or 'team in (a,b)', but has '" + part + "'");
  }

  boolean matches(Map<String, String> labels) {
    return matches.test(labels);
  }

  @Override
  public String toString() {
    return text;
  }
}
