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
public record Aim(
    String action,
    Optional<String> service,
    Optional<String> region,
    Optional<String> accessKeyId) {
  /** Every action. */
  public static final String ANY_ACTION = "*";

  /** All calls of all services. */
  public static final Aim ALL = at(ANY_ACTION);

  /** An action, whoever calls it. */
  public static Aim at(String action) {
    return new Aim(action, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same, but of one service only. */
  public Aim of(String newService) {
    return new Aim(action, Optional.of(newService), region, accessKeyId);
  }

  /** The same, but in one region only. */
  public Aim in(String newRegion) {
    return new Aim(action, service, Optional.of(newRegion), accessKeyId);
  }

  /** The same, but by one caller only. */
  public Aim by(String newAccessKeyId) {
    return new Aim(action, service, region, Optional.of(newAccessKeyId));
  }

  /** Whether a call is meant, given as the aim that fits nothing else. */
  boolean hits(Aim call) {
    return (action.equals(ANY_ACTION) || action.equals(call.action))
        && (service.isEmpty() || service.equals(call.service))
        && (region.isEmpty() || region.equals(call.region))
        && (accessKeyId.isEmpty() || accessKeyId.equals(call.accessKeyId));
  }
}
