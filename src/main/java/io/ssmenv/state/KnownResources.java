package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.desired.AwsNames;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.SsmDocument;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The resources that the status records. A resource that existed once has to be proven absent
 * before it is created again, or before the finalizer is removed.
 */
public final class KnownResources {

  /** The state of a resource that is no longer listed, and whose absence is not proven. */
  public static final String MISSING = "missing";

  /** Twenty groups of fifty instances; of every other type there are fewer. */
  private static final int MAX_PER_TYPE = 1000;

  private KnownResources() {}

  /** The recorded ids by key. Entries that no environment can have are skipped. */
  public static Map<Key, String> ids(EnvironmentStatus status) {
    Map<Key, String> ids = new LinkedHashMap<>();
    status.resources().stream()
        .filter(RecordedKeys::isPossible)
        .forEach(resource -> ids.putIfAbsent(new Key(resource.key()), resource.id()));
    return ImmutableCopy.of(ids);
  }

  /**
   * The recorded ids by key, for the inventory, which reads those by id that it does not list. Of
   * each type, there are at most as many as an environment can have; those that the spec names come
   * first.
   *
   * @param name the name of the environment, which determines the names of its role and profile
   */
  public static Map<Key, String> ids(
      EnvironmentStatus status, EnvironmentSpec spec, Owner owner, String name) {
    Map<Key, String> recorded = ids(status);
    Set<String> wanted =
        spec.instances().stream()
            .flatMap(group -> group.instanceNames().stream())
            .collect(Collectors.toSet());
    String cluster = Optional.ofNullable(status.clusterId()).orElse(owner.cluster());
    String role = AwsNames.role(cluster, owner.environment(), name);
    Map<Key, String> fixed = // What was adopted keeps its names.
        owner.environment().equals(owner.uid())
            ? Map.of(
                Role.KEY,
                role,
                InstanceProfile.KEY,
                AwsNames.instanceProfile(role),
                SsmDocument.KEY,
                AwsNames.sessionDocument(role))
            : Map.of();
    Map<String, Integer> counts = new HashMap<>();
    Map<Key, String> ids = new HashMap<>();
    recorded.entrySet().stream()
        .filter(one -> fixed.getOrDefault(one.getKey(), one.getValue()).equals(one.getValue()))
        .sorted(
            Comparator.comparing(
                    (Map.Entry<Key, String> one) -> !wanted.contains(one.getKey().name()))
                .thenComparing(Map.Entry::getKey))
        .filter(one -> counts.merge(one.getKey().type(), 1, Integer::sum) <= MAX_PER_TYPE)
        .forEach(one -> ids.put(one.getKey(), one.getValue()));
    return ids;
  }

  /** What exists, and what was recorded and is not proven absent; sorted by key. */
  public static List<ResourceStatus> list(List<ResourceStatus> before, Observation observed) {
    SortedMap<String, ResourceStatus> all = new TreeMap<>();
    Set<String> unlisted =
        observed.unlisted().keySet().stream().map(Resource::typeName).collect(Collectors.toSet());
    boolean allRead = unlisted.isEmpty() && observed.missing().isEmpty();
    List<ResourceStatus> recorded = allRead ? List.of() : before;
    for (ResourceStatus resource : recorded.stream().filter(RecordedKeys::isPossible).toList()) {
      Key key = new Key(resource.key());
      if (observed.missing().containsKey(key)) {
        all.put(resource.key(), new ResourceStatus(resource.key(), resource.id(), MISSING));
      } else if (unlisted.contains(key.type()) && !isDeleted(resource, key, observed)) {
        all.put(resource.key(), resource);
      }
    }
    for (Observed resource : observed.present().values()) {
      all.put(
          resource.key().value(),
          new ResourceStatus(
              resource.key().value(),
              resource.id(),
              resource.awsState().isEmpty() ? null : resource.awsState()));
    }
    return List.copyOf(all.values());
  }

  private static boolean isDeleted(ResourceStatus resource, Key key, Observation observed) {
    return Optional.ofNullable(observed.tombstones().get(key))
        .filter(tombstone -> tombstone.id().equals(resource.id()))
        .isPresent();
  }
}
