package io.ssmenv.cli.connect;

import io.ssmenv.api.v1alpha1.InstanceStatus;
import java.util.Optional;

/**
 * An instance in the status of an environment.
 *
 * @param id empty before it is launched
 * @param pingStatus such as {@code Online}, as the operator has last seen it
 */
record FoundInstance(String name, Optional<String> id, String pingStatus) {

  static FoundInstance of(InstanceStatus status) {
    return new FoundInstance(
        status.name(),
        Optional.ofNullable(status.id()),
        Optional.ofNullable(status.pingStatus()).orElse("not launched"));
  }

  /** Its id, which a session needs. */
  String launchedId() {
    return id.orElseThrow(
        () -> new IllegalStateException(name + " is not launched yet. Try again later"));
  }

  boolean isCalled(String nameOrId) {
    return name.equals(nameOrId) || id.filter(nameOrId::equals).isPresent();
  }

  @Override
  public String toString() {
    return name + id.map(known -> " (" + known + ")").orElse("");
  }
}
