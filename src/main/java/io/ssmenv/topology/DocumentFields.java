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

  /** Documents of ours are less deep; what lies deeper in one of somebody else is one text. */
  private static final int DEEPEST = 8;

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
      fields.read("", 0);
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException _) {
      return Optional.empty();
    }
    return fields.at == text.length() ? Optional.of(fields.values) : Optional.empty();
  }

  /** A text that somebody else may have written, as long as a message can have it. */
  static String shortened(String value) {
    return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
  }

  private void read(String path, int depth) {
    char first = text.charAt(at);
    if (first == '"') {
      put(path, quoted());
    } else if (first != '{' && first != '[') {
      put(path, plain());
    } else if (depth == DEEPEST) {
      put(path, nested());
    } else if (first == '{') {
      readMembers(path, depth + 1);
    } else {
      readItems(path, depth + 1);
    }
  }

  /** The paths of members whose shortened names are equal have the values of all of them. */
  private void put(String path, String value) {
    values.merge(path, value, (before, other) -> before + ", " + other);
  }

  private void readMembers(String path, int depth) {
    at++;
    if (text.charAt(at) == '}' && !path.isEmpty()) {
      put(path, "{}");
    }
    while (text.charAt(at) != '}') {
      String name = shortened(quoted());
      expect(':');
      read(path + "." + name, depth);
      separate('}');
    }
    at++;
  }

  private void readItems(String path, int depth) {
    at++;
    if (text.charAt(at) == ']') {
      put(path, "[]");
    }
    for (int item = 0; text.charAt(at) != ']'; item++) {
      read("%s[%d]".formatted(path, item), depth);
      separate(']');
    }
    at++;
  }

  /** An object or an array as it is written. */
  private String nested() {
    int start = at;
    int open = 0;
    do {
      switch (text.charAt(at)) {
        case '"' -> quoted();
        case '{', '[' -> {
          open++;
          at++;
        }
        case '}', ']' -> {
          open--;
          at++;
        }
        default -> at++;
      }
    } while (open > 0);
    return text.substring(start, at);
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
