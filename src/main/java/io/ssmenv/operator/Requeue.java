package io.ssmenv.operator;

import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** When an environment is reconciled again, if no event triggers it earlier. */
final class Requeue {

  private static final Duration MIN_DELAY = Duration.ofMillis(1);

  private Requeue() {}

  static UpdateControl<SsmManagedEnvironment> soon() {
    return after(MIN_DELAY);
  }

  static UpdateControl<SsmManagedEnvironment> after(Duration time) {
    return UpdateControl.<SsmManagedEnvironment>noUpdate()
        .rescheduleAfter(time.compareTo(MIN_DELAY) < 0 ? MIN_DELAY : time);
  }

  /** Empty if this operator takes care of the environment now. */
  static Optional<UpdateControl<SsmManagedEnvironment>> unlessOwn(
      OperatorClaims.Standing standing, Runnable release) {
    return switch (standing) {
      case OperatorClaims.Standing.Own _ -> Optional.empty();
      case OperatorClaims.Standing.Waiting(Duration time) -> Optional.of(after(time));
      case OperatorClaims.Standing.Foreign(Optional<Duration> again) -> {
        release.run();
        yield Optional.of(again.map(Requeue::after).orElseGet(UpdateControl::noUpdate));
      }
    };
  }

  /** At the earlier of two times; not at all without any. */
  static UpdateControl<SsmManagedEnvironment> at(
      Instant now, Optional<Instant> one, Optional<Instant> other) {
    return Stream.of(one, other)
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .map(time -> after(Duration.between(now, time)))
        .orElseGet(UpdateControl::noUpdate);
  }
}
