package io.ssmenv.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The cases that do not end the process; {@link StopSignalIT} has the others. */
class StopSignalTest {

  @Test
  void aFailureEndsTheWaitWithTheFirstReason() {
    try (StopSignal stop = StopSignal.install()) {
      assertThat(stop.isStopped()).isFalse();
      stop.fail("etcd has ended by itself");
      stop.fail("kube-apiserver has ended by itself");

      assertThat(stop.isStopped()).isTrue();
      assertThatThrownBy(stop::await)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("etcd has ended by itself");
    }
  }
}
