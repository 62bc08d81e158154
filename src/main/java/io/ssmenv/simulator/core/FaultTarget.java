package io.ssmenv.simulator.core;

import java.util.Optional;

/**
 * Selects the calls that a fault applies to.
 *
 * @param action an action's name, or {@code *} for all
 * @param service limits it to this service, such as {@code ec2}
 * @param region limits it to this region
 * @param accessKeyId limits it to this caller
 */
public record FaultTarget(
    String action,
    Optional<String> service,
    Optional<String> region,
    Optional<String> accessKeyId) {
  /** Every action. */
  public static final String ANY_ACTION = "*";

  /** All calls of all services. */
  public static final FaultTarget ALL = forAction(ANY_ACTION);

  /** Creates a target for an action of any caller. */
  public static FaultTarget forAction(String action) {
    return new FaultTarget(action, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Returns a copy limited to one service. */
  public FaultTarget withService(String newService) {
    return new FaultTarget(action, Optional.of(newService), region, accessKeyId);
  }

  /** Returns a copy limited to one region. */
  public FaultTarget inRegion(String newRegion) {
    return new FaultTarget(action, service, Optional.of(newRegion), accessKeyId);
  }

  /** Returns a copy limited to one caller. */
  public FaultTarget withAccessKey(String newAccessKeyId) {
    return new FaultTarget(action, service, region, Optional.of(newAccessKeyId));
  }

  /**
   * Returns whether the fault applies to a call, given as the target that matches only this call.
   */
  boolean matches(FaultTarget call) {
    return (action.equals(ANY_ACTION) || action.equals(call.action))
        && (service.isEmpty() || service.equals(call.service))
        && (region.isEmpty() || region.equals(call.region))
        && (accessKeyId.isEmpty() || accessKeyId.equals(call.accessKeyId));
  }
}
