package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EgressStatus;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.api.v1alpha1.PathStatus;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.desired.TopologyBuilder;
import io.ssmenv.state.AgentStatus;
import io.ssmenv.state.Egress;
import io.ssmenv.state.KnownResources;
import io.ssmenv.state.RecordedAccount;
import io.ssmenv.state.RememberedFacts;
import io.ssmenv.state.StatusText;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.SecurityGroup;
import io.ssmenv.topology.SsmDocument;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.Vpc;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Builds the whole status, and the events, from the results of a reconcile. It is stable: the same
 * inputs on top of the status that was built from them give an equal status, so that nothing needs
 * to be written.
 */
public final class StatusBuilder {

  private final StatusInputs inputs;
  private final EnvironmentStatus before;
  private final SyncState sync;
  private final List<InstanceStatus> instances;
  private final Conditions conditions;

  public StatusBuilder(StatusInputs inputs) {
    this.inputs = inputs;
    this.before = inputs.before();
    this.sync = new SyncState(inputs);
    this.instances =
        inputs
            .observed()
            .map(seen -> new InstanceStatuses(inputs, seen).all())
            .orElse(before.instances());
    this.conditions = new Conditions(inputs, instances, previousPattern());
  }

  /** The whole status, to be written; equal to the previous one if nothing changed. */
  public EnvironmentStatus status() {
    List<ResourceStatus> resources =
        inputs
            .observed()
            .map(seen -> KnownResources.list(before.resources(), seen))
            .orElse(before.resources());
    List<Condition> all = conditions.all();
    NetworkStatus network = new AppliedNetwork(inputs).status(isApplied());
    return new EnvironmentStatus(
        inputs.generation(),
        appliesSpec() ? Long.valueOf(inputs.generation()) : before.appliedGeneration(),
        accountId().orElse(null),
        inputs.cluster().orElse(null),
        inputs.environment().orElse(null),
        all,
        inputs.observed().isPresent()
            ? OnlineCount.column(OnlineCount.wanted(inputs, instances))
            : before.online(),
        egress().orElse(null),
        pattern().orElse(null),
        vpcId(resources).or(this::otherVpcId).orElse(null),
        all.getFirst().reason(),
        instances,
        resources,
        DriftCalculator.of(inputs).orElse(null),
        plan(),
        inputs.facts().map(RememberedFacts::write).orElse(before.facts()),
        inputs.incarnations().status(inputs.completeTopology(), resources),
        inputs.path().equals(PathStatus.NONE) ? null : inputs.path(),
        network.equals(NetworkStatus.NONE) ? null : network,
        inputs.sessions().open().orElse(null),
        inputs.sessions().since().map(StatusText::time).orElse(null),
        inputs.sessions().waits(),
        sessionDocument().orElse(null));
  }

  /** The document with which sessions are to be started, until it is known that there is none. */
  private Optional<String> sessionDocument() {
    return inputs
        .spec()
        .sessionSettings()
        .flatMap(_ ->
            inputs
                .observed()
                .filter(seen ->
                    seen.find(SsmDocument.KEY).isPresent()
                        || seen.provenAbsent(SsmDocument.KEY)
                        || seen.mislabeled().containsKey(SsmDocument.KEY))
                .map(seen -> seen.find(SsmDocument.KEY).map(Observed::id))
                .orElseGet(() -> Optional.ofNullable(before.sessionDocument())));
  }

  /** The events between the previous status and the given one. */
  public List<StatusEvent> events(EnvironmentStatus status) {
    return StatusEvents.between(
        before,
        status,
        conditions.current(),
        InstanceStatuses.terminated(inputs, instances),
        AgentStop.all(inputs),
        ResolverEvents.between(
            before,
            status,
            inputs.spec().connectivity().pattern(),
            foreignVpcId(status),
            inputs.observed().map(ResolverEvents::resolved).orElse(Set.of())),
        inputs.desired() instanceof DesiredState.Adopting);
  }

  /** Known before anything is created there. */
  private Optional<String> foreignVpcId(EnvironmentStatus status) {
    return inputs
        .spec()
        .networkOrDefault()
        .existingVpc()
        .flatMap(where ->
            where
                .vpcIdIfSet()
                .or(() -> Optional.ofNullable(status.vpcId()))
                .or(() ->
                    inputs
                        .topology()
                        .flatMap(desired -> desired.find(TopologyBuilder.GROUP))
                        .flatMap(StatusBuilder::vpcOf)));
  }

  /** In sync, the plan may still wait for proofs of absence: not worth listing unless one fails. */
  private List<String> plan() {
    return inputs
        .plan()
        .map(plan -> isApplied() ? List.<String>of() : PlanSummary.of(plan))
        .orElse(isWaiting() ? List.of() : before.plan());
  }

  /** Whether nothing is planned before a person, or another environment, has done something. */
  private boolean isWaiting() {
    return inputs.problem().isPresent() && !inputs.isLookedUp();
  }

  private boolean appliesSpec() {
    return !inputs.mode().deleting() && sync.applies();
  }

  private boolean isApplied() {
    return !inputs.mode().deleting() && sync.inSync();
  }

  /** Never changes once it is known, unless AWS contradicts it: another account is a problem. */
  private Optional<String> accountId() {
    return inputs
        .observed()
        .flatMap(seen -> RecordedAccount.of(before, seen))
        .or(() -> RecordedAccount.of(before))
        .or(() ->
            inputs.observed().map(Observation::accountId).filter(account -> !account.isEmpty()));
  }

  private static Optional<String> vpcId(List<ResourceStatus> resources) {
    return resources.stream()
        .filter(one -> one.key().equals(Resource.typeName(Vpc.class)))
        .map(ResourceStatus::id)
        .findFirst();
  }

  /** The VPC of another environment, or of somebody else, in which this one stands. */
  private Optional<String> otherVpcId() {
    if (inputs.spec().networkOrDefault().existingVpc().isPresent()) {
      return inputs
          .observed()
          .flatMap(seen -> seen.find(TopologyBuilder.GROUP))
          .flatMap(group -> vpcOf(group.resource()));
    }
    return inputs
        .observed()
        .map(seen -> seen.find(SharedNetwork.VPC.inHost()).map(Observed::id))
        .orElseGet(() -> Optional.ofNullable(before.vpcId()));
  }

  private static Optional<String> vpcOf(Resource group) {
    return group instanceof SecurityGroup seen && seen.vpc() instanceof Ref.ToId(String id)
        ? Optional.of(id)
        : Optional.empty();
  }

  /** The pattern in use: that of the spec once it is applied, the previous one until then. */
  private Optional<Pattern> pattern() {
    return isApplied()
        ? Optional.of(inputs.spec().connectivity().pattern())
        : Optional.ofNullable(before.pattern());
  }

  /** The pattern in use, if it differs from the one in the spec and users may have sessions. */
  private Optional<Pattern> previousPattern() {
    return pattern()
        .filter(one -> one != inputs.spec().connectivity().pattern())
        .filter(one -> before.instances().stream().anyMatch(AgentStatus::everOnline));
  }

  /** What the Internet sees, if the instance was asked on its present path, and lately. */
  private Optional<String> observed(InstanceStatus instance) {
    return Optional.ofNullable(instance.egress())
        .filter(egress -> inputs.egress().isCurrent(egress, inputs.path()))
        .map(EgressStatus::observed);
  }

  private Optional<String> egress() {
    Optional<String> addresses =
        Egress.column(
            OnlineCount.wanted(inputs, instances).stream()
                .flatMap(instance ->
                    observed(instance).or(() -> Optional.ofNullable(instance.egressIp())).stream())
                .toList());
    if (addresses.isPresent() || inputs.observed().isEmpty()) {
      return addresses.or(() -> Optional.ofNullable(before.egress()));
    }
    if (OnlineCount.wanted(inputs, instances).stream().noneMatch(one -> one.id() != null)
        && inputs.topology().stream().noneMatch(StatusBuilder::hasNoInternet)) {
      return Optional.empty();
    }
    return inputs
        .topology()
        .filter(desired -> !desired.isEmpty())
        .map(desired -> hasNoInternet(desired) ? Egress.NONE : Egress.UNKNOWN)
        .or(() -> Optional.ofNullable(before.egress()).filter(Egress.NONE::equals));
  }

  private static boolean hasNoInternet(Topology desired) {
    return !desired.isEmpty() && !Egress.wanted(desired);
  }
}
