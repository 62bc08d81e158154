package io.ssmenv.engine;

import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.TagEvidence;
import io.ssmenv.engine.EnvironmentClaims.Claim;
import io.ssmenv.engine.Standing.Adopting;
import io.ssmenv.engine.Standing.Refused;
import io.ssmenv.engine.Standing.Settled;
import io.ssmenv.engine.Standing.Undecided;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which environment id an object has: its UID, unless it takes over, or has taken over, the
 * resources of another one. Whoever can edit the object can write its annotations and its status,
 * and a copy has those of its original. So these only ask; the tags in AWS decide, which nobody but
 * the operator and the administrators of the account can write.
 *
 * @param owner with the environment id
 * @param searched the ids with which resources are looked for in all clusters
 */
record EnvironmentIdentity(Owner owner, Standing standing, Set<String> searched) {

  /** A request as that of the owner of what it has, or may take over, as far as AWS was read. */
  static ReconcileRequest identify(ReconcileRequest request, Cloud cloud) {
    EnvironmentIdentity identity = of(request, cloud.inventory()::evidence);
    cloud.inventory().search(request.owner(), identity.searched());
    return request.as(identity);
  }

  /** Decides it for a request, from what AWS is known to have. */
  static EnvironmentIdentity of(
      ReconcileRequest request, Function<Set<String>, TagEvidence> evidence) {
    Owner object = request.owner();
    Optional<Claim> self = request.claim().self();
    if (self.isEmpty()) {
      return new EnvironmentIdentity(object, request.standing(), Set.of());
    }
    Set<String> named = new HashSet<>(Set.of(object.uid()));
    Stream.of(
            Optional.ofNullable(request.status().environmentId()),
            self.get().labels().adopt(),
            self.get().labels().environmentId())
        .flatMap(Optional::stream)
        .forEach(named::add);
    if (named.size() == 1) {
      return new EnvironmentIdentity(object, Standing.OWN, Set.of());
    }
    return decide(new IdentityClues(request, self.get(), evidence.apply(named)));
  }

  private static EnvironmentIdentity decide(IdentityClues known) {
    String uid = known.object().uid();
    if (known.has(uid)) {
      return own(known);
    }
    Optional<String> proven =
        Stream.of(known.recorded(), known.asked())
            .flatMap(Optional::stream)
            .filter(known::has)
            .findFirst();
    if (proven.isPresent()) {
      return having(known, proven.get());
    }
    if (known.isBegun()) {
      return own(known);
    }
    if (known.request().deleting()) {
      return known
          .recorded()
          .map(id -> deletingNothing(known, id))
          .orElseGet(() -> plain(known, Standing.OWN));
    }
    return known
        .asked()
        .map(id -> asking(known, id))
        .or(() -> known.recorded().map(id -> recording(known, id)))
        .or(() -> known.copied().map(id -> copied(known, id)))
        .orElseGet(() -> plain(known, Standing.OWN));
  }

  /** What the object has built itself proves that it has its own id. */
  private static EnvironmentIdentity own(IdentityClues known) {
    return known
        .asked()
        .filter(_ -> !known.request().deleting())
        .map(id -> plain(known, alreadyBuilt(known, id)))
        .orElseGet(() -> plain(known, settled(known)));
  }

  private static EnvironmentIdentity having(IdentityClues known, String id) {
    Set<String> searched = known.isRecorded(id) ? Set.of() : Set.of(id);
    if (known.request().deleting()) {
      return new EnvironmentIdentity(owner(known, id, false), settled(known), searched);
    }
    Optional<String> other = known.asked().filter(named -> !named.equals(id));
    if (other.isPresent()) {
      return new EnvironmentIdentity(
          owner(known, id, false), alreadyBuilt(known, other.get()), searched);
    }
    return known.isRecorded(id) && known.ofOthers(id).isEmpty()
        ? new EnvironmentIdentity(owner(known, id, false), settled(known), searched)
        : adopting(known, id, searched);
  }

  /** An id with which everything was deleted, or which belongs to somebody else. */
  private static EnvironmentIdentity deletingNothing(IdentityClues known, String id) {
    return known
        .evidence()
        .unknown(id)
        .map(why -> undecided(known, id, why))
        .orElseGet(() ->
            known.ofOthers(id).isEmpty()
                ? new EnvironmentIdentity(owner(known, id, false), Standing.OWN, Set.of(id))
                : new EnvironmentIdentity(known.object(), settled(known), Set.of(id)));
  }

  private static EnvironmentIdentity asking(IdentityClues known, String id) {
    Optional<String> obstacle = known.precedence(id);
    if (obstacle.isPresent()) {
      return plain(known, new Refused(obstacle.get()));
    }
    Optional<String> unknown = known.evidence().unknown(id);
    if (unknown.isPresent()) {
      return undecided(known, id, unknown.get());
    }
    if (!known.evidence().of(id).isEmpty()) {
      return adopting(known, id, Set.of(id));
    }
    return known.recorded().equals(Optional.of(id))
        ? new EnvironmentIdentity(owner(known, id, false), Standing.OWN, Set.of(id))
        : new EnvironmentIdentity(
            known.object(),
            new Refused(Adoption.nothing("nothing", id, known.request())),
            Set.of(id));
  }

  /** The status of an adopted environment of which everything was deleted by hand, or a copy. */
  private static EnvironmentIdentity recording(IdentityClues known, String id) {
    if (known.isClaimed(id)) {
      return plain(known, restored("status", known, id));
    }
    return known
        .evidence()
        .unknown(id)
        .map(why -> undecided(known, id, why))
        .orElseGet(() ->
            known.evidence().of(id).isEmpty()
                ? new EnvironmentIdentity(owner(known, id, false), Standing.OWN, Set.of(id))
                : new EnvironmentIdentity(
                    known.object(), restored("status", known, id), Set.of(id)));
  }

  /** A copy of an object of which nothing exists is a new environment. */
  private static EnvironmentIdentity copied(IdentityClues known, String id) {
    return known
        .evidence()
        .unknown(id)
        .map(why -> undecided(known, id, why))
        .orElseGet(() ->
            new EnvironmentIdentity(
                known.object(),
                known.evidence().of(id).isEmpty()
                    ? Standing.OWN
                    : restored("annotation ssmenv.io/environment-id", known, id),
                Set.of(id)));
  }

  private static EnvironmentIdentity adopting(
      IdentityClues known, String id, Set<String> searched) {
    return new EnvironmentIdentity(
        owner(known, id, true),
        known.precedence(id).<Standing>map(Refused::new).orElseGet(Adopting::new),
        searched);
  }

  private static EnvironmentIdentity undecided(IdentityClues known, String id, String why) {
    return new EnvironmentIdentity(
        known.recorded().equals(Optional.of(id)) ? owner(known, id, false) : known.object(),
        new Undecided("Reading what exists with the environment id %s: %s".formatted(id, why)),
        Set.of(id));
  }

  private static EnvironmentIdentity plain(IdentityClues known, Standing standing) {
    return new EnvironmentIdentity(known.object(), standing, Set.of());
  }

  private static Standing settled(IdentityClues known) {
    Set<String> ofOthers = new HashSet<>();
    List.of(known.recorded(), known.asked())
        .forEach(named -> named.ifPresent(id -> ofOthers.addAll(known.ofOthers(id))));
    return new Settled(ofOthers);
  }

  private static Owner owner(IdentityClues known, String id, boolean adopting) {
    Owner object = known.object();
    return new Owner(object.cluster(), object.uid(), object.name(), id, adopting);
  }

  private static Standing alreadyBuilt(IdentityClues known, String id) {
    return new Refused(
        "The annotation ssmenv.io/adopt names the environment id %s, but resources of %s exist already. Remove the annotation, or delete this object and create it again with it"
            .formatted(id, known.object().name()));
  }

  private static Standing restored(String where, IdentityClues known, String id) {
    return new Refused(
        "This object was copied or restored: its %s names %s, which %s. To take that over, set the annotation ssmenv.io/adopt to this id; to build new resources, %s"
            .formatted(
                where,
                id,
                known.isClaimed(id)
                    ? "another object here has"
                    : "has %d resources in AWS and no other object here"
                        .formatted(known.evidence().of(id).size()),
                where.equals("status")
                    ? "delete this object and create it again without its status"
                    : "remove ssmenv.io/environment-id"));
  }
}
