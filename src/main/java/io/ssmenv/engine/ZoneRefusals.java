package io.ssmenv.engine;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.ZoneNeed;
import io.ssmenv.desired.ZoneOffers;
import io.ssmenv.desired.ZoneRejection;
import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observation;
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
 * @param settling the keys of failed steps for which another zone may be used
 */
record ZoneRefusals(Set<ZoneRejection> found, Set<Key> settling) {

  static ZoneRefusals of(DesiredState desired, Observation observed, Plan plan, Progress progress) {
    Set<ZoneRejection> found = new HashSet<>();
    Set<Key> settling = new HashSet<>();
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
                if (isNew || !step.ready()) {
                  settling.add(step.key());
                }
              });
        }
      }
    }
    return new ZoneRefusals(found, settling);
  }

  /** The zone in which the existing subnet is: the one that is desired may be another already. */
  private static Optional<ZoneRejection> rejection(
      Step.Write step, CloudError.ZoneUnsupported error, Observation observed) {
    Resource resource =
        step instanceof Step.Delete delete
            ? delete.replacement().orElse(delete.resource())
            : step.resource();
    return switch (resource) {
      case Instance instance ->
          find(instance.networkInterface(), NetworkInterface.class, observed)
              .flatMap(one -> zone(one.subnet(), observed))
              .map(zone -> new ZoneRejection(zone, new ZoneNeed.InstanceType(instance.type())));
      case NatGateway gateway ->
          zone(gateway.subnet(), observed)
              .map(zone -> new ZoneRejection(zone, new ZoneNeed.NatGateways()));
      case VpcEndpoint endpoint ->
          endpoint.subnets().stream()
              .filter(subnet -> endpoint.subnets().size() == 1 || isNamed(subnet, error, observed))
              .flatMap(subnet -> zone(subnet, observed).stream())
              .findFirst()
              .map(zone ->
                  new ZoneRejection(zone, new ZoneNeed.EndpointService(endpoint.key().name())));
      default -> Optional.empty();
    };
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
