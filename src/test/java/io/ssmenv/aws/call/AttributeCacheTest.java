package io.ssmenv.aws.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class AttributeCacheTest {

  private final AttributeCache<String> readings = new AttributeCache<>();
  private final Map<String, String> aws = new HashMap<>(Map.of("a", "1", "b", "1", "c", "1"));
  private final List<String> asked = new ArrayList<>();

  private String ask(String id) {
    asked.add(id);
    return aws.get(id);
  }

  @Test
  void newOnesAreAskedForAllAtOnceAndThenOneInEachListing() {
    assertThat(readings.of("eu", List.of("a", "b", "c"), this::ask)).isEqualTo(aws);
    assertThat(asked).containsExactly("a", "b", "c");

    asked.clear();
    for (int listing = 0; listing < 4; listing++) {
      readings.of("eu", List.of("a", "b", "c"), this::ask);
    }
    assertThat(asked).containsExactly("a", "b", "c", "a");
  }

  @Test
  void aChangeBehindOurBackIsSeenWhenItsTurnComes() {
    readings.of("eu", List.of("a", "b"), this::ask);
    aws.put("b", "2");

    assertThat(readings.of("eu", List.of("a", "b"), this::ask)).containsEntry("b", "1");
    assertThat(readings.of("eu", List.of("a", "b"), this::ask)).containsEntry("b", "2");
  }

  @Test
  void whatWasWrittenIsKnownAtOnceAndNotOverwrittenByAnEarlierQuestion() {
    readings.put("eu", "a", "1");

    assertThat(
            readings.of(
                "eu",
                List.of("a"),
                id -> {
                  readings.put("eu", "a", "written");
                  return "stale";
                }))
        .containsEntry("a", "written");

    readings.change("eu", "a"::equals, before -> before + " again");
    aws.put("a", "written again");
    assertThat(readings.of("eu", List.of("a"), this::ask)).containsEntry("a", "written again");
  }

  @Test
  void whatIsNotListedAnyMoreIsForgottenInItsScopeOnly() {
    readings.of("eu", List.of("a"), this::ask);
    readings.of("us", List.of("b"), this::ask);
    readings.of("eu", List.of(), this::ask);
    asked.clear();

    readings.of("eu", List.of("a"), this::ask);
    assertThat(asked).containsExactly("a");
    asked.clear();
    readings.change("us", "b"::equals, before -> "changed");
    assertThat(readings.of("us", List.of("b"), id -> "changed")).containsEntry("b", "changed");
  }

  @Test
  void aNewOneThatCanNotBeReadFailsTheListing() {
    assertThatThrownBy(() ->
            readings.of(
                "eu",
                List.of("a"),
                id -> {
                  throw new IllegalStateException("no answer");
                }))
        .hasMessage("no answer");
  }

  @Test
  void aNewOneThatIsGoneMeanwhileIsLeftOut() {
    AwsServiceException gone =
        AwsServiceException.builder()
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("NoSuchEntity").build())
            .build();

    assertThat(
            readings.of(
                "eu",
                List.of("a", "b"),
                id -> {
                  if (id.equals("a")) {
                    throw gone;
                  }
                  return "1";
                }))
        .containsOnlyKeys("b");
  }
}
