package io.ssmenv.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.ExponentialBackoff;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole table: the pause of a step after each error, for the first and later failures. */
class BackoffTest {

  /** Errors that resolve by themselves, in seconds. */
  private static final List<Integer> TRANSIENT = List.of(2, 4, 8, 16, 20, 20);

  /** Something else is in the way, for seconds. */
  private static final List<Integer> CONFLICT = List.of(4, 4, 4, 4, 8, 16, 20, 20);

  /** Like transient errors, starting with the second pause, because fewer calls help. */
  private static final List<Integer> THROTTLED = List.of(4, 8, 16, 20, 20);

  /** Errors that need a person, or more capacity in AWS. */
  private static final List<Integer> BLOCKING = List.of(5, 10, 20, 40, 80, 160, 300, 300);

  /** A fault of the operator. */
  private static final List<Integer> INTERNAL = List.of(5, 10, 20, 40, 80, 160, 320, 600, 600);

  /** The next attempt has another token, which may be dead too. */
  private static final List<Integer> STALE_TOKEN = List.of(5, 10, 20, 40, 80, 160, 300, 300);

  static Stream<Arguments> table() {
    return Stream.of(
        arguments(new CloudError.NotFound("A", "C", "m"), TRANSIENT),
        arguments(new CloudError.AlreadyExists("A", "C", "m"), TRANSIENT),
        arguments(new CloudError.Conflict("A", "C", "m"), CONFLICT),
        arguments(new CloudError.Unavailable("A", "C", "m"), TRANSIENT),
        arguments(new CloudError.Throttled("A", "C", "m"), THROTTLED),
        arguments(new CloudError.ReadDeferred("A", "C", "m"), THROTTLED),
        arguments(new CloudError.StaleClientToken("A", "C", "m"), STALE_TOKEN),
        arguments(new CloudError.Internal("A", "C", "m"), INTERNAL),
        arguments(new CloudError.ResourceFailed(new CloudError.Conflict("A", "C", "m")), BLOCKING),
        arguments(new CloudError.Denied("A", "C", "m"), BLOCKING),
        arguments(new CloudError.Protected("A", "C", "m"), BLOCKING),
        arguments(new CloudError.QuotaExceeded("A", "C", "m"), BLOCKING),
        arguments(new CloudError.NoCapacity("A", "C", "m"), BLOCKING),
        arguments(new CloudError.Invalid("A", "C", "m"), BLOCKING),
        arguments(new CloudError.ImageUnavailable("A", "C", "m"), BLOCKING),
        arguments(new CloudError.ZoneUnsupported("A", "C", "m", Set.of()), BLOCKING),
        arguments(new CloudError.RangeInUse("A", "C", "m", new TreeMap<>()), BLOCKING),
        arguments(new CloudError.Refused("A", "C", "m"), BLOCKING));
  }

  @ParameterizedTest
  @MethodSource("table")
  void eachErrorHasItsFirstPauses(CloudError error, List<Integer> seconds) {
    assertThat(
            IntStream.rangeClosed(1, seconds.size())
                .mapToObj(times -> Backoff.of(error).after(times)))
        .containsExactlyElementsOf(seconds.stream().map(Duration::ofSeconds).toList());
  }

  @ParameterizedTest
  @MethodSource("table")
  void thePauseStaysAtItsLongest(CloudError error, List<Integer> seconds) {
    Duration longest = Duration.ofSeconds(seconds.getLast());
    for (int times : List.of(20, 21, 22, 32, 33, 64, 65, 1000, Integer.MAX_VALUE - 1)) {
      assertThat(Backoff.of(error).after(times)).as("%d times", times).isEqualTo(longest);
    }
  }

  @Test
  void theTableHasEachError() {
    assertThat(table().<Class<?>>map(row -> row.get()[0].getClass()))
        .containsExactlyInAnyOrder(CloudError.class.getPermittedSubclasses());
  }

  @Test
  void aPauseOfZeroCannotBeMade() {
    Duration second = Duration.ofSeconds(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExponentialBackoff(Duration.ZERO, second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExponentialBackoff(second.negated(), second));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExponentialBackoff(second, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExponentialBackoff(second, second, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExponentialBackoff(second, second).after(0));
  }
}
