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

  private final AttributeCache<String> cache = new AttributeCache<>();
  private final Map<String, String> aws = new HashMap<>(Map.of("a", "1", "b", "1", "c", "1"));
  private final List<String> reads = new ArrayList<>();

  private String read(String id) {
    reads.add(id);
    return aws.get(id);
  }

  @Test
  void newEntriesAreReadTogetherAndThenOneInEachListing() {
    assertThat(cache.of("eu", List.of("a", "b", "c"), this::read)).isEqualTo(aws);
    assertThat(reads).containsExactly("a", "b", "c");

    reads.clear();
    for (int listing = 0; listing < 4; listing++) {
      cache.of("eu", List.of("a", "b", "c"), this::read);
    }
    assertThat(reads).containsExactly("a", "b", "c", "a");
  }

  @Test
  void anOutOfBandChangeIsSeenWhenTheEntryIsReadAgain() {
    cache.of("eu", List.of("a", "b"), this::read);
    aws.put("b", "2");

    assertThat(cache.of("eu", List.of("a", "b"), this::read)).containsEntry("b", "1");
    assertThat(cache.of("eu", List.of("a", "b"), this::read)).containsEntry("b", "2");
  }

  @Test
  void afterAWriteTheEntryIsReadInEachListingUntilItIsAsWritten() {
    cache.of("eu", List.of("a", "b", "c"), this::read);
    cache.written("eu", "c", "written"::equals);
    reads.clear();

    assertThat(cache.of("eu", List.of("a", "b", "c"), this::read)).containsEntry("c", "1");
    aws.put("c", "written");
    assertThat(cache.of("eu", List.of("a", "b", "c"), this::read)).containsEntry("c", "written");
    assertThat(reads).containsExactly("a", "c", "b", "c");

    reads.clear();
    cache.of("eu", List.of("a", "b", "c"), this::read);
    cache.of("eu", List.of("a", "b", "c"), this::read);
    assertThat(reads).containsExactly("c", "a");
  }

  @Test
  void aWriteToAnEntryThatIsNotListedYetIsNotForgotten() {
    cache.of("eu", List.of("a"), this::read);
    cache.written("eu", "b", "written"::equals);
    cache.of("eu", List.of("a"), this::read);
    cache.of("eu", List.of("a", "b"), this::read);
    aws.put("b", "written");

    cache.of("eu", List.of("a", "b"), this::read);
    assertThat(cache.of("eu", List.of("a", "b"), this::read)).containsEntry("b", "written");
  }

  @Test
  void anUnlistedEntryIsRemovedFromItsScopeOnly() {
    cache.of("eu", List.of("a"), this::read);
    cache.of("us", List.of("b"), this::read);
    cache.of("eu", List.of(), this::read);
    reads.clear();

    cache.of("eu", List.of("a"), this::read);
    assertThat(reads).containsExactly("a");
    reads.clear();
    cache.written("us", "b"::startsWith, "changed"::equals);
    assertThat(cache.of("us", List.of("b"), id -> "changed")).containsEntry("b", "changed");
  }

  @Test
  void aNewEntryThatCannotBeReadFailsTheListing() {
    assertThatThrownBy(() ->
            cache.of(
                "eu",
                List.of("a"),
                id -> {
                  throw new IllegalStateException("no answer");
                }))
        .hasMessage("no answer");
  }

  @Test
  void aNewEntryThatNoLongerExistsIsOmitted() {
    AwsServiceException notFound =
        AwsServiceException.builder()
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("NoSuchEntity").build())
            .build();

    assertThat(
            cache.of(
                "eu",
                List.of("a", "b"),
                id -> {
                  if (id.equals("a")) {
                    throw notFound;
                  }
                  return "1";
                }))
        .containsOnlyKeys("b");
  }
}
