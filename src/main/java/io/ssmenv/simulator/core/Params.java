package io.ssmenv.simulator.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The parameters of a call as a tree, independent of the protocol.
 *
 * <p>Query protocols flatten the tree: {@code Filter.1.Value.2=x}, with {@code member} between name
 * and number in IAM and STS. A list is a node whose children are numbered from 1. JSON arrays and
 * objects become the same tree, so actions do not depend on the protocol.
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

  /** Creates the tree from decoded form fields, without {@code Action} and {@code Version}. */
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

  /** Creates the tree from a JSON object. A JSON null counts as absent. */
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
    return children.computeIfAbsent(name, _ -> new Params(dialect, childPath));
  }

  /** Returns the names at this level. */
  public Set<String> names() {
    return Set.copyOf(children.keySet());
  }

  /** Returns whether a parameter with this name is present. */
  public boolean has(String name) {
    return children.containsKey(name);
  }

  /** Returns a string. */
  public Optional<String> text(String name) {
    return at(name).flatMap(node -> node.text);
  }

  /** Returns a required string. An empty string counts as missing. */
  public String required(String name) {
    return text(name).filter(t -> !t.isEmpty()).orElseThrow(() -> dialect.missing(qualified(name)));
  }

  /** Returns a boolean: {@code true} or {@code false}, ignoring case. */
  public Optional<Boolean> flag(String name) {
    return text(name)
        .map(t ->
            switch (t.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw dialect.malformed(qualified(name), t, "true or false");
            });
  }

  /** Returns a whole number. */
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

  /** Returns a list of strings; empty if absent. */
  public List<String> texts(String name) {
    return elements(name).stream()
        .map(node -> node.text.orElseThrow(() -> dialect.malformed(node.path, "…", "a string")))
        .toList();
  }

  /** Returns a structure. */
  public Optional<Params> struct(String name) {
    return at(name);
  }

  /** Returns a list of structures; empty if absent. */
  public List<Params> structs(String name) {
    return List.copyOf(elements(name));
  }

  /** Returns the path of this node for error messages: {@code NetworkInterface.1}. */
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
   * Returns the paths of all values without list numbers: {@code Filter.Value}. They are compared
   * with the parameters that the operation supports.
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

  /** Returns all values at this level and below. */
  public Stream<String> values() {
    return Stream.concat(text.stream(), children.values().stream().flatMap(Params::values));
  }

  /**
   * Returns all values, flattened, for the log. Tokens that are also valid for the real AWS are
   * hidden.
   */
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
