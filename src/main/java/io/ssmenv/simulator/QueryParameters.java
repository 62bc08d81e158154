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

/** The parameters of a URL; one that nobody asks for is refused by name. */
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

  /** Begins a choice of items by parameters with the value that an item has. */
  <T> ItemFilter<T> filterBy(String name, Function<T, String> value) {
    return new ItemFilter<T>(item -> true).and(name, value);
  }

  private Optional<String> take(String name) {
    return Optional.ofNullable(unused.remove(name));
  }

  /** Which items the parameters choose. */
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

    /** The chosen items, once all parameters have been asked for. */
    Stream<T> filter(Stream<T> items) {
      if (!unused.isEmpty()) {
        throw new IllegalArgumentException("There is no parameter " + unused.keySet());
      }
      return items.filter(matches);
    }
  }
}
