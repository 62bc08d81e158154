package io.ssmenv.aws.error;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The error codes that decide what the operator does, from {@link ErrorCodes} and the handlers. */
final class BranchedCodes {

  /** The ending by which {@link ErrorClassifier#isMalformed} tells an id that cannot exist. */
  static final String MALFORMED = "Malformed";

  private static final Path HANDLERS = Path.of("src", "main", "java", "io", "ssmenv", "aws");
  private static final Pattern COMPARISON =
      Pattern.compile("(?:isCode\\(\\s*\\w+,|linkDeleted\\()([^)]*)\\)");
  private static final Pattern LITERAL = Pattern.compile("\"([^\"]+)\"");

  private BranchedCodes() {}

  /** Returns whether the operator does something else for this code than for an unknown one. */
  static boolean contain(String code) {
    return ErrorCodes.all().contains(code)
        || ofHandlers().contains(code)
        || code.endsWith(MALFORMED)
        || ErrorCodes.endings().stream().anyMatch(code::endsWith);
  }

  /** Returns the codes that the handlers compare with. */
  static Set<String> ofHandlers() {
    Set<String> codes = new TreeSet<>();
    for (Path file : sources(HANDLERS)) {
      COMPARISON
          .matcher(read(file))
          .results()
          .flatMap(call -> LITERAL.matcher(call.group(1)).results())
          .map((MatchResult literal) -> literal.group(1))
          .forEach(codes::add);
    }
    return codes;
  }

  static List<Path> sources(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
