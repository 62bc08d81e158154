package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
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
 * The filters that a describe supports. Filters are combined with AND, the values of a filter with
 * OR; values may contain the wildcards {@code *} and {@code ?} [D].
 *
 * @param <T> the type of the filtered items
 */
final class Filters<T> {
  /** The request parameters of filters. */
  static final String[] PARAMETERS = {"Filter.Name", "Filter.Value"};

  private static final int MAX_VALUES = 200;

  private final Map<String, Function<T, Stream<String>>> known = new LinkedHashMap<>();
  private final Function<T, Map<String, String>> tags;
  private final boolean tagged;

  private Filters(Function<T, Map<String, String>> tags, boolean tagged) {
    this.tags = tags;
    this.tagged = tagged;
  }

  /**
   * Creates the filters of a taggable type, which include {@code tag:<key>} and {@code tag-key}.
   */
  static <T> Filters<T> tagged(Function<T, Map<String, String>> tags) {
    return new Filters<>(tags, true).any("tag-key", item -> tags.apply(item).keySet().stream());
  }

  /** Creates the filters of a type without tags. */
  static <T> Filters<T> untagged() {
    return new Filters<>(_ -> Map.of(), false);
  }

  /** Adds a filter on one value. */
  Filters<T> one(String name, Function<T, String> value) {
    return any(name, item -> Stream.of(value.apply(item)));
  }

  /** Adds a filter that matches if any of an item's values matches. */
  Filters<T> any(String name, Function<T, Stream<String>> values) {
    known.put(name, values);
    return this;
  }

  /** Returns the predicate for the filters of a call. */
  Predicate<T> of(Call call) {
    Predicate<T> all = _ -> true;
    checkCount(call);
    for (Params filter : call.params().structs("Filter")) {
      all = all.and(one(filter));
    }
    return all;
  }

  /** Checks the number of values of all filters in a call [D]. */
  private static void checkCount(Call call) {
    long values =
        call.params().structs("Filter").stream().mapToLong(f -> f.texts("Value").size()).sum();
    if (values > MAX_VALUES) {
      throw ErrorWords.error("filter-limit-exceeded");
    }
  }

  private Predicate<T> one(Params filter) {
    String name = filter.required("Name");
    List<String> values = filter.texts("Value");
    Function<T, Stream<String>> actual = values(name);
    Predicate<String> wanted =
        values.stream().map(Filters::matcher).reduce(_ -> false, Predicate::or);
    return item -> actual.apply(item).anyMatch(wanted);
  }

  private Function<T, Stream<String>> values(String name) {
    if (tagged && name.startsWith("tag:")) {
      String key = name.substring("tag:".length());
      return item -> Stream.ofNullable(tags.apply(item).get(key));
    }
    Function<T, Stream<String>> values = known.get(name);
    if (values == null) {
      throw ErrorWords.error("invalid-parameter-value-filters", name);
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
