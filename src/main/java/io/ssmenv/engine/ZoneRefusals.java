package io.ssmenv.engine;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.VpcZones;
import io.ssmenv.desired.ZoneNeed;
import io.ssmenv.desired.ZoneOffers;
import io.ssmenv.desired.ZoneRejection;
import io.ssmenv.execute.Progress;
import io.ssmenv.facts.StandingZones;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.state.RememberedFacts;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.VpcEndpoint;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What AWS has refused to create in a zone, because the zone does not offer it. The next reconcile
 * knows it from the status, and decides whether another zone takes the place of that one.
 *
 * @param found what the failed steps of this reconcile show
 * @param settling the keys of failed steps for which another zone may be used, which shows by
 *     itself
 * @param undecided those of further ones of which that is not known, because something is not read
 */
record ZoneRefusals(Set<ZoneRejection> found, Set<Key> settling, Set<Key> undecided) {

  ZoneRefusals {
    found = ImmutableCopy.of(found);
    settling = ImmutableCopy.of(settling);
    undecided = ImmutableCopy.of(undecided);
  }

  /**
   * @param vpc what other environments have to do with the zones
   */
  static ZoneRefusals of(
      ReconcileRequest request,
      DesiredState desired,
      Observation observed,
      Plan plan,
      Progress progress,
      VpcZones vpc) {
    StandingZones standing =
        StandingZones.of(observed, vpc, RememberedFacts.read(request.status()));
    Set<ZoneRejection> found = new HashSet<>();
    Set<Key> settling = new HashSet<>();
    Set<Key> undecided = new HashSet<>();
    if (desired instanceof DesiredState.Resolved resolved) {
      ZoneOffers known = resolved.facts().offers();
      for (Progress.Failure failure : progress.failures()) {
        if (failure.error() instanceof CloudError.ZoneUnsupported unsupported) {
          plan.writes().stream()
              .filter(step -> step.key().equals(failure.key()))
              .forEach(step -> {
                Optional<ZoneRejection> rejection = rejection(step, unsupported, observed);
                rejection.ifPresent(found::add);
                boolean isNew =
                    rejection.filter(one -> !known.rejections().contains(one)).isPresent();
                boolean isOpen =
                    rejection
                        .filter(one -> standing.mayBeGivenUp(one.zone(), one.need()))
                        .isPresent();
                if (isNew || !step.ready() || (isOpen && isStarting(observed))) {
                  settling.add(step.key());
                } else if (isOpen) {
                  undecided.add(step.key());
                }
              });
        }
      }
    }
    return new ZoneRefusals(found, settling, undecided);
  }

  /**
   * Whether the operator has started, and only has to read more: whether a zone is given up is then
   * decided within seconds, with the rejections that the former process has recorded.
   */
  private static boolean isStarting(Observation observed) {
    return !observed.unlisted().isEmpty()
        && observed.unlisted().values().stream()
            .allMatch(why ->
                why.cause() == Unlisted.Cause.NOT_READ
                    || why.cause() == Unlisted.Cause.AWAITING_PROOF);
  }

  /** The zone in which the existing subnet is: the one that is desired may be another already. */
  private static Optional<ZoneRejection> rejection(
      Step.Write step, CloudError.ZoneUnsupported error, Observation observed) {
    Resource resource =
        step instanceof Step.Delete delete
            ? delete.replacement().orElse(delete.resource())
            : step.resource();
    Optional<String> zone =
        switch (resource) {
          case Instance instance ->
              find(instance.networkInterface(), NetworkInterface.class, observed)
                  .flatMap(one -> zone(one.subnet(), observed));
          case NatGateway gateway -> zone(gateway.subnet(), observed);
          case VpcEndpoint endpoint ->
              endpoint.subnets().stream()
                  .filter(
                      subnet -> endpoint.subnets().size() == 1 || isNamed(subnet, error, observed))
                  .flatMap(subnet -> zone(subnet, observed).stream())
                  .findFirst();
          default -> Optional.empty();
        };
    return zone.flatMap(name -> ZoneNeed.of(resource).map(need -> new ZoneRejection(name, need)));
  }

  private static boolean isNamed(
      Ref subnet, CloudError.ZoneUnsupported error, Observation observed) {
    return subnet instanceof Ref.ToKey(Key key)
        && observed.find(key).filter(one -> error.subnets().contains(one.id())).isPresent();
  }

  private static Optional<String> zone(Ref subnet, Observation observed) {
    return find(subnet, Subnet.class, observed).map(Subnet::zone);
  }

  private static <R extends Resource> Optional<R> find(
      Ref ref, Class<R> type, Observation observed) {
    return Stream.of(ref)
        .filter(Ref.ToKey.class::isInstance)
        .flatMap(to -> observed.find(((Ref.ToKey) to).key()).stream())
        .map(one -> one.resource())
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  /** The desired state, with what was found among its facts. */
  DesiredState addTo(DesiredState desired) {
    return desired instanceof DesiredState.Resolved resolved
        ? new DesiredState.Resolved(
            resolved.topology(),
            resolved.facts().withOffers(resolved.facts().offers().rejecting(found)),
            resolved.unresolvedImages(),
            resolved.unresolvedFacts(),
            resolved.unplacedZones())
        : desired;
  }

  /** The progress without the failures that another zone may settle. */
  Progress hide(Progress progress) {
    return progress.withoutFailures(settling);
  }

  /** Whether a status does not record everything that the facts have. */
  static boolean isUnrecorded(DesiredState desired, ZoneOffers recorded) {
    return desired instanceof DesiredState.Resolved resolved
        && !recorded.rejections().containsAll(resolved.facts().offers().rejections());
  }
}
