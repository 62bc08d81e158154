package io.ssmenv.simulator.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The parameters of a call as a tree, whichever protocol they came by.
 *
 * <p>Query protocols flatten it: {@code Filter.1.Value.2=x}, with {@code member} between name and
 * number in IAM and STS. A list is a node whose children are numbered from 1. JSON arrays and
 * objects become the same tree, so that an action reads its parameters in one way.
 */
public final class Params {
  private static final String HIDDEN_PARAMETER = "WebIdentityToken";

  private final ErrorDialect dialect;
  private final String path;
  private final Map<String, Params> children = new LinkedHashMap<>();
  private Optional<String> text = Optional.empty();

  private Params(ErrorDialect dialect, String path) {
    this.dialect = dialect;
    this.path = path;
  }

  /** Reads decoded form fields, without {@code Action} and {@code Version}. */
  public static Params ofQuery(ErrorDialect dialect, Map<String, String> fields) {
    Params root = new Params(dialect, "");
    fields.forEach((name, value) -> {
      Params node = root;
      for (String segment : name.split("\\.", -1)) {
        node =
            dialect == ErrorDialect.QUERY && segment.equals("member") ? node : node.child(segment);
      }
      node.text = Optional.of(value);
    });
    return root;
  }

  /** Reads a JSON object; a JSON null is the same as nothing. */
  public static Params ofJson(JsonNode json) {
    Params root = new Params(ErrorDialect.JSON, "");
    root.fill(json);
    return root;
  }

  private void fill(JsonNode json) {
    if (json.isObject()) {
      json.properties().forEach(e -> fillChild(e.getKey(), e.getValue()));
    } else if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) {
        fillChild(Integer.toString(i + 1), json.get(i));
      }
    } else {
      text = Optional.of(json.asText());
    }
  }

  private void fillChild(String name, JsonNode json) {
    if (!json.isNull()) {
      child(name).fill(json);
    }
  }

  private Params child(String name) {
    String childPath = path.isEmpty() ? name : path + "." + name;
    return children.computeIfAbsent(name, n -> new Params(dialect, childPath));
  }

  /** The names at this level. */
  public Set<String> names() {
    return Set.copyOf(children.keySet());
  }

  /** Whether anything was given under this name. */
  public boolean has(String name) {
    return children.containsKey(name);
  }

  /** A string. */
  public Optional<String> text(String name) {
    return at(name).flatMap(node -> node.text);
  }

  /** A string that has to be there; an empty one counts as missing. */
  public String required(String name) {
    return text(name).filter(t -> !t.isEmpty()).orElseThrow(() -> dialect.missing(qualified(name)));
  }

  /** A boolean, {@code true} or {@code false} in any case. */
  public Optional<Boolean> flag(String name) {
    return text(name)
        .map(t ->
            switch (t.toLowerCase(java.util.Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw dialect.malformed(qualified(name), t, "true or false");
            });
  }

  /** A whole number. */
  public Optional<Integer> integer(String name) {
    return text(name)
        .map(t -> {
          try {
            return Integer.valueOf(t);
          } catch (NumberFormatException e) {
            throw dialect.malformed(qualified(name), t, "a whole number");
          }
        });
  }

  /** A list of strings, empty if there is none. */
  public List<String> texts(String name) {
    return elements(name).stream()
        .map(node -> node.text.orElseThrow(() -> dialect.malformed(node.path, "…", "a string")))
        .toList();
  }

  /** A structure. */
  public Optional<Params> struct(String name) {
    return at(name);
  }

  /** A list of structures, empty if there is none. */
  public List<Params> structs(String name) {
    return List.copyOf(elements(name));
  }

  /** Where this node stands, for messages: {@code NetworkInterface.1}. */
  public String path() {
    return path;
  }

  private Optional<Params> at(String name) {
    return Optional.ofNullable(children.get(name));
  }

  private String qualified(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private Collection<Params> elements(String name) {
    Optional<Params> node = at(name);
    if (node.isEmpty()) {
      return List.of();
    }
    Map<Integer, Params> numbered = new TreeMap<>();
    node.get()
        .children
        .forEach((number, element) -> {
          if (!isNumber(number)) {
            throw dialect.malformed(element.path, number, "a numbered list element");
          }
          numbered.put(Integer.valueOf(number), element);
        });
    node.get()
        .text
        .filter(t -> !t.isEmpty())
        .ifPresent(t -> {
          throw dialect.malformed(qualified(name), t, "a numbered list");
        });
    return new ArrayList<>(numbered.values());
  }

  /**
   * The paths of all values without the numbers of list elements: {@code Filter.Value}. An
   * operation names those that it knows, and anything else is refused.
   */
  public Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    collect("", paths);
    return paths;
  }

  private void collect(String prefix, Set<String> into) {
    if (!prefix.isEmpty() && (text.isPresent() || children.isEmpty())) {
      into.add(prefix);
    }
    children.forEach((name, node) ->
        node.collect(
            isNumber(name) ? prefix : prefix.isEmpty() ? name : prefix + "." + name, into));
  }

  private static boolean isNumber(String name) {
    return name.length() < 9 && !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** All values at this level and below. */
  public Stream<String> values() {
    return Stream.concat(text.stream(), children.values().stream().flatMap(Params::values));
  }

  /** All values, flattened, for a log; without the one that would open a session elsewhere, too. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    append(out);
    return out.toString().strip();
  }

  private void append(StringBuilder out) {
    text.map(t -> path.equals(HIDDEN_PARAMETER) ? "(hidden)" : t)
        .ifPresent(t -> out.append(path).append('=').append(t).append(' '));
    children.values().forEach(child -> child.append(out));
  }
}
