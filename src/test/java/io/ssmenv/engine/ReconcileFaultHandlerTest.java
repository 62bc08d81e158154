package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.cloud.Owner;
import io.ssmenv.status.StatusEvent;
import io.ssmenv.testing.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault of the operator in a reconcile, for example in the planner. */
class ReconcileFaultHandlerTest {

  private final AtomicInteger faultCount = new AtomicInteger();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Duration jump = Duration.ZERO;
  private final ReconcileFaultHandler faults =
      new ReconcileFaultHandler(
          new InternalErrors(faultCount::incrementAndGet),
          new OperatorClock(() -> now.plus(jump), () -> now));
  private long generation = 1;
  private boolean deleting;
  private EnvironmentStatus status = EnvironmentStatus.none();

  @Test
  void aJumpOfTheClockDoesNotMakeThePauseLonger() {
    reconcile("one", new IllegalStateException("a fault"));
    jump = Duration.ofHours(-12);
    ReconcileResult waiting = reconcile("one", new IllegalStateException("not reached"));
    assertThat(Duration.between(now.plus(jump), waiting.requeueAt().orElseThrow()))
        .isEqualTo(Duration.ofSeconds(5));

    now = now.plusSeconds(5);
    reconcile("one", new IllegalStateException("reached"));
    assertThat(faultCount).hasValue(2);
  }

  private ReconcileRequest request(String name) {
    EnvironmentSpec spec =
        new EnvironmentSpec(
            "eu-west-1",
            new Connectivity(Pattern.ELASTIC_IP, null),
            null,
            List.of(new InstanceGroup("app", 1, null, null, null)),
            null,
            null,
            null,
            null,
            null);
    return new ReconcileRequest(
        new Owner("c", "uid-" + name, "team-a/" + name),
        name,
        generation,
        spec,
        status,
        deleting,
        true,
        false,
        now.plus(jump),
        VpcPeers.NONE);
  }

  private ReconcileResult reconcile(String name, Throwable fault) {
    return faults.reconcile(
        request(name),
        request -> {
          throw unchecked(fault);
        });
  }

  private static RuntimeException unchecked(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    return (RuntimeException) fault;
  }

  private static ReconcileResult success(ReconcileRequest request) {
    return new ReconcileResult(request.status(), List.of(), false, false, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(classes = {NullPointerException.class, StackOverflowError.class})
  void aFaultIsInTheStatusAnEventTheMetricAndOnceInTheLog(Class<? extends Throwable> type)
      throws ReflectiveOperationException {
    Throwable fault = type.getConstructor(String.class).newInstance("planted");
    try (CapturedLog log = CapturedLog.of(InternalErrors.class)) {
      ReconcileResult first = reconcile("one", fault);
      status = first.status();
      now = first.requeueAt().orElseThrow();
      ReconcileResult second = reconcile("one", fault);

      Condition stalled = first.status().condition("Stalled").orElseThrow();
      assertThat(stalled)
          .returns(Condition.Status.TRUE, Condition::status)
          .returns("InternalError", Condition::reason);
      assertThat(stalled.message())
          .startsWith("Reconcile: " + type.getSimpleName() + ": this is a fault of the operator");
      assertThat(first.status().condition("Ready").orElseThrow().status())
          .isEqualTo(Condition.Status.FALSE);
      assertThat(first.events()).extracting(StatusEvent::reason).containsExactly("InternalError");
      assertThat(second.events()).isEmpty();
      assertThat(second.status()).isEqualTo(first.status());
      assertThat(faultCount).hasValue(2);
      assertThat(log.stackTraces()).hasSize(1);
    }
  }

  @Test
  void aFaultIsRetriedWithBackoffEvenIfTheEnvironmentIsTriggeredEarlier() {
    List<Long> pauses = new ArrayList<>();
    for (int attempt = 0; attempt < 9; attempt++) {
      Instant retryAt = reconcile("one", new IllegalStateException()).requeueAt().orElseThrow();
      pauses.add(Duration.between(now, retryAt).toSeconds());
      now = retryAt.minusMillis(1);
      ReconcileResult early = reconcile("one", new AssertionError("reconciled too early"));
      assertThat(early.requeueAt()).contains(retryAt);
      assertThat(early.status().condition("Stalled")).isPresent();
      now = retryAt;
    }
    assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 600L, 600L);
  }

  @Test
  void aNewGenerationEndsTheBackoff() {
    reconcile("one", new IllegalStateException());
    generation = 2;
    assertThat(faults.reconcile(request("one"), ReconcileFaultHandlerTest::success).requeueAt())
        .isEmpty();
  }

  @Test
  void aDeletionEndsTheBackoff() {
    reconcile("one", new IllegalStateException());
    deleting = true;
    assertThat(faults.reconcile(request("one"), ReconcileFaultHandlerTest::success).requeueAt())
        .isEmpty();
  }

  @Test
  void aShutdownIsNotAFault() {
    ReconcileResult result = reconcile("one", new RejectedExecutionException("shutting down"));
    assertThat(result.status()).isEqualTo(status);
    assertThat(faultCount).hasValue(0);
  }

  @Test
  void aFaultDoesNotAffectOtherEnvironments() {
    reconcile("one", new IllegalStateException());

    assertThat(faults.reconcile(request("two"), ReconcileFaultHandlerTest::success).requeueAt())
        .isEmpty();
  }

  @Test
  void aSuccessfulReconcileResetsTheBackoff() {
    now = reconcile("one", new IllegalStateException()).requeueAt().orElseThrow();
    assertThat(faults.reconcile(request("one"), ReconcileFaultHandlerTest::success).requeueAt())
        .isEmpty();
    Instant retryAt = reconcile("one", new IllegalStateException()).requeueAt().orElseThrow();
    assertThat(retryAt).isEqualTo(now.plusSeconds(5));
  }
}
