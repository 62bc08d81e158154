package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The subnets of the instances. They are distributed over the zones of the spec that offer their
 * type when they are created, and stay where they are when zones are added or removed.
 */
public final class InstancePlacements {

  private final EnvironmentSpec spec;
  private final Facts facts;

  /** The subnets that the spec asks for: not those that are for guests only. */
  private final List<Key> wanted;

  private final Map<Key, String> zones = new HashMap<>();

  public InstancePlacements(EnvironmentSpec spec, Facts facts) {
    this.spec = spec;
    this.facts = facts;
    this.wanted = ZoneLetters.wanted(spec).stream().map(ZoneLetters::workload).toList();
    facts.zones().forEach((letter, zone) -> zones.put(ZoneLetters.workload(letter), zone));
  }

  /**
   * An instance group of which an instance cannot be launched as the spec says.
   *
   * @param zones the zones that do not offer its type
   */
  public record Unplaced(String group, String type, SortedSet<String> zones) {}

  /**
   * The subnet of an instance; empty if no zone of the environment offers its type, or if it
   * belongs into a zone for which the VPC has no place yet. Only an interface that no instance uses
   * leaves its zone.
   */
  Optional<Key> subnet(InstanceGroup group, int index) {
    String name = group.instanceName(index);
    String type = group.typeOrDefault();
    Optional<Key> existing = existing(name);
    boolean offered = isOffered(type);
    boolean stays =
        existing.isPresent()
            && (!offered
                || offers(existing.get(), type)
                || facts.instances().containsKey(Instance.key(name)));
    if (stays) {
      return existing;
    }
    List<Key> all =
        wanted.stream().filter(subnet -> zone(subnet).isEmpty() || offers(subnet, type)).toList();
    return offered
        ? Optional.of(all.get(index % all.size())).filter(subnet -> zone(subnet).isPresent())
        : Optional.empty();
  }

  private Optional<Key> existing(String name) {
    return Optional.ofNullable(facts.placements().get(Key.of("networkinterface", name)))
        .filter(subnet -> zone(subnet).isPresent());
  }

  private boolean isOffered(String type) {
    return wanted.stream().anyMatch(subnet -> offers(subnet, type));
  }

  private boolean offers(Key subnet, String type) {
    return zone(subnet)
        .filter(zone -> facts.offers().mayOffer(zone, new ZoneNeed.InstanceType(type)))
        .isPresent();
  }

  private Optional<String> zone(Key subnet) {
    return Optional.ofNullable(zones.get(subnet));
  }

  /** The groups that cannot be launched completely as the spec says. */
  public List<Unplaced> unplaced() {
    return spec.instances().stream().flatMap(this::unplaced).toList();
  }

  private Stream<Unplaced> unplaced(InstanceGroup group) {
    NavigableSet<String> without = new TreeSet<>();
    for (int index = 0; index < group.countOrDefault(); index++) {
      String name = group.instanceName(index);
      if (subnet(group, index).isEmpty() && !isOffered(group.typeOrDefault())) {
        wanted.forEach(subnet -> zone(subnet).ifPresent(without::add));
      } else if (isKeptWithAnotherType(group, name)) {
        existing(name).flatMap(this::zone).ifPresent(without::add);
      }
    }
    return without.isEmpty()
        ? Stream.empty()
        : Stream.of(new Unplaced(group.name(), group.typeOrDefault(), without));
  }

  /** Whether an existing instance keeps its type, because its zone does not offer the new one. */
  boolean isKeptWithAnotherType(InstanceGroup group, String name) {
    return Optional.ofNullable(facts.instances().get(Instance.key(name)))
        .filter(instance -> !instance.type().equals(group.typeOrDefault()))
        .filter(_ ->
            existing(name).filter(subnet -> !offers(subnet, group.typeOrDefault())).isPresent())
        .isPresent();
  }

  /** The types whose zones have to be known: of instances that are placed or get another type. */
  public SortedSet<String> typesToPlace() {
    SortedSet<String> types = new TreeSet<>();
    for (InstanceGroup group : spec.instances()) {
      boolean placed =
          group.instanceNames().stream()
              .allMatch(name ->
                  facts.placements().containsKey(Key.of("networkinterface", name))
                      && Optional.ofNullable(facts.instances().get(Instance.key(name)))
                          .filter(instance -> !instance.type().equals(group.typeOrDefault()))
                          .isEmpty());
      if (!placed) {
        types.add(group.typeOrDefault());
      }
    }
    return types;
  }
}
