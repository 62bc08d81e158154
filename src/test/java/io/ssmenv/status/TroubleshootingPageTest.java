package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.plan.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/troubleshooting.md} has an entry for every reason of a condition or an event, and its
 * quotations match the messages in the code.
 */
class TroubleshootingPageTest {

  private static final Path SOURCES = Path.of("src", "main", "java", "io", "ssmenv");

  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern STRING_CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");

  /** Shorter code spans are names or values, not quoted messages. */
  private static final int MIN_QUOTED_WORDS = 4;

  private String page;

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("docs", "troubleshooting.md"));
  }

  @Test
  void everyReasonOfAConditionOrAnEventIsOnThePage() {
    assertThat(codes().toList())
        .containsAll(Stream.of(ConditionReason.values()).map(ConditionReason::wire).toList())
        .containsAll(Stream.of(EventReason.values()).map(EventReason::wire).toList());
  }

  @Test
  void everyConditionAndEveryReasonOfAStepIsOnThePage() {
    assertThat(codes().toList())
        .containsAll(Stream.of(ConditionType.values()).map(ConditionType::wire).toList());
    assertThat(Stream.of(Reason.Code.values()))
        .allSatisfy(code -> assertThat(page).contains("(" + code + ")"));
  }

  @Test
  void everyQuotedMessageIsInTheCode() {
    String code = STRING_CONCATENATION.matcher(sources("")).replaceAll("");
    Set<String> quoted =
        codes()
            .filter(span -> span.split(" ", -1).length >= MIN_QUOTED_WORDS)
            .filter(span -> !span.startsWith("kubectl ") && !span.startsWith("aws "))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(quoted).hasSizeGreaterThan(20);
    assertThat(quoted)
        .allSatisfy(span ->
            assertThat(span.split("…", -1))
                .allSatisfy(part -> assertThat(code.contains(part)).as(part).isTrue()));
  }

  private Stream<String> codes() {
    return CODE.matcher(page).results().map(found -> found.group(1));
  }

  private static String sources(String folder) {
    try (Stream<Path> files = Files.walk(SOURCES.resolve(folder))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
