package io.ssmenv.operator;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the administrator decides.
 *
 * @param clusterId goes into all ownership tags; by default the UID of the namespace {@code
 *     kube-system}
 * @param namespaces that are watched; all if empty
 * @param pollInterval how often a whole account and region is looked at, one minute by default
 * @param minPollInterval the quickest pace that an environment can ask for, five seconds by default
 * @param allowedPolicies the ARNs of the managed policies that environments may add to their role,
 *     none by default
 * @param requiredBoundary the ARN of the permissions boundary that every environment has to name;
 *     any or none by default
 * @param bindAddress on which health and metrics are served
 * @param port of health and metrics; 0 for any that is free
 * @param leaderElection the namespace of the lease; no leader election if empty
 */
public record OperatorSettings(
    Optional<String> clusterId,
    Set<String> namespaces,
    Duration pollInterval,
    Duration minPollInterval,
    Set<String> allowedPolicies,
    Optional<String> requiredBoundary,
    String bindAddress,
    int port,
    Optional<String> leaderElection) {

  public OperatorSettings {
    namespaces = Set.copyOf(namespaces);
    allowedPolicies = Set.copyOf(allowedPolicies);
  }

  /** What matters to whoever reads the log: how often, where, and what environments may do. */
  String message() {
    return "sweep %d s, at the quickest %d s; namespaces %s; allowed policies %s; permissions boundary %s; leader election %s"
        .formatted(
            pollInterval.toSeconds(),
            minPollInterval.toSeconds(),
            namespaces.isEmpty() ? "all" : new TreeSet<>(namespaces),
            allowedPolicies.isEmpty() ? "none" : new TreeSet<>(allowedPolicies),
            requiredBoundary.orElse("any or none"),
            leaderElection.map(namespace -> "in " + namespace).orElse("none"));
  }
}
