package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.desired.AdoptedPlacement;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.desired.VpcPlacement;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where in the VPC of another environment a guest stands, or why it does not. */
record GuestPlacement(ReconcileRequest request, Optional<HostView> host, Observation observed) {

  private String name() {
    return request.spec().networkOrDefault().hostName().orElseThrow();
  }

  /** Empty if the guest can be reconciled. */
  Optional<DesiredState.Unresolved> obstacle() {
    return request
        .peers()
        .host()
        .map(this::obstacle)
        .orElseGet(() ->
            awaiting(
                "The environment "
                    + name()
                    + ", in whose VPC this one stands, does not exist. Create it in the same"
                    + " namespace; until then nothing is written"));
  }

  private Optional<DesiredState.Unresolved> obstacle(VpcPeers.Peer peer) {
    return unreadable(peer)
        .<DesiredState.Unresolved>map(DesiredState.AwaitingHost::new)
        .or(() -> unusable(peer).map(DesiredState.HostRefused::new))
        .or(() -> host.isEmpty() ? reading() : elsewhere(host.get()))
        .or(() -> host.flatMap(view -> withoutRange(peer, view)));
  }

  private Optional<String> unreadable(VpcPeers.Peer peer) {
    return peer.spec().isPresent()
        ? Optional.empty()
        : Optional.of(
            "This version of the operator cannot read the spec of the environment "
                + name()
                + ", in whose VPC this one stands. Correct that spec; until then nothing is written");
  }

  /** Why no environment can stand in the VPC of that one. */
  private Optional<String> unusable(VpcPeers.Peer peer) {
    Optional<String> other = peer.hostName();
    if (other.isPresent()) {
      return Optional.of(
          "The environment %1$s has no VPC of its own, but stands in that of %2$s. Create this environment again with spec.network.environment.name: %2$s"
              .formatted(name(), other.get()));
    }
    EnvironmentSpec spec = peer.spec().orElseThrow();
    if (spec.networkOrDefault().existingVpc().isPresent()) {
      return Optional.of(
          "The environment %s has no VPC of its own, but stands in one that exists. Create this environment again with that VPC in spec.network.existing"
              .formatted(name()));
    }
    String region = spec.region();
    if (!region.equals(request.spec().region())) {
      return Optional.of(
          "The VPC of the environment %s is in %s, but spec.region is %s. Create this environment again in %2$s, or with a VPC of its own"
              .formatted(name(), region, request.spec().region()));
    }
    return Optional.empty();
  }

  private Optional<DesiredState.Unresolved> reading() {
    return Optional.of(new DesiredState.ResolvingFacts(readingMessage()));
  }

  private String readingMessage() {
    return "Reading the network of the environment " + name() + ", in whose VPC this one stands";
  }

  /** Why resources cannot be taken over by an environment in this place; empty if they can. */
  Optional<DesiredState> adoptionObstacle() {
    return request
        .peers()
        .host()
        .map(this::adoptionObstacle)
        .orElseGet(() ->
            adoptionAwaits(
                "Waiting for the environment "
                    + name()
                    + ", in whose VPC the resources are. Create it in the same namespace; if it was"
                    + " lost, too, have it adopt its own resources"));
  }

  private Optional<DesiredState> adoptionObstacle(VpcPeers.Peer peer) {
    return unreadable(peer)
        .<DesiredState>map(DesiredState.AdoptionAwaitsHost::new)
        .or(() -> unusable(peer).map(DesiredState.AdoptionRefused::new))
        .or(() ->
            host.map(this::adoptionObstacle).orElseGet(() -> adoptionAwaits(readingMessage())));
  }

  private Optional<DesiredState> adoptionObstacle(HostView view) {
    Observed vpc = view.resources().get(SharedNetwork.VPC.inHost());
    if (vpc == null) {
      return adoptionAwaits(
          "Waiting until the environment "
              + describedHost(view)
              + " has the VPC in which the resources are");
    }
    return AdoptedPlacement.vpcId(observed)
        .map(id ->
            new DesiredState.AdoptionRefused(
                "The resources are in %s, but the VPC of the environment %s is %s. Name the environment with %1$s in spec.network.environment"
                    .formatted(id, name(), vpc.id())));
  }

  private static Optional<DesiredState> adoptionAwaits(String message) {
    return Optional.of(new DesiredState.AdoptionAwaitsHost(message));
  }

  /**
   * What exists stays where it is: subnets in the VPC of an environment that had the name before
   * are not those of the one that has it now.
   */
  private Optional<DesiredState.Unresolved> elsewhere(HostView view) {
    Optional<String> actual =
        ZoneLetters.ALL.stream()
            .flatMap(letter -> observed.find(ZoneLetters.workload(letter)).stream())
            .map(existing -> ((Subnet) existing.resource()).vpc())
            .flatMap(vpc -> vpc instanceof Ref.ToId(String id) ? Stream.of(id) : Stream.empty())
            .findFirst();
    return actual.flatMap(id ->
        Optional.ofNullable(view.resources().get(SharedNetwork.VPC.inHost()))
            .map(vpc ->
                refused(
                    "This environment stands in %s, but the VPC of the environment %s is %s now. Delete this environment, and create it again"
                        .formatted(id, name(), vpc.id())))
            .orElseGet(() ->
                awaiting(
                    "This environment stands in %s, and the environment %s has no VPC. Waiting until it has one"
                        .formatted(id, name()))));
  }

  private Optional<DesiredState.Unresolved> withoutRange(VpcPeers.Peer peer, HostView view) {
    SortedSet<String> letters = GuestView.letters(request, observed);
    if (ranges(view).keySet().containsAll(letters) && zones(view).keySet().containsAll(letters)) {
      return Optional.empty();
    }
    if (peer.deleting()) {
      return awaiting(
          "The environment %s, in whose VPC this one stands, is being deleted and accepts no further subnets. Delete this environment, or create %1$s again"
              .formatted(name()));
    }
    if (!view.complete()) {
      return Optional.of(
          new DesiredState.ResolvingFacts(
              "Reading the environments in the VPC of the environment " + name()));
    }
    if (view.full().contains(request.owner().uid())) {
      return refused(
          "The VPC of the environment %s (%s) has no free range for another subnet: its last quarter, which is for guests, is in use. Delete a guest of %1$s, or create this environment again with a VPC of its own"
              .formatted(name(), view.cidr()));
    }
    if (view.remark().isEmpty() && ranges(view).keySet().containsAll(letters)) {
      return refused(
          "The VPC of the environment %s has no availability zone for %d of the %d that this environment needs: no other zone of the region offers what it needs. Set another type in spec.instances, or create this environment again with spec.network.availabilityZones: %4$d"
              .formatted(
                  name(), letters.size() - zones(view).size(), letters.size(), zones(view).size()));
    }
    return awaiting(
        "Waiting until the environment "
            + describedHost(view)
            + " has a zone and a range for each subnet");
  }

  private String describedHost(HostView view) {
    return view.remark().isEmpty() ? name() : name() + " (" + view.remark() + ")";
  }

  private static Optional<DesiredState.Unresolved> awaiting(String message) {
    return Optional.of(new DesiredState.AwaitingHost(message));
  }

  private static Optional<DesiredState.Unresolved> refused(String message) {
    return Optional.of(new DesiredState.HostRefused(message));
  }

  /** The zones of the VPC in which the guest has subnets. */
  SortedMap<String, String> zones() {
    return host.map(this::zones).orElseGet(TreeMap::new);
  }

  private SortedMap<String, String> zones(HostView view) {
    SortedMap<String, String> zones = new TreeMap<>(view.zones());
    zones.keySet().retainAll(GuestView.letters(request, observed));
    for (String letter : ZoneLetters.ALL) {
      observed
          .find(ZoneLetters.workload(letter))
          .ifPresent(existing -> zones.putIfAbsent(letter, ((Subnet) existing.resource()).zone()));
    }
    return zones;
  }

  VpcPlacement.InHost placement() {
    return new VpcPlacement.InHost(
        host.map(this::describedHost).orElseGet(this::name),
        host.map(this::ranges).orElseGet(TreeMap::new));
  }

  /** A subnet that exists has the range that it has. */
  private SortedMap<String, String> ranges(HostView view) {
    SortedMap<String, String> ranges = view.ranges().of(request.owner().uid());
    for (String letter : ZoneLetters.ALL) {
      observed
          .find(ZoneLetters.workload(letter))
          .ifPresent(existing -> ranges.put(letter, ((Subnet) existing.resource()).cidr()));
    }
    return ranges;
  }
}
