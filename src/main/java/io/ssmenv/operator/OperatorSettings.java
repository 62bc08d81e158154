package io.ssmenv.operator;

import io.ssmenv.cloud.RefreshTiming;
import io.ssmenv.topology.ImmutableCopy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of the operator, which the cluster administrator chooses.
 *
 * @param clusterId the value of the ownership tag {@code ssmenv.io/cluster}; by default the UID of
 *     the namespace {@code kube-system}
 * @param accountId the only account in which the operator works; by default that of the
 *     environments that exist
 * @param namespaces the namespaces to watch; all if empty
 * @param selector of the labels of the environments; all if empty
 * @param regions the regions in which environments may be; by default all that are enabled for the
 *     account
 * @param pollInterval how often the operator lists the resources of each account and region; one
 *     minute by default
 * @param minPollInterval the shortest poll interval that an environment can request; five seconds
 *     by default
 * @param refresh when awaited changes are looked for between polls; at the speed of AWS unless it
 *     is simulated
 * @param allowedPolicies the ARNs of the managed policies that environments may attach to their
 *     role; none by default
 * @param requiredBoundary the ARN of the permissions boundary that every environment must set; by
 *     default an environment may set any boundary or none
 * @param deniedTagKeys the keys of tags that environments must not set; none by default
 * @param allowedSessionResources the log groups, buckets and keys that environments may use for
 *     their sessions; none by default
 * @param adoptFromAnyNamespace whether an environment may take over the resources of another
 *     namespace; by default only those of its own
 * @param bindAddress the address that serves health and metrics
 * @param port the port that serves health and metrics; 0 selects a free port
 * @param leaderElection the namespace of the lease; no leader election if empty
 */
public record OperatorSettings(
    Optional<String> clusterId,
    Optional<String> accountId,
    Set<String> namespaces,
    Optional<LabelSelector> selector,
    Set<String> regions,
    Duration pollInterval,
    Duration minPollInterval,
    RefreshTiming refresh,
    Set<String> allowedPolicies,
    Optional<String> requiredBoundary,
    Set<DeniedTagKey> deniedTagKeys,
    Set<SessionResource> allowedSessionResources,
    boolean adoptFromAnyNamespace,
    String bindAddress,
    int port,
    Optional<String> leaderElection) {

  public OperatorSettings {
    namespaces = ImmutableCopy.of(namespaces);
    regions = ImmutableCopy.of(regions);
    allowedPolicies = ImmutableCopy.of(allowedPolicies);
    deniedTagKeys = ImmutableCopy.of(deniedTagKeys);
    allowedSessionResources = ImmutableCopy.of(allowedSessionResources);
  }

  /** The settings in one line, for the log. */
  String message() {
    return "account %s; poll interval %d s, minimum %d s; namespaces %s; selector %s; regions %s; allowed policies %s; required permissions boundary %s; denied tag keys %s; allowed session resources %s; adoption from %s namespace; leader election %s"
        .formatted(
            accountId.orElse("of the environments"),
            pollInterval.toSeconds(),
            minPollInterval.toSeconds(),
            namespaces.isEmpty() ? "all" : new TreeSet<>(namespaces),
            selector.map(LabelSelector::toString).orElse("none"),
            regions.isEmpty() ? "enabled for the account" : new TreeSet<>(regions),
            allowedPolicies.isEmpty() ? "none" : new TreeSet<>(allowedPolicies),
            requiredBoundary.orElse("none"),
            deniedTagKeys.isEmpty() ? "none" : new TreeSet<>(deniedTagKeys),
            allowedSessionResources.isEmpty() ? "none" : new TreeSet<>(allowedSessionResources),
            adoptFromAnyNamespace ? "any" : "the own",
            leaderElection
                .map(namespace -> "in " + namespace + "/" + share().leaseName())
                .orElse("none"));
  }

  /** The environments of this operator. */
  OperatorShare share() {
    return new OperatorShare(namespaces, selector);
  }

  /** What this operator writes on its environments; empty without leader election. */
  Optional<OperatorClaim> claim() {
    return leaderElection.map(
        namespace -> new OperatorClaim(namespace + "/" + share().leaseName(), share().flags()));
  }
}
