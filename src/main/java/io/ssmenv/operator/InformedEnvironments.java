package io.ssmenv.operator;

import io.javaoperatorsdk.operator.api.reconciler.ResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.AdoptionClaim;
import io.ssmenv.engine.EnvironmentClaims;
import io.ssmenv.engine.VpcPeers;
import io.ssmenv.topology.ImmutableCopy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All environments that the operator watches, reconciled or not. The cache of the informer has all
 * of them before the first reconcile, so the order of the reconciles does not matter.
 */
final class InformedEnvironments {

  /** The index of the guests by the environment in whose VPC they stand. */
  private static final String BY_HOST = "host";

  /** The index of the objects by the environment ids that they have or ask for. */
  private static final String BY_ENVIRONMENT = "environment";

  private final boolean adoptFromAnyNamespace;
  private volatile Optional<IndexerResourceCache<SsmManagedEnvironment>> cache = Optional.empty();

  /**
   * @param adoptFromAnyNamespace whether an environment may take over resources of other namespaces
   */
  InformedEnvironments(boolean adoptFromAnyNamespace) {
    this.adoptFromAnyNamespace = adoptFromAnyNamespace;
  }

  /** Sets the cache, before the first reconcile. */
  void readFrom(IndexerResourceCache<SsmManagedEnvironment> informed) {
    informed.addIndexer(
        BY_HOST,
        environment ->
            hostName(environment).map(name -> inNamespace(environment, name)).stream().toList());
    informed.addIndexer(BY_ENVIRONMENT, environment -> List.copyOf(ids(environment)));
    cache = Optional.of(informed);
  }

  /** Returns the UIDs; empty before there is a cache. */
  Optional<Set<String>> uids() {
    return cache.map(informed ->
        informed
            .list()
            .map(environment -> environment.getMetadata().getUid())
            .collect(ImmutableCopy.toSet()));
  }

  /** Returns the environment ids in the tags of what the environments have. */
  Optional<Set<String>> environmentIds() {
    return cache.map(informed ->
        informed
            .list()
            .map(environment ->
                recordedId(environment).orElseGet(() -> environment.getMetadata().getUid()))
            .collect(ImmutableCopy.toSet()));
  }

  private static Optional<String> recordedId(SsmManagedEnvironment environment) {
    return Optional.ofNullable(environment.getStatus())
        .flatMap(status -> Optional.ofNullable(status.environmentId()));
  }

  private static Set<String> ids(SsmManagedEnvironment environment) {
    return Stream.of(
            Optional.of(environment.getMetadata().getUid()),
            recordedId(environment),
            environment.annotation(SsmManagedEnvironment.ADOPT),
            environment.annotation(SsmManagedEnvironment.ENVIRONMENT_ID))
        .flatMap(Optional::stream)
        .collect(ImmutableCopy.toSet());
  }

  /** Returns what Kubernetes says about the environment ids that an environment names. */
  AdoptionClaim claimOf(SsmManagedEnvironment environment, EnvironmentStatus status) {
    return new AdoptionClaim(
        Optional.of(claim(environment, Optional.ofNullable(status.environmentId()))),
        claims(environment),
        adoptFromAnyNamespace);
  }

  /** Returns the objects that have, or ask for, an environment id that one has or asks for. */
  private EnvironmentClaims claims(SsmManagedEnvironment environment) {
    return new EnvironmentClaims(
        cache.stream()
            .flatMap(informed ->
                ids(environment).stream()
                    .flatMap(id -> informed.byIndex(BY_ENVIRONMENT, id).stream()))
            .map(other -> claim(other, recordedId(other)))
            .collect(ImmutableCopy.toSet()));
  }

  /**
   * @param recorded the environment id in the status
   */
  private static EnvironmentClaims.Claim claim(
      SsmManagedEnvironment environment, Optional<String> recorded) {
    return new EnvironmentClaims.Claim(
        environment.getMetadata().getUid(),
        environment.getMetadata().getNamespace() + "/" + environment.getMetadata().getName(),
        Optional.ofNullable(environment.getMetadata().getCreationTimestamp()).orElse(""),
        new EnvironmentClaims.Labels(
            environment.annotation(SsmManagedEnvironment.ADOPT),
            environment.annotation(SsmManagedEnvironment.ENVIRONMENT_ID)),
        recorded);
  }

  private static Optional<String> hostName(SsmManagedEnvironment environment) {
    return Optional.ofNullable(environment.getSpec())
        .flatMap(spec -> spec.networkOrDefault().hostName());
  }

  private static String inNamespace(SsmManagedEnvironment environment, String name) {
    return environment.getMetadata().getNamespace() + "/" + name;
  }

  /**
   * Returns the environments with which one shares a VPC.
   *
   * @param status of the environment
   */
  VpcPeers peersOf(
      SsmManagedEnvironment environment,
      EnvironmentStatus status,
      Function<SsmManagedEnvironment, Owner> owner) {
    Map<String, SsmManagedEnvironment> candidates = new HashMap<>();
    cache.ifPresent(informed -> {
      candidates.putAll(
          connected(
              environment,
              one -> hostName(one).flatMap(host -> named(informed, one, host)).stream()));
      candidates.putAll(connected(environment, one -> guests(informed, one)));
      status.networkOrDefault().guests().stream()
          .flatMap(guest -> named(informed, environment, guest.name()).stream())
          .forEach(guest -> candidates.put(guest.getMetadata().getUid(), guest));
    });
    return VpcPeers.of(
        environment.getMetadata().getName(),
        environment.getSpec(),
        status,
        candidates.values().stream().map(one -> peer(owner.apply(one), one)).toList());
  }

  /** The neighbours of an environment, their neighbours, and so on, by UID. */
  private static Map<String, SsmManagedEnvironment> connected(
      SsmManagedEnvironment environment,
      Function<SsmManagedEnvironment, Stream<SsmManagedEnvironment>> neighbours) {
    Map<String, SsmManagedEnvironment> found = new HashMap<>();
    Deque<SsmManagedEnvironment> open = new ArrayDeque<>(List.of(environment));
    while (!open.isEmpty()) {
      neighbours
          .apply(open.remove())
          .filter(one -> found.put(one.getMetadata().getUid(), one) == null)
          .forEach(open::add);
    }
    return found;
  }

  private static Optional<SsmManagedEnvironment> named(
      ResourceCache<SsmManagedEnvironment> informed, SsmManagedEnvironment one, String name) {
    return informed.get(new ResourceID(name, one.getMetadata().getNamespace()));
  }

  private static Stream<SsmManagedEnvironment> guests(
      IndexerResourceCache<SsmManagedEnvironment> informed, SsmManagedEnvironment one) {
    return informed.byIndex(BY_HOST, inNamespace(one, one.getMetadata().getName())).stream();
  }

  /** Returns the guests of an environment. */
  List<SsmManagedEnvironment> guestsOf(SsmManagedEnvironment environment) {
    return cache.stream().flatMap(informed -> guests(informed, environment)).toList();
  }

  /**
   * Returns the labels by which an operator selects an environment: those of its host, if it has
   * one, because the same operator has to take care of both.
   */
  Map<String, String> labelsOf(SsmManagedEnvironment environment) {
    SsmManagedEnvironment selected =
        hostName(environment)
            .flatMap(host -> cache.flatMap(informed -> named(informed, environment, host)))
            .orElse(environment);
    return Optional.ofNullable(selected.getMetadata().getLabels()).orElse(Map.of());
  }

  private static VpcPeers.Peer peer(Owner owner, SsmManagedEnvironment environment) {
    return new VpcPeers.Peer(
        owner,
        environment.getMetadata().getName(),
        Optional.ofNullable(environment.getSpec()),
        environment.isMarkedForDeletion(),
        Optional.ofNullable(environment.getStatus())
            .filter(status -> !status.resources().isEmpty())
            .isPresent());
  }

  /** Returns the UID of the object that has the name of an environment now. */
  Optional<String> uidOf(SsmManagedEnvironment environment) {
    return cache
        .flatMap(informed -> informed.get(ResourceID.fromResource(environment)))
        .map(existing -> existing.getMetadata().getUid());
  }

  /** Returns the accounts in the statuses. */
  Set<String> recordedAccounts() {
    return cache.stream()
        .flatMap(ResourceCache::list)
        .flatMap(environment -> Optional.ofNullable(environment.getStatus()).stream())
        .flatMap(status -> Optional.ofNullable(status.accountId()).stream())
        .collect(ImmutableCopy.toSet());
  }
}
