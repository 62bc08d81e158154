package io.ssmenv.diagnosis;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.desired.SpecDefaults;
import io.ssmenv.desired.TopologyBuilder;
import io.ssmenv.desired.VpcPlacement;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An environment of which everything exists as it is desired, until a test changes something. The
 * id of a resource is its key with hyphens; a route has that of its table, as in AWS.
 */
public record ObservedEnvironment(
    EnvironmentSpec spec,
    Topology desired,
    Map<Key, Observed> present,
    Map<Class<? extends Resource>, Unlisted> unlisted,
    Pings pings,
    Optional<ForeignVpc> foreign,
    Optional<TrafficControls> controls) {

  public static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  static final String INSTANCE = "app-0";

  private static final Facts FACTS =
      Facts.of(
          List.of("eu-west-1a"),
          Map.of(
              SpecDefaults.PUBLISHED.getLast().image().source(),
              new Facts.Image("ami-1", "/dev/xvda")),
          Set.of("ec2messages"),
          Optional.of("pl-1"));

  public ObservedEnvironment {
    present = ImmutableCopy.of(present);
    unlisted = ImmutableCopy.of(unlisted);
  }

  /** With a silent agent. */
  public static ObservedEnvironment of(String pattern) {
    return of(spec(pattern, "availabilityZones: 1"), VpcPlacement.ALONE, Optional.empty());
  }

  public static ObservedEnvironment of(
      EnvironmentSpec spec, VpcPlacement placement, Optional<ForeignVpc> foreign) {
    Topology desired = new TopologyBuilder().build("c", "u", "reports", spec, FACTS, placement);
    Map<Key, Observed> present = new HashMap<>();
    desired
        .resources()
        .forEach(resource ->
            present.put(
                resource.key(),
                new Observed(
                    resource,
                    id(resource),
                    Observed.State.READY,
                    "available",
                    Map.of(Observed.LAUNCHED_AT, NOW.minusSeconds(3600).toString()))));
    return new ObservedEnvironment(
        spec, desired, present, Map.of(), new Pings.Known(Map.of()), foreign, Optional.empty());
  }

  private static String id(Resource resource) {
    Key key =
        resource instanceof Route route && route.table() instanceof Ref.ToKey(Key table)
            ? table
            : resource.key();
    return key.value().replace('/', '-');
  }

  public static EnvironmentSpec spec(String pattern, String network) {
    return spec(pattern, network, 1);
  }

  /** With one group of instances, whose name is app. */
  public static EnvironmentSpec spec(String pattern, String network, int instances) {
    return parsed(
        """
        region: eu-west-1
        connectivity: {pattern: %s}
        network: {%s}
        instances: [{name: app, count: %d}]
        """
            .formatted(pattern, network, instances));
  }

  static EnvironmentSpec parsed(String yaml) {
    try {
      return new ObjectMapper(new YAMLFactory()).readValue(yaml, EnvironmentSpec.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ObservedEnvironment without(String key) {
    Map<Key, Observed> fewer = new HashMap<>(present);
    if (fewer.remove(new Key(key)) == null) {
      throw new IllegalArgumentException("There is no " + key + " in " + present.keySet());
    }
    return with(fewer);
  }

  public ObservedEnvironment with(Resource resource) {
    Map<Key, Observed> other = new HashMap<>(present);
    other.compute(
        resource.key(),
        (_, known) ->
            known == null
                ? new Observed(resource, id(resource), Observed.State.READY, "available")
                : known.with(resource));
    return with(other);
  }

  public ObservedEnvironment in(String key, Observed.State state, String awsState) {
    Map<Key, Observed> other = new HashMap<>(present);
    other.computeIfPresent(new Key(key), (_, known) -> known.with(state, awsState));
    return with(other);
  }

  public ObservedEnvironment with(Map<Key, Observed> other) {
    return new ObservedEnvironment(spec, desired, other, unlisted, pings, foreign, controls);
  }

  ObservedEnvironment unread(Class<? extends Resource> type, String why) {
    Map<Key, Observed> fewer = new HashMap<>(present);
    fewer.values().removeIf(one -> type.isInstance(one.resource()));
    return new ObservedEnvironment(
        spec,
        desired,
        fewer,
        Map.of(type, new Unlisted(Unlisted.Cause.FAILED, why)),
        pings,
        foreign,
        controls);
  }

  ObservedEnvironment with(TrafficControls read) {
    return new ObservedEnvironment(
        spec, desired, present, unlisted, pings, foreign, Optional.of(read));
  }

  public ObservedEnvironment online() {
    return with(new Ping(Ping.ONLINE, Optional.of(NOW), "3.3.3050.0"));
  }

  public ObservedEnvironment with(Ping ping) {
    return with(new Pings.Known(Map.of("instance-app-0", ping)));
  }

  public ObservedEnvironment with(Pings other) {
    return new ObservedEnvironment(spec, desired, present, unlisted, other, foreign, controls);
  }

  public <R extends Resource> R resource(Class<R> type, String key) {
    return type.cast(present.get(new Key(key)).resource());
  }

  /** What was read of AWS. */
  public Observation observation() {
    return new Observation("1", present, List.of(), Map.of(), Map.of(), unlisted, pings);
  }

  public AgentPath path() {
    return path(ReconcileMode.ACTIVE);
  }

  AgentPath path(ReconcileMode mode) {
    return path(mode, Optional.empty());
  }

  /**
   * @param pathSince since when the path is as it is
   */
  AgentPath path(ReconcileMode mode, Optional<Instant> pathSince) {
    return path(mode, pathSince, Map.of());
  }

  AgentPath path(
      ReconcileMode mode, Optional<Instant> pathSince, Map<String, RebootStatus> reboots) {
    Evidence evidence =
        new Evidence(
            spec,
            mode,
            observation(),
            mode.removesAll() ? Optional.empty() : Optional.of(desired),
            foreign,
            controls,
            pathSince,
            reboots,
            NOW);
    return AgentPath.of(evidence, List.of(INSTANCE)).values().iterator().next();
  }
}
