package io.ssmenv.simulator.ssm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A word of a shell line. Its variables are expanded when the line runs. */
record ShellWord(List<Part> parts) {

  /** What a word consists of. */
  private sealed interface Part {
    record Literal(String text) implements Part {}

    /** {@code $NAME}, or {@code $?}. */
    record Variable(String name) implements Part {}

    /** {@code ${NAME:+TEXT}}: the text if the variable is not empty. */
    record IfSet(String name, String text) implements Part {}

    /** {@code ${NAME%%[!CHARACTERS]*}}: the value up to its first other character. */
    record Leading(String name, String characters) implements Part {}
  }

  /** What a word may contain outside of quotes. */
  private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+=,*-]+");

  private static final Pattern SINGLE_QUOTED = Pattern.compile("'([^']*)'");
  private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"([^\"`\\\\]*)\"");
  private static final Pattern EXPANSION =
      Pattern.compile(
          "\\$(?:(\\?|[A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?::\\+(\\w+)|%%\\[!([0-9A-Za-z.-]+)]\\*)})");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** Splits a line; empty if it has anything that is not supported. */
  static Optional<List<ShellWord>> split(String line) {
    List<ShellWord> words = new ArrayList<>();
    List<Part> word = new ArrayList<>();
    Matcher at = PLAIN.matcher(line);
    while (at.regionStart() < line.length()) {
      if (at.usePattern(SPACE).lookingAt()) {
        words.add(new ShellWord(List.copyOf(word)));
        word.clear();
      } else if (at.usePattern(SINGLE_QUOTED).lookingAt()) {
        word.add(new Part.Literal(at.group(1)));
      } else if (at.usePattern(DOUBLE_QUOTED).lookingAt()) {
        Optional<List<Part>> quoted = expansions(at.group(1));
        if (quoted.isEmpty()) {
          return Optional.empty();
        }
        word.addAll(quoted.get());
      } else if (at.usePattern(PLAIN).lookingAt()) {
        word.add(new Part.Literal(at.group()));
      } else {
        return Optional.empty();
      }
      at.region(at.end(), line.length());
    }
    words.add(new ShellWord(List.copyOf(word)));
    return Optional.of(List.copyOf(words));
  }

  private static Optional<List<Part>> expansions(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher found = EXPANSION.matcher(text);
    int from = 0;
    while (found.find()) {
      parts.add(new Part.Literal(text.substring(from, found.start())));
      parts.add(expansion(found));
      from = found.end();
    }
    parts.add(new Part.Literal(text.substring(from)));
    return parts.stream()
            .anyMatch(part -> part instanceof Part.Literal(String rest) && rest.contains("$"))
        ? Optional.empty()
        : Optional.of(parts);
  }

  private static Part expansion(Matcher found) {
    if (found.group(1) != null) {
      return new Part.Variable(found.group(1));
    }
    return found.group(3) == null
        ? new Part.Leading(found.group(2), found.group(4))
        : new Part.IfSet(found.group(2), found.group(3));
  }

  /** Returns the text of a word without variables; empty if it has any. */
  Optional<String> literal() {
    return parts.stream().allMatch(Part.Literal.class::isInstance)
        ? Optional.of(expand(new ShellState()))
        : Optional.empty();
  }

  /** Returns the variables that have to be assigned before. */
  List<String> variables() {
    return parts.stream()
        .flatMap(part ->
            switch (part) {
              case Part.Variable(String name) -> Stream.of(name);
              case Part.Leading(String name, String _) -> Stream.of(name);
              case Part.Literal _, Part.IfSet _ -> Stream.empty();
            })
        .filter(name -> !name.equals("?"))
        .toList();
  }

  /** Returns the text of the word. */
  String expand(ShellState state) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(
          switch (part) {
            case Part.Literal(String literal) -> literal;
            case Part.Variable(String name) -> state.value(name);
            case Part.IfSet(String name, String then) -> state.value(name).isEmpty() ? "" : then;
            case Part.Leading(String name, String characters) ->
                state.value(name).replaceFirst("(?s)[^" + characters + "].*", "");
          });
    }
    return text.toString();
  }
}
