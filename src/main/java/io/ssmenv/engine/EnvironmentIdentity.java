package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.EnvironmentClaims.Claim;
import java.util.Optional;

/**
 * Which environment id an object has: its UID, unless it takes over the resources of another one.
 * Anybody who can edit the object can write its annotations, and a copy has those of its original.
 * So an annotation only asks; the status records what was accepted, and the tags in AWS prove it.
 *
 * @param owner with the id of the resources that the object has or asks for
 */
public record EnvironmentIdentity(Owner owner, AdoptionClaim claim) {

  /** The request as the owner that it has or asks to be. */
  public static ReconcileRequest identify(
      ReconcileRequest request, Claim self, EnvironmentClaims others, boolean fromAnyNamespace) {
    EnvironmentIdentity identity = of(request, self, others, fromAnyNamespace);
    return request.claiming(identity.owner(), identity.claim());
  }

  private static EnvironmentIdentity of(
      ReconcileRequest request, Claim self, EnvironmentClaims others, boolean fromAnyNamespace) {
    Owner object = request.owner();
    Optional<String> asked = self.labels().adopt();
    boolean begun = isBegun(request);
    Optional<String> adopted = adopted(request.status(), self).filter(_ -> begun);
    if (adopted.isPresent()) {
      String id = adopted.get();
      return new EnvironmentIdentity(
          owner(object, id, request.status().clusterId() == null),
          new AdoptionClaim(
              asked
                  .filter(other -> !other.equals(id))
                  .map(other -> alreadyBuilt(object, other))
                  .or(() -> others.precedence(id, self, fromAnyNamespace)),
              fromAnyNamespace,
              false));
    }
    Optional<String> other = asked.filter(id -> !id.equals(object.uid()));
    if (begun) {
      return new EnvironmentIdentity(
          object,
          new AdoptionClaim(other.map(id -> alreadyBuilt(object, id)), fromAnyNamespace, false));
    }
    if (request.deleting()) {
      return new EnvironmentIdentity(object, AdoptionClaim.NONE);
    }
    return other
        .map(id ->
            new EnvironmentIdentity(
                owner(object, id, true),
                new AdoptionClaim(
                    others.precedence(id, self, fromAnyNamespace), fromAnyNamespace, false)))
        .or(() ->
            copied(request, self, others, fromAnyNamespace)
                .map(id ->
                    new EnvironmentIdentity(
                        owner(object, id, true),
                        new AdoptionClaim(Optional.empty(), fromAnyNamespace, true))))
        .orElseGet(() -> new EnvironmentIdentity(object, AdoptionClaim.NONE));
  }

  /** Whether something may have been written for the object: see {@code Engine.execute}. */
  private static boolean isBegun(ReconcileRequest request) {
    EnvironmentStatus status = request.status();
    boolean recorded = status.environmentId() != null || status.clusterId() != null;
    return !status.resources().isEmpty() || (request.hasFinalizer() && recorded);
  }

  /**
   * The other id that the status records. Where the annotation that shows it says something else,
   * and nobody asks for it, somebody has edited the status.
   */
  private static Optional<String> adopted(EnvironmentStatus status, Claim self) {
    return Optional.ofNullable(status.environmentId())
        .filter(id -> !id.isBlank() && !id.equals(self.uid()))
        .filter(id ->
            self.labels().environmentId().isEmpty()
                || self.labels().environmentId().equals(Optional.of(id))
                || self.labels().adopt().equals(Optional.of(id)));
  }

  /** The id of the object of which this one is a copy, if that one no longer exists. */
  private static Optional<String> copied(
      ReconcileRequest request, Claim self, EnvironmentClaims others, boolean fromAnyNamespace) {
    return self.labels()
        .environmentId()
        .filter(id -> request.status().environmentId() == null)
        .filter(id -> !id.equals(self.uid()) && !others.isClaimed(id, self, fromAnyNamespace));
  }

  private static Owner owner(Owner object, String id, boolean adopting) {
    return new Owner(object.cluster(), object.uid(), object.name(), id, adopting);
  }

  private static String alreadyBuilt(Owner object, String id) {
    return "The annotation ssmenv.io/adopt names the environment id %s, but resources of %s exist already. Remove the annotation, or delete this object and create it again with it"
        .formatted(id, object.name());
  }
}
