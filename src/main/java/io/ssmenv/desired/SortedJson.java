package io.ssmenv.desired;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** JSON without white space, its members sorted by name: the form in which it is compared. */
final class SortedJson {

  private SortedJson() {}

  /** The text of a value: a map, a list, a string or a boolean. */
  static String of(Object value) {
    return switch (value) {
      case Map<?, ?> members ->
          new TreeMap<Object, Object>(members)
              .entrySet().stream()
                  .map(one -> of(one.getKey()) + ":" + of(one.getValue()))
                  .collect(Collectors.joining(",", "{", "}"));
      case List<?> items ->
          items.stream().map(SortedJson::of).collect(Collectors.joining(",", "[", "]"));
      case String text ->
          text.chars().mapToObj(SortedJson::escaped).collect(Collectors.joining("", "\"", "\""));
      case Boolean bool -> bool.toString();
      default -> throw new IllegalArgumentException("Not part of a document: " + value);
    };
  }

  private static String escaped(int character) {
    return switch (character) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          character < ' ' ? "\\u%04X".formatted(character) : String.valueOf((char) character);
    };
  }
}
