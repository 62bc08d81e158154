package io.ssmenv.topology;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values of a JSON document by their paths, such as {@code .inputs.kmsKeyId}. Documents are
 * compared as texts; their fields only tell a person where two of them differ.
 */
final class DocumentFields {

  /** A message of an event is read in a line or two. */
  private static final int LONGEST = 80;

  private static final String NO_JSON = "not JSON";

  private final String text;
  private final SortedMap<String, String> values = new TreeMap<>();
  private int at;

  private DocumentFields(String text) {
    this.text = text;
  }

  /** Empty if the text is not a JSON object without white space. */
  static Optional<Map<String, String>> of(String text) {
    if (!text.startsWith("{")) {
      return Optional.empty();
    }
    DocumentFields fields = new DocumentFields(text);
    try {
      fields.read("");
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException _) {
      return Optional.empty();
    }
    return fields.at == text.length() ? Optional.of(fields.values) : Optional.empty();
  }

  /** A text that somebody else may have written, as long as a message can have it. */
  static String shortened(String value) {
    return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
  }

  private void read(String path) {
    switch (text.charAt(at)) {
      case '{' -> readMembers(path);
      case '[' -> readItems(path);
      case '"' -> values.put(path, quoted());
      default -> values.put(path, plain());
    }
  }

  private void readMembers(String path) {
    at++;
    if (text.charAt(at) == '}' && !path.isEmpty()) {
      values.put(path, "{}");
    }
    while (text.charAt(at) != '}') {
      String name = quoted();
      expect(':');
      read(path + "." + name);
      separate('}');
    }
    at++;
  }

  private void readItems(String path) {
    at++;
    if (text.charAt(at) == ']') {
      values.put(path, "[]");
    }
    for (int item = 0; text.charAt(at) != ']'; item++) {
      read("%s[%d]".formatted(path, item));
      separate(']');
    }
    at++;
  }

  private void separate(char end) {
    if (text.charAt(at) != end) {
      expect(',');
    }
  }

  private void expect(char wanted) {
    if (text.charAt(at) != wanted) {
      throw new IllegalArgumentException(NO_JSON);
    }
    at++;
  }

  /** Escapes stay as they are: a message has no control characters. */
  private String quoted() {
    expect('"');
    int start = at;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
    return text.substring(start, at - 1);
  }

  private String plain() {
    int start = at;
    while (",]}".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == start) {
      throw new IllegalArgumentException(NO_JSON);
    }
    return text.substring(start, at);
  }
}
