package io.ssmenv.simulator.core;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Something that goes wrong on demand. */
public sealed interface Fault {

  /** The call is refused and nothing is done. */
  record Refused(AwsError error) implements Fault {}

  /** The call is refused as if there were too many. */
  record Throttled() implements Fault {}

  /** The call is refused with the service's own 5xx, and nothing is done. */
  record Failed() implements Fault {}

  /** The call succeeds, but all lists of its answer are empty. */
  record EmptyLists() implements Fault {}

  /** The call is done, but the connection breaks before the answer. */
  record LostAnswer() implements Fault {}

  /** The call is done, but its answer takes this much longer, in real time. */
  record Slow(Duration delay) implements Fault {}

  /**
   * Instances can't be launched or started for want of capacity.
   *
   * @param instanceType of this type only
   * @param zone in this availability zone only
   */
  record NoCapacity(Optional<String> instanceType, Optional<String> zone) implements Fault {}

  /**
   * Resources stay in {@code pending}, {@code deleting} and the like, until this is cleared.
   *
   * @param resource an id, or a type as in tag specifications, such as {@code natgateway}
   */
  record Stuck(String resource) implements Fault {
    private static final Set<String> TYPES =
        Set.of("instance", "natgateway", "network-interface", "subnet", "vpc", "vpc-endpoint");

    /** Refuses what nothing can be. */
    public Stuck {
      if (!TYPES.contains(resource) && !resource.matches("[a-z]+-[0-9a-f]{8,17}")) {
        throw new IllegalArgumentException(
            "What is stuck has to be an id or one of %s, but is %s"
                .formatted(new TreeSet<>(TYPES), resource));
      }
    }
  }
}
