package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.Vpc;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Selects the defaults of an environment: the set that it was created with.
 *
 * <p>What exists in AWS decides first, as far as only the operator can have chosen it: anybody with
 * access to the status can edit the recorded name. If neither decides, a new environment gets the
 * newest set.
 *
 * @param published every set that a version of the operator had, oldest first
 */
public record DefaultsSelection(List<SpecDefaults> published) {

  public DefaultsSelection {
    published = List.copyOf(published);
  }

  /**
   * The defaults of an environment.
   *
   * @param recorded the name in the status; empty if there is none
   */
  public SpecDefaults select(EnvironmentSpec spec, String recorded, Observation observed) {
    SpecDefaults selected =
        published.reversed().stream()
            .min(
                Comparator.comparingInt(
                        (SpecDefaults one) -> contradictions(one.complete(spec), observed))
                    .thenComparing(one -> !one.name().equals(recorded))
                    .thenComparingInt(one -> differences(one.complete(spec), observed)))
            .orElseThrow();
    return vpc(observed).map(vpc -> selected.withCidr(vpc.cidr())).orElse(selected);
  }

  /** What exists and cannot be brought in line, or only by a replacement. */
  private static int contradictions(EnvironmentSpec completed, Observation observed) {
    int range = vpc(observed).filter(vpc -> differs(vpc, completed)).isPresent() ? 1 : 0;
    int zones = zones(observed) > zones(completed) ? 1 : 0;
    return range
        + zones
        + (int) completed.instances().stream().flatMap(group -> replaced(group, observed)).count();
  }

  private static boolean differs(Vpc vpc, EnvironmentSpec completed) {
    return !vpc.cidr().equals(completed.networkOrDefault().cidrOrDefault());
  }

  private static Stream<Instance> replaced(InstanceGroup group, Observation observed) {
    String launch = AwsNames.launch(group.imageOrDefault().source(), group.typeOrDefault());
    return group.instanceNames().stream()
        .flatMap(name -> observed.find(Instance.key(name)).stream())
        .map(existing -> (Instance) existing.resource())
        .filter(instance -> !instance.launch().isEmpty() && !instance.launch().equals(launch));
  }

  /** What differs, but may have been changed by others, or is not created yet. */
  private static int differences(EnvironmentSpec completed, Observation observed) {
    int zones = zones(observed) > 0 && zones(observed) != zones(completed) ? 1 : 0;
    Optional<String> boundary = completed.roleOrDefault().permissionsBoundaryArn();
    int role =
        observed
                .find(Role.KEY)
                .map(existing -> (Role) existing.resource())
                .filter(existing -> !existing.boundary().equals(boundary))
                .isPresent()
            ? 1
            : 0;
    return zones + role;
  }

  private static int zones(EnvironmentSpec completed) {
    return completed.networkOrDefault().availabilityZonesOrDefault();
  }

  /** The number of zones that have something in AWS. */
  private static int zones(Observation observed) {
    return (int)
        ZoneLetters.ALL.stream()
            .filter(letter -> observed.find(ZoneLetters.workload(letter)).isPresent())
            .count();
  }

  private static Optional<Vpc> vpc(Observation observed) {
    return observed.find(Key.of("vpc")).map(Observed::resource).map(Vpc.class::cast);
  }
}
