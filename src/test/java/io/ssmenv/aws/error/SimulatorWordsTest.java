package io.ssmenv.aws.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every error that the operator branches on is in the table of AWS's errors, so that its words have
 * a source and {@link ErrorTableTest} classifies them. The simulator's code words only checks of
 * parameters, which are all the same to the operator.
 */
class SimulatorWordsTest {

  private static final Path SIMULATOR = Path.of("src", "main", "java", "io", "ssmenv", "simulator");
  private static final Path TESTS = Path.of("src", "test", "java");

  /**
   * They construct the errors of the table, copies of them, and the errors that a fault injection
   * asks for.
   */
  private static final Set<String> GIVEN =
      Set.of("ErrorWords.java", "AwsError.java", "FaultJson.java");

  /** Means nothing by itself: the action or the words decide, which a test below looks at. */
  private static final String BY_ACTION_OR_WORDS = "InvalidParameterValue";

  /** Means something else only with words that no code of the simulator has, as a test checks. */
  private static final String BY_WORDS = "InvalidParameter";

  private static final Pattern CONSTRUCTION =
      Pattern.compile("new AwsError\\(\\s*([^,]+?)\\s*,", Pattern.DOTALL);
  private static final Pattern CONSTANT = Pattern.compile("\"([\\w.]+)\"");
  private static final Pattern WORDED =
      Pattern.compile("(?:new AwsError|ApiErrors\\.\\w+|\\binvalid\\w*)\\((.*?);", Pattern.DOTALL);
  private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

  @Test
  void anErrorThatTheOperatorBranchesOnIsWordedByTheTable() {
    List<String> codes = constructed(SIMULATOR).toList();

    assertThat(codes).hasSizeGreaterThan(20);
    assertThat(codes)
        .filteredOn(code -> !Set.of(BY_ACTION_OR_WORDS, BY_WORDS).contains(constant(code)))
        .filteredOn(code -> constant(code).isEmpty() || BranchedCodes.contain(constant(code)))
        .as("codes that are not constant or that the operator branches on")
        .isEmpty();
  }

  @Test
  void aTestTakesAnErrorThatTheOperatorBranchesOnFromTheTable() {
    assertThat(constructed(TESTS).map(SimulatorWordsTest::constant))
        .noneMatch(BranchedCodes::contain);
  }

  @Test
  void noWordsThatDecideAreInTheSimulatorsCode() {
    for (Path file : BranchedCodes.sources(SIMULATOR)) {
      assertThat(WORDED.matcher(BranchedCodes.read(file)).results().map(MatchResult::group))
          .as(file.toString())
          .allSatisfy(call ->
              assertThat(JOINT.matcher(call).replaceAll(""))
                  .doesNotContain(AmbiguousCodes.messageParts()));
    }
  }

  @Test
  void anActionForWhichAnInvalidParameterValueDecidesWordsItByTheTable() {
    for (Path file : BranchedCodes.sources(SIMULATOR)) {
      String source = BranchedCodes.read(file);
      if (source.contains("ApiErrors.invalid(") || source.contains(BY_ACTION_OR_WORDS)) {
        assertThat(CONSTANT.matcher(source).results().map(literal -> literal.group(1)))
            .as("actions of " + file)
            .allSatisfy(action ->
                assertThat(ErrorCodes.category(action, BY_ACTION_OR_WORDS, "", 400))
                    .as(action)
                    .isEqualTo(ErrorCategory.INVALID));
      }
    }
  }

  /** Returns how the code of each error is given that is not in the table. */
  private static Stream<String> constructed(Path root) {
    return BranchedCodes.sources(root).stream()
        .filter(file -> !GIVEN.contains(file.getFileName().toString()))
        .flatMap(file -> CONSTRUCTION.matcher(BranchedCodes.read(file)).results())
        .map(construction -> construction.group(1));
  }

  /** Returns the code of an error, or nothing if it is not constant. */
  private static String constant(String code) {
    return CONSTANT.matcher(code).results().map(literal -> literal.group(1)).findFirst().orElse("");
  }
}
