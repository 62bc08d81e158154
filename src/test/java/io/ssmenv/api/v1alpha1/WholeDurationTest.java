package io.ssmenv.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeDurationTest {

  @ParameterizedTest
  @CsvSource({
    "5s, 5",
    "90s, 90",
    "1m, 60",
    "1m30s, 90",
    "1h, 3600",
    "1h30m, 5400",
    "1h5s, 3605",
    "1h30m5s, 5405",
    "007s, 7",
    "999999h, 3599996400",
  })
  void readsHoursMinutesAndSeconds(String text, long seconds) {
    assertThat(WholeDuration.parse(text)).hasSeconds(seconds);
    assertThat(text).as("the schema accepts it too").matches(WholeDuration.SYNTAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "s",
        "1.5h",
        "500ms",
        "-5s",
        "5 s",
        "30s1m",
        "1d",
        "5S",
        "1m\n",
        "1000000s"
      })
  void rejectsEverythingElseAndQuotesIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WholeDuration.parse(text))
        .withMessage(
            "\"%s\" is not a duration in hours, minutes and seconds, such as 1m or 1h30m", text);
    assertThat(text)
        .as("the schema rejects it too")
        .doesNotMatch("\\A(?:" + WholeDuration.SYNTAX + ")\\z");
  }
}
