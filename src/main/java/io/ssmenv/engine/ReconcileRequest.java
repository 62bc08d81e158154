package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.desired.SpecDefaults;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An environment to be reconciled.
 *
 * @param name without the namespace
 * @param generation of the spec
 * @param status as last written; {@link EnvironmentStatus#none()} for a new environment
 * @param deleting whether the object has a deletion timestamp
 * @param hasFinalizer whether the finalizer is set; nothing is created without it
 * @param createdByThisProcess whether no earlier process can have created anything for it
 * @param now the time of this reconcile
 * @param peers the environments with which it shares a VPC
 * @param guestsInPlace the names of those that have something in its VPC
 * @param claim what Kubernetes says about the ids that it names
 * @param standing whether the resources with the environment id of the owner are its own
 */
public record ReconcileRequest(
    Owner owner,
    String name,
    long generation,
    EnvironmentSpec spec,
    EnvironmentStatus status,
    boolean deleting,
    boolean hasFinalizer,
    boolean createdByThisProcess,
    Instant now,
    VpcPeers peers,
    List<String> guestsInPlace,
    AdoptionClaim claim,
    Standing standing) {

  public ReconcileRequest {
    guestsInPlace = List.copyOf(guestsInPlace);
  }

  /** An environment of which it is not known yet who has something in its VPC. */
  public ReconcileRequest(
      Owner owner,
      String name,
      long generation,
      EnvironmentSpec spec,
      EnvironmentStatus status,
      boolean deleting,
      boolean hasFinalizer,
      boolean createdByThisProcess,
      Instant now,
      VpcPeers peers) {
    this(
        owner,
        name,
        generation,
        spec,
        status,
        deleting,
        hasFinalizer,
        createdByThisProcess,
        now,
        peers,
        List.of(),
        AdoptionClaim.NONE,
        Standing.OWN);
  }

  /** The same with another VPC in the status. */
  ReconcileRequest recording(NetworkStatus network) {
    return new ReconcileRequest(
        owner,
        name,
        generation,
        spec,
        status.with(network),
        deleting,
        hasFinalizer,
        createdByThisProcess,
        now,
        peers,
        guestsInPlace,
        claim,
        standing);
  }

  /** The same with a spec that leaves nothing open, and with the guests in place. */
  ReconcileRequest completed(SpecDefaults defaults, List<String> guests) {
    return new ReconcileRequest(
        owner,
        name,
        generation,
        defaults.complete(spec),
        status,
        deleting,
        hasFinalizer,
        createdByThisProcess,
        now,
        peers,
        guests,
        claim,
        standing);
  }

  /** The same with what Kubernetes says about the ids that it names. */
  public ReconcileRequest claiming(AdoptionClaim what) {
    return as(owner, what, standing);
  }

  /** The same as the owner of the resources that it has or takes over. */
  ReconcileRequest as(EnvironmentIdentity identity) {
    return as(identity.owner(), claim, identity.standing());
  }

  /** The same after everything was taken over. */
  ReconcileRequest adopted() {
    Owner settled =
        new Owner(owner.cluster(), owner.uid(), owner.name(), owner.environment(), false);
    return as(settled, claim, Standing.OWN);
  }

  private ReconcileRequest as(Owner claimant, AdoptionClaim what, Standing whose) {
    return new ReconcileRequest(
        claimant,
        name,
        generation,
        spec,
        status,
        deleting,
        hasFinalizer,
        createdByThisProcess && claimant.environment().equals(claimant.uid()),
        now,
        peers,
        guestsInPlace,
        what,
        whose);
  }

  /** The same with a spec that asks for the first zones only. */
  ReconcileRequest inZones(int count) {
    return new ReconcileRequest(
        owner,
        name,
        generation,
        spec.inZones(count),
        status,
        deleting,
        hasFinalizer,
        createdByThisProcess,
        now,
        peers,
        guestsInPlace,
        claim,
        standing);
  }

  /** Whether the environment stands in the VPC of another one. */
  boolean isGuest() {
    return spec.networkOrDefault().hostName().isPresent();
  }

  /** Whether a process that takes over would know of what is written now. */
  boolean mayWrite(String account) {
    return isBuiltIn(account) && mode().submitsSteps();
  }

  /** Whether something of the environment may exist in the account. */
  boolean isBuiltIn(String account) {
    return account.equals(status.accountId())
        && owner.environment().equals(status.environmentId())
        && (owner.adopting() || owner.cluster().equals(status.clusterId()))
        && hasFinalizer;
  }

  /** All instances that the spec names, also those that cannot be planned yet. */
  Set<Key> instances() {
    return spec.instances().stream()
        .flatMap(group -> group.instanceNames().stream())
        .map(Instance::key)
        .collect(ImmutableCopy.toSet());
  }

  /** What the operator does with the plan. */
  ReconcileMode mode() {
    ReconcileMode mode = ReconcileMode.of(spec, deleting);
    return guestsInPlace.isEmpty() ? mode : mode.withGuests();
  }
}
