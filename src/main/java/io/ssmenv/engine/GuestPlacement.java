package io.ssmenv.engine;

import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.desired.UnplacedZones;
import io.ssmenv.desired.VpcPlacement;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where in the VPC of another environment a guest stands, or why it does not. */
record GuestPlacement(ReconcileRequest request, Optional<HostView> host, Observation observed) {

  /** The longest list of subnets in a message. */
  private static final int SHOWN = 5;

  private String name() {
    return request.spec().networkOrDefault().hostName().orElseThrow();
  }

  /** Empty if the guest can be reconciled, at least in the zones in which it stands. */
  Optional<DesiredState.Unresolved> obstacle() {
    return problem()
        .or(() -> placed().isPresent() ? Optional.empty() : host.flatMap(this::withoutPlace));
  }

  /** The zones for which there is no place, if the guest stands in others already. */
  Optional<UnplacedZones> unplacedZones() {
    return problem().isPresent()
        ? Optional.empty()
        : placed()
            .flatMap(placed ->
                host.flatMap(this::withoutPlace).map(why -> new UnplacedZones(placed, why)));
  }

  /** In how many zones there is a place, if the guest stands in all of them that have a subnet. */
  private Optional<Integer> placed() {
    SortedSet<String> standing = new TreeSet<>(ranges(Optional.empty()).keySet());
    SortedSet<String> letters = new TreeSet<>(ranges(host).keySet());
    letters.retainAll(zones().keySet());
    int placed =
        (int) ZoneLetters.ALL.stream().takeWhile(letter -> letters.contains(letter)).count();
    return GuestView.subnetsKnown(observed)
            && !standing.isEmpty()
            && ZoneLetters.ALL.subList(0, placed).containsAll(standing)
        ? Optional.of(placed)
        : Optional.empty();
  }

  private Optional<DesiredState.Unresolved> problem() {
    return request
        .peers()
        .host()
        .map(this::problem)
        .orElseGet(() ->
            awaiting(
                "The environment "
                    + name()
                    + ", in whose VPC this one stands, does not exist. Create it in the same"
                    + " namespace; until then nothing is written"));
  }

  private Optional<DesiredState.Unresolved> problem(VpcPeers.Peer peer) {
    return hosting()
        .unreadable(peer)
        .<DesiredState.Unresolved>map(DesiredState.AwaitingHost::new)
        .or(() -> hosting().unusable(peer).map(DesiredState.HostRefused::new))
        .or(() -> host.isEmpty() ? reading() : elsewhere(host.get()));
  }

  private HostCheck hosting() {
    return new HostCheck(request);
  }

  private Optional<DesiredState.Unresolved> reading() {
    return Optional.of(new DesiredState.ResolvingFacts(hosting().readingMessage()));
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

  private Optional<DesiredState.Unresolved> withoutPlace(HostView view) {
    SortedSet<String> letters = GuestView.letters(request, observed);
    if (ranges(host).keySet().containsAll(letters) && zones(view).keySet().containsAll(letters)) {
      return Optional.empty();
    }
    if (request.peers().host().filter(VpcPeers.Peer::deleting).isPresent()) {
      return awaiting(
          "The environment %s, in whose VPC this one stands, is being deleted and accepts no further subnets. Delete this environment, or create %1$s again"
              .formatted(name()));
    }
    if (!view.complete()) {
      return Optional.of(
          new DesiredState.ResolvingFacts(
              "Reading the subnets in the VPC of the environment " + name()));
    }
    if (view.full().contains(request.owner().uid())) {
      if (view.free() > 0) {
        return fewRanges(view, letters);
      }
      return refused(
          "The VPC of the environment %s (%s) has no free range for another subnet: its last quarter, which is for guests, is in use%s a guest of %1$s, or %s"
              .formatted(
                  name(),
                  view.cidr(),
                  left(view.left()),
                  placed()
                      .map(
                          "set spec.network.availabilityZones: %d, the zones that this environment has"
                              ::formatted)
                      .orElse("create this environment again with a VPC of its own")));
    }
    if (view.remark().isEmpty() && ranges(host).keySet().containsAll(letters)) {
      return refused(
          "The VPC of the environment %s has no availability zone for %d of the %d that this environment needs: no other zone of the region offers what it needs. Set another type in spec.instances, or %sspec.network.availabilityZones: %d"
              .formatted(
                  name(),
                  letters.size() - zones(view).size(),
                  letters.size(),
                  placed().isPresent() ? "" : "create this environment again with ",
                  zones(view).size()));
    }
    return awaiting(
        "Waiting until the environment "
            + view.describedAs(name())
            + " has a zone and a range for each subnet");
  }

  /** Some ranges are free, but not one for each further zone. */
  private Optional<DesiredState.Unresolved> fewRanges(HostView view, SortedSet<String> letters) {
    SortedSet<String> missing = new TreeSet<>(letters);
    missing.removeAll(ranges(host).keySet());
    int fitting = letters.size() - missing.size() + view.free();
    return refused(
        "The VPC of the environment %s (%s) has %d free range%s for subnets of guests, and this environment needs %d more, one for each zone: the rest of its last quarter, which is for guests, is in use. %s, delete a guest of %1$s, or create this environment again with a VPC of its own"
            .formatted(
                name(),
                view.cidr(),
                view.free(),
                view.free() == 1 ? "" : "s",
                missing.size(),
                request.spec().networkOrDefault().namedZones().isEmpty()
                    ? "Set spec.network.availabilityZones: " + fitting
                    : "Create this environment again with " + fitting + " of its zones"));
  }

  /** The subnets that nobody manages any more, up to a few, and what to do with them. */
  private static String left(List<String> subnets) {
    if (subnets.isEmpty()) {
      return ". Delete";
    }
    int more = subnets.size() - SHOWN;
    String names = String.join(" and ", subnets.subList(0, Math.min(SHOWN, subnets.size())));
    return subnets.size() == 1
        ? ", also by " + names + ", which no environment uses. Delete that, with what is in it, or"
        : ", also by "
            + names
            + (more > 0 ? " and " + more + " more" : "")
            + ", which no environment uses. Delete these, with what is in them, or";
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
        host.map(view -> view.describedAs(name())).orElseGet(this::name), ranges(host));
  }

  /** A subnet that exists has the range that it has. */
  private SortedMap<String, String> ranges(Optional<HostView> view) {
    SortedMap<String, String> ranges =
        view.map(known -> known.ranges().of(request.owner().uid())).orElseGet(TreeMap::new);
    for (String letter : ZoneLetters.ALL) {
      observed
          .find(ZoneLetters.workload(letter))
          .ifPresent(existing -> ranges.put(letter, ((Subnet) existing.resource()).cidr()));
    }
    return ranges;
  }
}
