package io.ssmenv.cli.picture;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.GuestRanges;
import io.ssmenv.desired.NetworkNeeds;
import io.ssmenv.desired.TopologyBuilder;
import io.ssmenv.desired.VpcPlacement;
import io.ssmenv.picture.DiagramInput;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.Topology;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** An environment of a file, before it is known who else stands in its VPC. */
record DrawnEnvironment(String namespace, String name, EnvironmentSpec spec) {

  private static final String CLUSTER = "cluster";

  /**
   * The environments as they are drawn: one for each VPC, with its guests.
   *
   * @throws IllegalArgumentException if the environment in whose VPC one stands is not among them
   */
  static List<DiagramInput> vpcs(List<DrawnEnvironment> environments) {
    Map<String, DrawnEnvironment> owners = new LinkedHashMap<>();
    for (DrawnEnvironment environment : environments) {
      String owner = environment.host().orElse(environment.qualifiedName());
      owners.computeIfAbsent(
          owner,
          _ ->
              environments.stream()
                  .filter(other -> other.qualifiedName().equals(owner) && other.host().isEmpty())
                  .findFirst()
                  .orElseThrow(() ->
                      new IllegalArgumentException(
                          "The environment "
                              + environment.name
                              + " stands in the VPC of "
                              + environment.spec.networkOrDefault().hostName().orElse("")
                              + ". Give its file, too")));
    }
    return owners.values().stream().map(owner -> owner.withGuests(environments)).toList();
  }

  String qualifiedName() {
    return namespace + "/" + name;
  }

  /** The qualified name of the environment in whose VPC this one stands. */
  private Optional<String> host() {
    return spec.networkOrDefault().hostName().map(host -> namespace + "/" + host);
  }

  private DiagramInput withGuests(List<DrawnEnvironment> environments) {
    List<DrawnEnvironment> guests =
        environments.stream()
            .filter(other -> other.host().equals(Optional.of(qualifiedName())))
            .sorted(Comparator.comparing(DrawnEnvironment::name))
            .toList();
    SortedSet<GuestRanges.Subnet> wanted = new TreeSet<>();
    guests.forEach(guest ->
        guest
            .facts()
            .zones()
            .keySet()
            .forEach(letter -> wanted.add(new GuestRanges.Subnet(guest.name, letter))));
    GuestRanges ranges =
        GuestRanges.allocate(
            spec.networkOrDefault().cidrOrDefault(), Map.of(), List.of(), new TreeMap<>(), wanted);
    Map<DrawnEnvironment, Topology> topologies = new LinkedHashMap<>();
    guests.forEach(guest ->
        topologies.put(
            guest,
            guest.topology(guest.facts(), new VpcPlacement.InHost(name, ranges.of(guest.name)))));
    NetworkNeeds needs =
        topologies.values().stream()
            .map(topology -> NetworkNeeds.of(topology, Set.of()))
            .reduce(NetworkNeeds.NONE, NetworkNeeds::plus);
    VpcPlacement own = new VpcPlacement.Own(needs, s3Tables(topologies), new TreeSet<>());
    return drawn(
        topology(facts(guests), own),
        topologies.entrySet().stream()
            .map(guest -> guest.getKey().drawn(guest.getValue(), List.of()))
            .toList());
  }

  private static SortedMap<Key, String> s3Tables(Map<DrawnEnvironment, Topology> topologies) {
    SortedMap<Key, String> tables = new TreeMap<>();
    topologies.forEach((guest, topology) -> {
      if (NetworkNeeds.of(topology, Set.of()).s3()) {
        topology
            .all(RouteTable.class)
            .forEach(table -> tables.put(table.key().inGuest(guest.name), table.key().value()));
      }
    });
    return tables;
  }

  private Facts facts() {
    return AssumedFacts.of(spec);
  }

  /** The owner of a VPC has a subnet in each zone in which a guest has one. */
  private Facts facts(List<DrawnEnvironment> guests) {
    Facts own = facts();
    NavigableMap<String, String> zones = new TreeMap<>(own.zones());
    guests.forEach(guest -> guest.facts().zones().forEach(zones::putIfAbsent));
    return own.withZones(zones);
  }

  private Topology topology(Facts facts, VpcPlacement placement) {
    return new TopologyBuilder().build(CLUSTER, name, name, spec, facts, placement);
  }

  private DiagramInput drawn(Topology topology, List<DiagramInput> guests) {
    return new DiagramInput(
        name,
        new KubernetesSerialization().convertValue(spec.connectivity().pattern(), String.class),
        topology,
        guests);
  }
}
