package io.ssmenv.aws.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.core.ErrorWords;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** Compares the operator with the table of AWS's errors, from which the simulated AWS answers. */
class ErrorTableTest {

  private static final Object[] IDS =
      Stream.generate(() -> "i-0123456789abcdef0").limit(9).toArray();
  private static final Object[] NO_IDS = Stream.generate(() -> "").limit(9).toArray();

  static List<ErrorWords.Row> rows() {
    return ErrorWords.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anErrorMeansWhatTheTableSaysWithAndWithoutIds(ErrorWords.Row row) {
    assertThat(meaning(row, ErrorWords.fill(row.words(), IDS))).isEqualTo(row.meaning());
    assertThat(meaning(row, ErrorWords.fill(row.words(), NO_IDS))).isEqualTo(row.meaning());
    assertThat(row.source()).matches("\\[[DMCF]] \\S.*|\\[[DMCF]]");
  }

  @Test
  void everyCodeThatTheOperatorDistinguishesIsInTheTable() {
    Set<String> codes = rows().stream().map(ErrorWords.Row::code).collect(Collectors.toSet());

    assertThat(BranchedCodes.ofHandlers())
        .contains("DryRunOperation", "Gateway.NotAttached", "InvalidRoute.NotFound");
    assertThat(codes).containsAll(ErrorCodes.all()).containsAll(BranchedCodes.ofHandlers());
    assertThat(codes).anyMatch(code -> code.endsWith(BranchedCodes.MALFORMED));
    assertThat(ErrorCodes.endings())
        .allSatisfy(ending ->
            assertThat(codes)
                .anyMatch(code -> code.endsWith(ending) && !ErrorCodes.all().contains(code)));
  }

  @Test
  void everyPartOfAMessageThatTheOperatorDistinguishesIsInTheTable() {
    assertThat(AmbiguousCodes.messageParts())
        .allSatisfy(part -> assertThat(rows()).anyMatch(row -> row.words().contains(part)));
  }

  private static String meaning(ErrorWords.Row row, String words) {
    return ErrorClassifier.classify(
            row.action(),
            Ec2Exception.builder()
                .awsErrorDetails(
                    AwsErrorDetails.builder().errorCode(row.code()).errorMessage(words).build())
                .statusCode(row.status())
                .build())
        .getClass()
        .getSimpleName();
  }
}
