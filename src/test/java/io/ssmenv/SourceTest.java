package io.ssmenv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for source files that no compiler checks. */
class SourceTest {

  private static final long MAX_LINES = 250;

  @Test
  void noFileIsTooLong() throws IOException {
    Map<Path, Long> tooLong = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          long count = lines.count();
          if (count > MAX_LINES) {
            tooLong.put(file, count);
          }
        }
      }
    }
    assertThat(tooLong).as("files with more than %d lines", MAX_LINES).isEmpty();
  }
}
