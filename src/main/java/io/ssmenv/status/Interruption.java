package io.ssmenv.status;

import io.ssmenv.plan.PlannedChange;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.VpcEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What users notice of a change. No step reboots an instance: it is corrected while it runs, or
 * replaced.
 */
public record Interruption(Kind kind, String message) {

  public enum Kind {
    /** Open sessions and port forwardings. */
    SESSIONS,
    /** An instance and the data on its volume. */
    INSTANCE,
    /** A public address that others may have in their allow lists. */
    ADDRESS
  }

  static final String SESSIONS_BREAK =
      "Open sessions break once, and new sessions may fail for up to two minutes";

  /** The service over which the agent has its sessions. */
  private static final String SESSION_SERVICE = ".ssmmessages";

  /** Whether steps cut sessions that are open on instances. */
  public static Predicate<Step.Write> cuttingSessions(Observation observed) {
    boolean used = isUsed(observed);
    return step ->
        used
            && !(step.resource() instanceof Address)
            && current(step)
                .filter(before -> !before.is(State.FAILED))
                .map(before ->
                    of(
                        before,
                        PlannedChange.of(Optional.of(before), List.of(step), List.of()),
                        observed))
                .filter(all -> all.stream().anyMatch(Interruption::cutsSessions))
                .isPresent();
  }

  private static boolean isUsed(Observation observed) {
    return observed.present().values().stream()
        .anyMatch(current -> current.resource() instanceof Instance);
  }

  /** Whether sessions that are open end with it. */
  public boolean cutsSessions() {
    return switch (kind) {
      case SESSIONS, INSTANCE -> true;
      case ADDRESS -> false;
    };
  }

  private static Optional<Observed> current(Step.Write step) {
    return switch (step) {
      case Step.Create _ -> Optional.empty();
      case Step.Update update -> Optional.of(update.current());
      case Step.Delete delete -> Optional.of(delete.current());
    };
  }

  /** What a change interrupts; nothing as long as no instance runs. */
  public static List<Interruption> of(PlannedChange change, Observation observed) {
    return change
        .before()
        .filter(before -> !before.is(State.FAILED) && isUsed(observed))
        .map(before -> of(before, change, observed))
        .orElse(List.of());
  }

  private static List<Interruption> of(
      Observed before, PlannedChange change, Observation observed) {
    Optional<Resource> after = change.after();
    return switch (before.resource()) {
      case Instance instance when isReplaced(change) -> List.of(instance(instance, before, after));
      case Route route when movesEgress(route, after) -> List.of(sessions(), egress(route, after));
      case VpcEndpoint endpoint when endsSessions(endpoint, change) -> List.of(sessions());
      case NatGateway _ when change.action() == PlannedChange.Action.REPLACE -> List.of(sessions());
      case AddressAssociation _ when after.isPresent() -> List.of(sessions(), address(before));
      case Address _ when after.isEmpty() -> List.of(released(before, observed));
      default -> List.of();
    };
  }

  private static boolean isReplaced(PlannedChange change) {
    return switch (change.action()) {
      case REPLACE, DELETE -> true;
      case CREATE, UPDATE -> false;
    };
  }

  private static boolean movesEgress(Route route, Optional<Resource> after) {
    return route.destination().equals(Route.DEFAULT)
        && !after
            .filter(then -> then instanceof Route other && other.target().equals(route.target()))
            .isPresent();
  }

  private static boolean endsSessions(VpcEndpoint endpoint, PlannedChange change) {
    boolean stays =
        change.action() == PlannedChange.Action.UPDATE
            && change.after().orElseThrow() instanceof VpcEndpoint then
            && then.privateDns();
    return endpoint.service().endsWith(SESSION_SERVICE) && endpoint.privateDns() && !stays;
  }

  private static Interruption sessions() {
    return new Interruption(Kind.SESSIONS, SESSIONS_BREAK);
  }

  private static Interruption instance(
      Instance instance, Observed before, Optional<Resource> after) {
    return new Interruption(
        Kind.INSTANCE,
        "%s (%s) is terminated with the data on its volume%s"
            .formatted(instance.key(), before.id(), after.isPresent() ? "; a new one starts" : ""));
  }

  private static Interruption egress(Route route, Optional<Resource> after) {
    return new Interruption(
        Kind.ADDRESS,
        after.isPresent()
            ? "The instances behind " + route.key() + " reach the Internet from another address"
            : "The instances behind " + route.key() + " do not reach the Internet any more");
  }

  private static Interruption address(Observed before) {
    return new Interruption(
        Kind.ADDRESS, "The public address of " + before.key() + " changes for a while");
  }

  private static Interruption released(Observed before, Observation observed) {
    String address =
        before
            .detail(Observed.PUBLIC_IP)
            .or(() -> associated(before, observed))
            .orElse(before.id());
    return new Interruption(Kind.ADDRESS, address + " is released, and cannot be had back");
  }

  /** A listed address shows its public IP only in its association. */
  private static Optional<String> associated(Observed before, Observation observed) {
    Ref address = Ref.to(before.key());
    return observed.present().values().stream()
        .filter(current ->
            current.resource() instanceof AddressAssociation association
                && association.address().equals(address))
        .flatMap(current -> current.detail(Observed.PUBLIC_IP).stream())
        .findFirst();
  }
}
