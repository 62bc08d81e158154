package io.ssmenv.cli.connect;

import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.topology.Ping;
import java.util.Optional;

/**
 * An instance in the status of an environment.
 *
 * @param id empty before it is launched
 * @param pingStatus such as {@code Online}, as the operator has last seen it
 * @param lastPing when its agent last reported
 * @param stoppedAt where its agent is stopped, such as {@code route rtb-1}
 */
record FoundInstance(
    String name,
    Optional<String> id,
    String pingStatus,
    Optional<String> lastPing,
    Optional<String> stoppedAt) {

  static FoundInstance of(InstanceStatus status) {
    return new FoundInstance(
        status.name(),
        Optional.ofNullable(status.id()),
        Optional.ofNullable(status.pingStatus()).orElse("not launched"),
        Optional.ofNullable(status.lastPing()),
        Optional.ofNullable(status.stoppedAt()));
  }

  /** Why no command reaches it, as far as the operator has seen. */
  String whyOffline() {
    return pingStatus.equals(Ping.ONLINE)
        ? "its agent is not online any more"
        : "its agent is "
            + pingStatus
            + lastPing.map(at -> ", last ping " + at).orElse("")
            + stoppedAt.map(where -> ", stopped at " + where).orElse("");
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
