package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Params;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The filters that a describe knows. Filters are joined by and, the values of one by or; values may
 * hold the wildcards {@code *} and {@code ?} [D].
 *
 * @param <T> what is filtered
 */
final class Filters<T> {
  /** The parameters of filters. */
  static final String[] PARAMETERS = {"Filter.Name", "Filter.Value"};

  private static final int MAX_VALUES = 200;

  private final Map<String, Function<T, Stream<String>>> known = new LinkedHashMap<>();
  private final Function<T, Map<String, String>> tags;
  private final boolean tagged;

  private Filters(Function<T, Map<String, String>> tags, boolean tagged) {
    this.tags = tags;
    this.tagged = tagged;
  }

  /** The filters of something with tags: {@code tag:<key>} and {@code tag-key} to begin with. */
  static <T> Filters<T> tagged(Function<T, Map<String, String>> tags) {
    return new Filters<>(tags, true).any("tag-key", item -> tags.apply(item).keySet().stream());
  }

  /** The filters of something without tags. */
  static <T> Filters<T> untagged() {
    return new Filters<>(item -> Map.of(), false);
  }

  /** A filter on one value. */
  Filters<T> one(String name, Function<T, String> value) {
    return any(name, item -> Stream.of(value.apply(item)));
  }

  /** A filter that matches if any of several values, or of none, does. */
  Filters<T> any(String name, Function<T, Stream<String>> values) {
    known.put(name, values);
    return this;
  }

  /** What the call's filters let through. */
  Predicate<T> of(Call call) {
    Predicate<T> all = item -> true;
    checkCount(call);
    for (Params filter : call.params().structs("Filter")) {
      all = all.and(one(filter));
    }
    return all;
  }

  /** All filters of a call together may have so many values [D]. */
  private static void checkCount(Call call) {
    long values =
        call.params().structs("Filter").stream().mapToLong(f -> f.texts("Value").size()).sum();
    if (values > MAX_VALUES) {
      throw new AwsError(
          "FilterLimitExceeded",
          "The maximum number of filter values specified on a single call is 200");
    }
  }

  private Predicate<T> one(Params filter) {
    String name = filter.required("Name");
    List<String> values = filter.texts("Value");
    Function<T, Stream<String>> actual = values(name);
    Predicate<String> wanted =
        values.stream().map(Filters::matcher).reduce(v -> false, Predicate::or);
    return item -> actual.apply(item).anyMatch(wanted);
  }

  private Function<T, Stream<String>> values(String name) {
    if (tagged && name.startsWith("tag:")) {
      String key = name.substring("tag:".length());
      return item -> Stream.ofNullable(tags.apply(item).get(key));
    }
    Function<T, Stream<String>> values = known.get(name);
    if (values == null) {
      throw new AwsError("InvalidParameterValue", "The filter '%s' is invalid".formatted(name));
    }
    return values;
  }

  private static Predicate<String> matcher(String value) {
    if (value.indexOf('*') < 0 && value.indexOf('?') < 0) {
      return value::equals;
    }
    String regex =
        value
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
  }
}
