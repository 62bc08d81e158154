package io.ssmenv.status;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The words of conditions and events in {@code docs/resource.md} are those of the code: every one
 * that is written there as a literal, and no other.
 */
class ResourcePageWordsTest {

  private static final java.util.regex.Pattern IN_CODE =
      java.util.regex.Pattern.compile("\"([A-Z][a-z]+(?:[A-Z][a-z]+)*)\"");
  private static final java.util.regex.Pattern IN_TEXT =
      java.util.regex.Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)*)`");

  private String page;

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("docs", "resource.md"));
  }

  @Test
  void theConditionsAreThoseOfTheCodeInTheirOrder() {
    assertThat(
            rows("## Conditions", "The reasons").map(row -> words(row).findFirst().orElseThrow()))
        .containsExactlyElementsOf(
            Stream.of(ConditionType.values()).map(ConditionType::wire).toList());
  }

  @Test
  void everyWordOfTheCodeIsExplainedAndNoOther() throws IOException {
    Set<String> explained =
        Stream.concat(
                rows("The reasons", "## Events").map(row -> row.split("\\|", -1)[1]),
                rows("## Events", "\u0000").map(row -> row.substring(0, row.lastIndexOf("| "))))
            .flatMap(ResourcePageWordsTest::words)
            .collect(toCollection(TreeSet::new));
    Stream.of(ConditionType.values()).map(ConditionType::wire).forEach(explained::add);
    assertThat(explained).containsExactlyElementsOf(wordsOfTheCode());
  }

  /** The rows of the tables between two texts, without those of their heads. */
  private Stream<String> rows(String from, String to) {
    int begin = page.indexOf(from);
    assertThat(begin).as(from).isNotNegative();
    int end = page.indexOf(to, begin);
    return page.substring(begin, end < 0 ? page.length() : end)
        .lines()
        .filter(line -> line.startsWith("| "))
        .filter(line -> line.contains("`"));
  }

  private static Stream<String> words(String text) {
    return IN_TEXT.matcher(text).results().map(found -> found.group(1));
  }

  /** But for those that are values of fields: the patterns and the ping statuses. */
  private static Set<String> wordsOfTheCode() throws IOException {
    Set<String> words = new TreeSet<>();
    for (String source : List.of("status", "engine")) {
      try (Stream<Path> files = Files.list(Path.of("src/main/java/io/ssmenv", source))) {
        for (Path file : files.sorted().toList()) {
          IN_CODE
              .matcher(Files.readString(file))
              .results()
              .map(MatchResult::group)
              .map(literal -> literal.substring(1, literal.length() - 1))
              .forEach(words::add);
        }
      }
    }
    Stream.of(Pattern.values()).map(Messages::name).forEach(words::remove);
    words.removeAll(List.of(InstanceStatuses.NOT_REGISTERED, InstanceStatuses.UNKNOWN));
    return words;
  }
}
