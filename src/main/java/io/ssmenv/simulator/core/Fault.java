package io.ssmenv.simulator.core;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An injected fault. */
public sealed interface Fault {

  /** The call is not executed and returns this error. */
  record Refused(AwsError error) implements Fault {}

  /** The call is not executed and returns the service's throttling error. */
  record Throttled() implements Fault {}

  /** The call is not executed and returns the service's 5xx error. */
  record Failed() implements Fault {}

  /** The call succeeds, but all lists in its response are empty. */
  record EmptyLists() implements Fault {}

  /** The call is executed, but the connection closes before the response. */
  record LostAnswer() implements Fault {}

  /** The call is executed, but its response is delayed by this real time. */
  record Slow(Duration delay) implements Fault {}

  /**
   * Instances cannot be launched or started because capacity is insufficient.
   *
   * @param instanceType limits the fault to this instance type
   * @param zone limits the fault to this availability zone
   */
  record NoCapacity(Optional<String> instanceType, Optional<String> zone) implements Fault {}

  /**
   * An availability zone does not offer something.
   *
   * @param zone its name
   * @param listed whether AWS says so when it is asked what the zone offers; otherwise only the
   *     call that needs it is refused
   */
  record NotInZone(String zone, ZonalService service, boolean listed) implements Fault {}

  /**
   * Resources stay in a transitional state such as {@code pending} or {@code deleting} until the
   * fault is cleared.
   *
   * @param resource an id, or a type as in tag specifications, such as {@code natgateway}
   */
  record Stuck(String resource) implements Fault {
    private static final Set<String> TYPES =
        Set.of("instance", "natgateway", "network-interface", "subnet", "vpc", "vpc-endpoint");

    /** Rejects values that are neither a type nor an id. */
    public Stuck {
      if (!TYPES.contains(resource) && !resource.matches("[a-z]+-[0-9a-f]{8,17}")) {
        throw new IllegalArgumentException(
            "resource must be an id or one of %s, but is %s"
                .formatted(new TreeSet<>(TYPES), resource));
      }
    }
  }
}
