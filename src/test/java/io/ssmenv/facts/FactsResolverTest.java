package io.ssmenv.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.Image;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.FactTiming;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.VpcZones;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Pings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FactsResolverTest {

  private static final Owner OWNER = new Owner("cluster-1", "uid-1", "team-a/reports");
  private static final String UNKNOWN_IMAGE = "ami-0gone";
  private static final Duration THIRD_PAUSE = Duration.ofSeconds(20);
  private static final String ACCOUNT = "111122223333";
  private static final String KNOWN_IMAGE = OneImageSource.IMAGE;

  private final Queue<Runnable> lookups = new ArrayDeque<>();
  private final List<Owner> woken = new ArrayList<>();
  private final OneImageSource source = new OneImageSource();
  private final AtomicInteger faults = new AtomicInteger();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final FactsResolver resolver =
      new FactsResolver(
          lookups::add, () -> now, woken::add, new InternalErrors(faults::incrementAndGet));

  @Test
  void anUnknownFactIsLookedUpOnceAndItsResultTriggersAReconcile() {
    assertThat(resolve(KNOWN_IMAGE).toString())
        .contains("Looking up the availability zones, the image ami-0there and the zones of ");
    assertThat(resolve(KNOWN_IMAGE)).isInstanceOf(FactsResolution.Pending.class);
    assertThat(lookups).hasSize(1);

    runLookup();
    assertThat(woken).containsExactly(OWNER);
    assertThat(resolve(KNOWN_IMAGE)).isInstanceOf(FactsResolution.Known.class);
    assertThat(lookups).isEmpty();
  }

  @Test
  void aLookupThatEndsAfterTheEnvironmentWasForgottenLeavesNothing() {
    resolve(KNOWN_IMAGE);
    resolver.forget(OWNER);
    runLookup();

    assertThat(resolve(KNOWN_IMAGE)).isInstanceOf(FactsResolution.Pending.class);
    assertThat(lookups).as("looked up again").hasSize(1);
  }

  @Test
  void aFailedFactStaysFailedWhileItIsLookedUpAgain() {
    resolve(UNKNOWN_IMAGE);
    runLookup();
    FactsResolution failed = resolve(UNKNOWN_IMAGE);
    assertThat(failed).isInstanceOf(FactsResolution.Failed.class);
    assertThat(lookups).as("before the retry").isEmpty();

    now = now.plus(FactTiming.RETRY);
    assertThat(resolve(UNKNOWN_IMAGE)).isEqualTo(failed);
    assertThat(lookups).as("looked up again").hasSize(1);
    runLookup();
    assertThat(resolve(UNKNOWN_IMAGE)).isEqualTo(failed);

    source.images.add(UNKNOWN_IMAGE);
    now = now.plus(FactTiming.RETRY);
    resolve(UNKNOWN_IMAGE);
    runLookup();
    assertThat(resolve(UNKNOWN_IMAGE)).isInstanceOf(FactsResolution.Known.class);
  }

  @Test
  void anotherImageIsLookedUpImmediately() {
    resolve(UNKNOWN_IMAGE);
    runLookup();

    assertThat(resolve(KNOWN_IMAGE)).isInstanceOf(FactsResolution.Pending.class);
    runLookup();
    assertThat(resolve(KNOWN_IMAGE)).isInstanceOf(FactsResolution.Known.class);
  }

  @Test
  void aFaultOfTheOperatorFailsTheFactAndIsRetriedWithBackoff() {
    source.fault = Optional.of(new StackOverflowError());
    for (Duration pause : List.of(Duration.ofSeconds(5), Duration.ofSeconds(10), THIRD_PAUSE)) {
      resolve(KNOWN_IMAGE);
      runLookup();
      assertThat(resolve(KNOWN_IMAGE))
          .isEqualTo(
              new FactsResolution.Failed(
                  new CloudError.Internal(
                      "DescribeImages",
                      "StackOverflowError",
                      "this is a fault of the operator, not of AWS or the spec; its log has the"
                          + " stack trace"),
                  "the image " + KNOWN_IMAGE));

      now = now.plus(pause).minusMillis(1);
      resolve(KNOWN_IMAGE);
      assertThat(lookups).as("before %s have passed", pause).isEmpty();
      now = now.plusMillis(1);
    }
    assertThat(faults).hasValue(3);
    assertThat(woken).as("after each lookup").hasSize(3);

    source.fault = Optional.empty();
    resolve(KNOWN_IMAGE);
    runLookup();
    assertThat(resolve(KNOWN_IMAGE)).isInstanceOf(FactsResolution.Known.class);
  }

  @Test
  void whatAnotherAccountAnsweredIsNotUsed() {
    resolveIn("", KNOWN_IMAGE);
    assertThat(resolveIn(ACCOUNT, KNOWN_IMAGE)).isInstanceOf(FactsResolution.Pending.class);
    assertThat(lookups).as("one lookup at a time").hasSize(1);
    runLookup();
    assertThat(resolveIn("", KNOWN_IMAGE))
        .as("not before the account is confirmed")
        .isInstanceOf(FactsResolution.Pending.class);

    resolveIn(ACCOUNT, KNOWN_IMAGE);
    runLookup();
    assertThat(resolveIn(ACCOUNT, KNOWN_IMAGE)).isInstanceOf(FactsResolution.Known.class);
    assertThat(resolveIn("999988887777", KNOWN_IMAGE)).isInstanceOf(FactsResolution.Pending.class);
    runLookup();
    assertThat(source.accounts).containsExactly("", ACCOUNT, "999988887777");
  }

  private FactsResolution resolve(String image) {
    return resolveIn(ACCOUNT, image);
  }

  private FactsResolution resolveIn(String account, String image) {
    return resolver.resolve(
        OWNER,
        source,
        spec(image),
        Facts.NONE,
        nothingObserved(account),
        VpcZones.alone(spec(image)));
  }

  private void runLookup() {
    lookups.remove().run();
  }

  private static Observation nothingObserved(String account) {
    return new Observation(
        account, Map.of(), List.of(), Map.of(), Map.of(), Map.of(), new Pings.Known(Map.of()));
  }

  private static EnvironmentSpec spec(String image) {
    return new EnvironmentSpec(
        "eu-west-1",
        new Connectivity(Pattern.ELASTIC_IP, null),
        null,
        List.of(new InstanceGroup("app", 1, null, new Image(null, image), null)),
        null,
        null,
        null,
        null,
        null);
  }
}
