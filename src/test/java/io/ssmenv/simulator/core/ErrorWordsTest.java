package io.ssmenv.simulator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorWordsTest {

  private static final Path SOURCES = Path.of("src", "main", "java", "io", "ssmenv", "simulator");
  private static final Pattern NAME =
      Pattern.compile("ErrorWords\\.(?:error\\(|oneOf\\([^\"]*)\\s*\"([^\"]+)\"");

  @Test
  void thePlaceholdersAreFilledInOrder() {
    assertThat(ErrorWords.fill("{a} and {b} of {a}", "one", "two")).isEqualTo("one and two of one");
  }

  @Test
  void theSeedSelectsWordsWithAndWithoutTheToken() {
    Set<String> messages =
        IntStream.range(0, 50)
            .mapToObj(seed ->
                ErrorWords.oneOf(
                    new SeededRandom(seed, Durations.SEEDED), "idempotent-parameter-mismatch", "t"))
            .map(AwsError::message)
            .collect(Collectors.toSet());

    assertThat(messages)
        .containsExactlyInAnyOrder(
            "Arguments on this idempotent request are inconsistent with arguments used in previous"
                + " request(s).",
            "Wrong arguments for request with token t");
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ErrorWords.error("nothing"));
  }

  @Test
  void everyNameThatTheSimulatorAnswersWithIsInTheTable() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        NAME.matcher(Files.readString(file)).results().forEach(use -> used.add(use.group(1)));
      }
    }
    Set<String> known =
        ErrorWords.rows().stream().map(ErrorWords.Row::name).collect(Collectors.toSet());

    assertThat(used).hasSizeGreaterThan(50);
    assertThat(known).containsAll(used);
  }
}
