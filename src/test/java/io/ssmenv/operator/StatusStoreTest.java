package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.IncarnationStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.status.StatusEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusStoreTest {

  private static final Duration HALF = Duration.ofSeconds(1);

  private Instant now = Instant.parse("2026-11-28T10:00:00Z");
  private final List<EnvironmentStatus> written = new ArrayList<>();
  private final List<String> published = new ArrayList<>();
  private final SsmManagedEnvironment environment = new SsmManagedEnvironment();
  private final StatusStore store =
      new StatusStore(
          () -> now, (_, events) -> events.forEach(event -> published.add(event.message())));

  @BeforeEach
  void create() {
    environment.setMetadata(
        new ObjectMetaBuilder().withName("one").withNamespace("team-a").withUid("uid-1").build());
  }

  @Test
  void theFirstStatusIsWrittenAtOnce() {
    assertThat(store(building(1))).isEmpty();
    assertThat(written).containsExactly(building(1));
  }

  @Test
  void progressIsWrittenAtMostOnceInTwoSecondsAndTheLastOfItAlways() {
    store(building(1));
    now = now.plus(HALF);
    assertThat(store(building(2))).contains(HALF);
    assertThat(store(building(3))).contains(HALF);
    assertThat(written).containsExactly(building(1));

    now = now.plus(HALF);
    assertThat(store(building(3))).isEmpty();
    assertThat(written).containsExactly(building(1), building(3));
  }

  @Test
  void nothingIsWrittenWhenTheStatusSaysNothingNew() {
    store(building(1));
    now = now.plusSeconds(10);
    assertThat(store(building(1))).isEmpty();
    assertThat(written).hasSize(1);
  }

  @Test
  void whatWasHeldBackAndIsAsBeforeAgainIsNotWritten() {
    store(building(1));
    assertThat(store(building(2))).isPresent();
    assertThat(store(building(1))).isEmpty();
    assertThat(written).hasSize(1);
  }

  @Test
  void theNextReconcileStartsFromWhatIsStored() {
    store(building(1));
    store(building(2));
    assertThat(store.status(environment)).isEqualTo(building(1));
  }

  @Test
  void eventsArePublishedWithTheStatusThatHasThem() {
    store(building(1), "created");
    store(building(2), "held");
    assertThat(published).containsExactly("created");
    now = now.plusSeconds(2);
    store(building(2), "written");
    assertThat(published).containsExactly("created", "written");
  }

  @Test
  void aConditionThatBecomesTrueIsWrittenAtOnce() {
    store(building(1));
    assertThat(store(status(1, Condition.Status.TRUE, null, List.of(), "1"))).isEmpty();
    assertThat(written).hasSize(2);
  }

  @Test
  void whatHappensToAReadyEnvironmentIsWrittenAtOnce() {
    store(status(1, Condition.Status.TRUE, null, List.of(), "1"));
    assertThat(store(status(2, Condition.Status.TRUE, null, List.of(), "1"))).isEmpty();
    assertThat(written).hasSize(2);
  }

  @Test
  void whatTheEngineMustFindStoredIsWrittenAtOnce() {
    store(building(1));
    assertThat(store(status(1, Condition.Status.FALSE, "i-1", List.of(), "1"))).isEmpty();
    List<IncarnationStatus> ended = List.of(new IncarnationStatus("vpc", 1));
    assertThat(store(status(1, Condition.Status.FALSE, "i-1", ended, "1"))).isEmpty();
    assertThat(store(status(1, Condition.Status.FALSE, "i-1", ended, "2"))).isEmpty();
    assertThat(written).hasSize(4);
  }

  @Test
  void anotherObjectOfTheSameNameDoesNotWait() {
    store(building(1));
    store.forget("uid-1");
    environment.getMetadata().setUid("uid-2");
    environment.setStatus(null);
    assertThat(store(building(2))).isEmpty();
  }

  private Optional<Duration> store(EnvironmentStatus status, String... events) {
    return store.store(
        environment,
        status,
        List.of(events).stream()
            .map(message ->
                new StatusEvent(
                    StatusEvent.Type.NORMAL, "Online", "Observe", message, Optional.empty()))
            .toList(),
        (_, next) -> {
          written.add(next);
          environment.setStatus(next);
        });
  }

  private static EnvironmentStatus building(int resources) {
    return status(resources, Condition.Status.FALSE, null, List.of(), "1");
  }

  private static EnvironmentStatus status(
      int resources,
      Condition.Status ready,
      @Nullable String instance,
      List<IncarnationStatus> incarnations,
      String account) {
    return new EnvironmentStatus(
        1L,
        null,
        account,
        null,
        null,
        List.of(new Condition("Ready", ready, 1L, null, "Progressing", resources + " resources")),
        null,
        null,
        null,
        null,
        null,
        List.of(
            new InstanceStatus(
                "app-0", instance, null, null, null, null, null, null, null, null, null, null,
                null)),
        IntStream.range(0, resources)
            .mapToObj(number -> new ResourceStatus("subnet/" + number, "subnet-" + number, null))
            .toList(),
        null,
        List.of(),
        null,
        incarnations,
        null,
        null);
  }
}
