package io.ssmenv.aws.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.call.AttributeCache.Attributes;
import io.ssmenv.cloud.CloudException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class AttributeCacheTest {

  private final AttributeCache<String> cache = new AttributeCache<>("GetDocument", _ -> 1);
  private final Map<String, String> aws = new HashMap<>(Map.of("a", "1", "b", "1", "c", "1"));
  private final List<String> reads = new ArrayList<>();

  private Map<String, String> of(String scope, List<String> ids, Function<String, String> read) {
    return cache.of(scope, ids, () -> true, read).read();
  }

  private String read(String id) {
    reads.add(id);
    return aws.get(id);
  }

  @Test
  void newEntriesAreReadTogetherAndThenOneInEachListing() {
    assertThat(of("eu", List.of("a", "b", "c"), this::read)).isEqualTo(aws);
    assertThat(reads).containsExactly("a", "b", "c");

    reads.clear();
    for (int listing = 0; listing < 4; listing++) {
      of("eu", List.of("a", "b", "c"), this::read);
    }
    assertThat(reads).containsExactly("a", "b", "c", "a");
  }

  @Test
  void anOutOfBandChangeIsSeenWhenTheEntryIsReadAgain() {
    of("eu", List.of("a", "b"), this::read);
    aws.put("b", "2");

    assertThat(of("eu", List.of("a", "b"), this::read)).containsEntry("b", "1");
    assertThat(of("eu", List.of("a", "b"), this::read)).containsEntry("b", "2");
  }

  @Test
  void afterAWriteTheEntryIsReadInEachListingUntilItIsAsWritten() {
    of("eu", List.of("a", "b", "c"), this::read);
    cache.written("eu", "c", "written"::equals);
    reads.clear();

    assertThat(of("eu", List.of("a", "b", "c"), this::read)).containsEntry("c", "1");
    aws.put("c", "written");
    assertThat(of("eu", List.of("a", "b", "c"), this::read)).containsEntry("c", "written");
    assertThat(reads).containsExactly("c", "a", "c", "b");

    reads.clear();
    of("eu", List.of("a", "b", "c"), this::read);
    of("eu", List.of("a", "b", "c"), this::read);
    assertThat(reads).containsExactly("c", "a");
  }

  @Test
  void aWriteToAnEntryThatIsNotListedYetIsNotForgotten() {
    of("eu", List.of("a"), this::read);
    cache.written("eu", "b", "written"::equals);
    of("eu", List.of("a"), this::read);
    of("eu", List.of("a", "b"), this::read);
    aws.put("b", "written");

    of("eu", List.of("a", "b"), this::read);
    assertThat(of("eu", List.of("a", "b"), this::read)).containsEntry("b", "written");
  }

  @Test
  void whatTheBudgetHasNoRoomForIsReadLaterAndWhatWasWrittenComesFirst() {
    AtomicInteger room = new AtomicInteger(2);
    BooleanSupplier mayRead = () -> room.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    List<String> all = List.of("a", "b", "c");

    assertThat(cache.of("eu", all, mayRead, this::read))
        .isEqualTo(new Attributes<>(Map.of("a", "1", "b", "1"), Set.of("c")));
    assertThat(cache.of("eu", all, mayRead, this::read).unread()).containsExactly("c");
    cache.written("eu", "b", "written"::equals);
    aws.put("b", "written");
    room.set(1);
    assertThat(cache.of("eu", all, mayRead, this::read))
        .isEqualTo(new Attributes<>(Map.of("a", "1", "b", "written"), Set.of("c")));
    room.set(1);
    assertThat(cache.of("eu", all, mayRead, this::read).unread()).isEmpty();
    assertThat(reads).containsExactly("a", "b", "b", "c");
  }

  @Test
  void whatOthersKeepChangingLeavesRoomForAllOthers() {
    List<String> all = List.of("a", "b", "c");
    of("eu", all, this::read);
    cache.written("eu", "a", "written"::equals);
    cache.written("eu", "b", "written"::equals);
    reads.clear();
    for (int listing = 0; listing < 4; listing++) {
      cache.of("eu", List.of("a", "b", "c", "new"), onlyOne(), this::readOrNew);
    }
    assertThat(reads).containsExactly("a", "new", "b", "c");

    reads.clear();
    for (int listing = 0; listing < 4; listing++) {
      cache.of("eu", List.of("a", "b", "c", "new"), onlyOne(), this::readOrNew);
    }
    assertThat(reads).containsExactly("a", "new", "b", "c");
  }

  @Test
  void whatIsNewAgainAndAgainComesAfterWhatWasUnreadBefore() {
    for (int version = 1; version <= 4; version++) {
      cache.of("eu", List.of("a/" + version, "b", "c"), onlyOne(), this::readOrNew);
    }
    assertThat(reads).containsExactly("a/1", "b", "c", "a/4");
  }

  private static BooleanSupplier onlyOne() {
    AtomicInteger room = new AtomicInteger(1);
    return () -> room.getAndDecrement() > 0;
  }

  private String readOrNew(String id) {
    reads.add(id);
    return aws.getOrDefault(id, "1");
  }

  @Test
  void allEntriesAreRefreshedInTurnAsTheBudgetAllows() {
    AttributeCache<String> eager = AttributeCache.refreshingAll("GetRole");
    AtomicInteger room = new AtomicInteger(3);
    BooleanSupplier mayRead = () -> room.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    List<String> all = List.of("a", "b", "c");
    for (int left : List.of(3, 2, 2)) {
      room.set(left);
      eager.of("eu", all, mayRead, this::read);
    }
    assertThat(reads).containsExactly("a", "b", "c", "a", "b", "c", "a");

    reads.clear();
    eager.written("eu", "c", "written"::equals);
    room.set(2);
    eager.of("eu", all, mayRead, this::read);
    assertThat(reads).containsExactly("c", "b");
  }

  @Test
  void anUnlistedEntryIsRemovedFromItsScopeOnly() {
    of("eu", List.of("a"), this::read);
    of("us", List.of("b"), this::read);
    of("eu", List.of(), this::read);
    reads.clear();

    of("eu", List.of("a"), this::read);
    assertThat(reads).containsExactly("a");
    reads.clear();
    cache.written("us", "b"::startsWith, "changed"::equals);
    assertThat(of("us", List.of("b"), id -> "changed")).containsEntry("b", "changed");
  }

  @Test
  void aNewEntryThatCannotBeReadFailsTheListing() {
    assertThatThrownBy(() ->
            of(
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
            of(
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

  @Test
  void aDeniedReadIsNamedByItsOwnAction() {
    AwsServiceException denied =
        AwsServiceException.builder()
            .statusCode(400)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
            .build();
    assertThatThrownBy(() ->
            of(
                "eu",
                List.of("a"),
                _ -> {
                  throw denied;
                }))
        .isInstanceOf(CloudException.class)
        .hasMessageContaining("GetDocument: AccessDeniedException");
  }

  @Test
  void aValueReadBeforeTheWriteDoesNotConfirmIt() {
    AttributeCache<String> cache = new AttributeCache<>("GetDocument", _ -> 1);
    List<String> reads = new ArrayList<>();
    cache.of("r", List.of("a", "b"), () -> true, id -> "on");
    cache.written("r", "a", "on"::equals);
    cache.of("r", List.of("a", "b"), () -> false, id -> "on");

    cache.of(
        "r",
        List.of("a", "b"),
        () -> true,
        id -> {
          reads.add(id);
          return "off";
        });
    assertThat(reads).first().isEqualTo("a");
  }
}
