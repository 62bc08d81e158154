package io.ssmenv.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The query parameters of a URL. A parameter that the endpoint does not read is an error. */
final class QueryParameters {
  private final Map<String, String> unused = new HashMap<>();

  private QueryParameters() {}

  static QueryParameters of(@Nullable String query) {
    QueryParameters parameters = new QueryParameters();
    Stream.ofNullable(query)
        .flatMap(q -> Stream.of(q.split("&")))
        .forEach(pair -> {
          String[] parts = pair.split("=", 2);
          parameters.unused.put(
              parts[0],
              parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        });
    return parameters;
  }

  int integer(String name, int fallback) {
    return take(name).map(Integer::valueOf).orElse(fallback);
  }

  /**
   * Starts a filter: an item passes if its value equals the parameter, or if the parameter is
   * absent.
   */
  <T> ItemFilter<T> filterBy(String name, Function<T, String> value) {
    return new ItemFilter<T>(_ -> true).and(name, value);
  }

  private Optional<String> take(String name) {
    return Optional.ofNullable(unused.remove(name));
  }

  /** Filters items by query parameters. */
  final class ItemFilter<T> {
    private final Predicate<T> matches;

    private ItemFilter(Predicate<T> matches) {
      this.matches = matches;
    }

    ItemFilter<T> and(String name, Function<T, String> value) {
      return take(name)
          .map(wanted -> new ItemFilter<T>(matches.and(item -> value.apply(item).equals(wanted))))
          .orElse(this);
    }

    /**
     * Returns the matching items. Call this last: parameters that no filter has read are an error.
     */
    Stream<T> filter(Stream<T> items) {
      if (!unused.isEmpty()) {
        throw new IllegalArgumentException("Unknown parameters " + unused.keySet());
      }
      return items.filter(matches);
    }
  }
}
