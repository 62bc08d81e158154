package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.testing.CapturedLog;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  private static final String NO_DEFINITION =
      "The CRD ssmmanagedenvironments.ssmenv.io is not installed; not ready until it is";

  private boolean started = true;
  private boolean watching = true;
  private BooleanSupplier isWatching = () -> watching;
  private BooleanSupplier definitionServed = () -> true;
  private final AtomicInteger faults = new AtomicInteger();

  @Test
  void aMissingDefinitionIsLoggedOnceAndNamedUntilItIsBack() {
    try (CapturedLog log = CapturedLog.of(Readiness.class);
        Readiness readiness = readiness()) {
      readiness.check();
      assertThat(readiness.problem()).isEmpty();

      watching = false;
      definitionServed = () -> false;
      readiness.check();
      readiness.check();
      assertThat(readiness.problem()).hasValue(NO_DEFINITION);
      assertThat(log.lines()).containsExactly("WARN " + NO_DEFINITION);

      definitionServed = () -> true;
      readiness.check();
      assertThat(readiness.problem()).hasValue("The environments cannot be watched");
      watching = true;
      readiness.check();
      assertThat(readiness.problem()).isEmpty();
      assertThat(log.lines())
          .containsExactly(
              "WARN " + NO_DEFINITION,
              "INFO The CRD ssmmanagedenvironments.ssmenv.io is installed again");
    }
  }

  @Test
  void anApiServerThatDoesNotRespondIsNamedToo() {
    try (CapturedLog log = CapturedLog.of(Readiness.class);
        Readiness readiness = readiness()) {
      watching = false;
      definitionServed =
          () -> {
            throw new KubernetesClientException("Connection refused");
          };
      readiness.check();
      readiness.check();
      assertThat(readiness.problem())
          .hasValue("The API server cannot be read; not ready until it can");
      watching = true;
      readiness.check();
      assertThat(log.lines())
          .containsExactly(
              "WARN The API server cannot be read; not ready until it can",
              "INFO The API server can be read again");
    }
  }

  @Test
  void aFaultIsCountedAndDoesNotEndTheChecks() {
    try (Readiness readiness = readiness()) {
      isWatching =
          () -> {
            throw new IllegalStateException("no informer");
          };
      readiness.check();
      assertThat(faults).hasValue(1);
    }
  }

  @Test
  void nothingIsAskedBeforeTheStart() {
    started = false;
    watching = false;
    definitionServed =
        () -> {
          throw new AssertionError("The API server is asked");
        };
    try (Readiness readiness = readiness()) {
      readiness.check();
      assertThat(readiness.problem()).hasValue("The operator is starting");
    }
  }

  private Readiness readiness() {
    return new Readiness(
        () -> started,
        () -> isWatching.getAsBoolean(),
        () -> definitionServed.getAsBoolean(),
        new InternalErrors(faults::incrementAndGet));
  }
}
