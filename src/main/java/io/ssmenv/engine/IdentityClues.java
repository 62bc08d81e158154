package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.TagEvidence;
import io.ssmenv.engine.EnvironmentClaims.Claim;
import io.ssmenv.topology.Ownership;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What is known of the environment id of an object: what it names itself, and what AWS shows. */
record IdentityClues(ReconcileRequest request, Claim self, TagEvidence evidence) {

  Owner object() {
    return request.owner();
  }

  Optional<String> asked() {
    return other(self.labels().adopt());
  }

  /** The other id that the status records. */
  Optional<String> recorded() {
    return other(Optional.ofNullable(request.status().environmentId()));
  }

  /** The id of the object of which this one is a copy. */
  Optional<String> copied() {
    return request.status().environmentId() == null
        ? other(self.labels().environmentId()).filter(id -> !isClaimed(id))
        : Optional.empty();
  }

  private Optional<String> other(Optional<String> id) {
    return id.filter(named -> !named.isBlank() && !named.equals(object().uid()));
  }

  /** Whether something has the tags that the object writes if this is its id. */
  boolean has(String id) {
    return evidence.of(id).stream().anyMatch(one -> isMine(one.ownership()));
  }

  boolean isMine(Ownership tags) {
    return tags.cluster().equals(object().cluster())
        && (tags.environment().equals(object().uid()) || tags.owner().equals(object().name()));
  }

  Set<String> ofOthers(String id) {
    return evidence.ids(id, tags -> !isMine(tags));
  }

  /** Whether something may have been built under the object's own id: see {@link Engine}. */
  boolean isBegun() {
    EnvironmentStatus status = request.status();
    boolean recorded = status.environmentId() != null || status.clusterId() != null;
    return recorded().isEmpty()
        && (!status.resources().isEmpty() || (request.hasFinalizer() && recorded));
  }

  /** Whether the status says that nothing was left to take over. */
  boolean isRecorded(String id) {
    return id.equals(request.status().environmentId())
        && object().cluster().equals(request.status().clusterId());
  }

  boolean isClaimed(String id) {
    return others().isClaimed(id, self, request.claim().fromAnyNamespace());
  }

  Optional<String> precedence(String id) {
    Set<String> owners = new HashSet<>();
    evidence.of(id).forEach(one -> owners.add(one.ownership().owner()));
    return others().precedence(id, self, request.claim().fromAnyNamespace(), owners);
  }

  private EnvironmentClaims others() {
    return request.claim().others();
  }
}
