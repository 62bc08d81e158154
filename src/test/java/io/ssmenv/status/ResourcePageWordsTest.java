package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code docs/resource.md} explains each condition, each reason and each event, and no other. */
class ResourcePageWordsTest {

  private static final Pattern CODE = Pattern.compile("`([A-Za-z]+)`");

  private String page;

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("docs", "resource.md"));
  }

  @Test
  void theConditionsAreThoseOfTheEnumInTheSameOrder() {
    assertThat(firstColumn("## Conditions", "The reasons"))
        .containsExactlyElementsOf(
            Stream.of(ConditionType.values()).map(ConditionType::wire).toList());
  }

  @Test
  void theReasonsOfConditionsAreThoseOfTheEnum() {
    assertThat(firstColumn("The reasons", "## Events"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ConditionReason.values()).map(ConditionReason::wire).toList());
  }

  @Test
  void theReasonsOfEventsAreThoseOfTheEnum() {
    assertThat(firstColumn("## Events", "\u0000"))
        .filteredOn(reason -> !reason.equals("Stalled"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(EventReason.values()).map(EventReason::wire).toList());
  }

  @Test
  void theNamesOfReasonsAreUnique() {
    assertThat(Stream.of(ConditionReason.values()).map(ConditionReason::wire))
        .doesNotHaveDuplicates();
    assertThat(Stream.of(EventReason.values()).map(EventReason::wire)).doesNotHaveDuplicates();
  }

  /** The code words in the first columns of the tables between two texts. */
  private List<String> firstColumn(String from, String to) {
    int begin = page.indexOf(from);
    assertThat(begin).as(from).isNotNegative();
    int end = page.indexOf(to, begin);
    return page.substring(begin, end < 0 ? page.length() : end)
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split("\\|", -1)[1])
        .flatMap(cell -> CODE.matcher(cell).results().map(found -> found.group(1)))
        .toList();
  }
}
