package io.ssmenv.simulator.core;

import java.util.Optional;

/**
 * Which calls a fault is for.
 *
 * @param action an action's name, or {@code *} for all
 * @param service only of this service, such as {@code ec2}
 * @param region only in this region
 * @param accessKeyId only of this caller
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

  /** An action, whoever calls it. */
  public static FaultTarget forAction(String action) {
    return new FaultTarget(action, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same, but of one service only. */
  public FaultTarget withService(String newService) {
    return new FaultTarget(action, Optional.of(newService), region, accessKeyId);
  }

  /** The same, but in one region only. */
  public FaultTarget inRegion(String newRegion) {
    return new FaultTarget(action, service, Optional.of(newRegion), accessKeyId);
  }

  /** The same, but by one caller only. */
  public FaultTarget withAccessKey(String newAccessKeyId) {
    return new FaultTarget(action, service, region, Optional.of(newAccessKeyId));
  }

  /** Whether a call is meant, given as the aim that fits nothing else. */
  boolean matches(FaultTarget call) {
    return (action.equals(ANY_ACTION) || action.equals(call.action))
        && (service.isEmpty() || service.equals(call.service))
        && (region.isEmpty() || region.equals(call.region))
        && (accessKeyId.isEmpty() || accessKeyId.equals(call.accessKeyId));
  }
}
