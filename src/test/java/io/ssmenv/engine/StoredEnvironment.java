package io.ssmenv.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.EnvironmentClaims.Claim;
import io.ssmenv.engine.EnvironmentClaims.Labels;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An environment as the API server stores it.
 *
 * @param hasFinalizer whether the object has the finalizer of the operator
 */
record StoredEnvironment(
    Owner owner,
    String name,
    long generation,
    EnvironmentSpec spec,
    EnvironmentStatus status,
    boolean deleting,
    boolean hasFinalizer,
    Labels labels,
    Instant created) {

  /** The accounts that environments have recorded. */
  static Set<String> accounts(Collection<StoredEnvironment> environments) {
    return environments.stream()
        .flatMap(environment -> Optional.ofNullable(environment.status().accountId()).stream())
        .collect(Collectors.toSet());
  }

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static EnvironmentSpec parseSpec(String yaml) {
    try {
      return YAML.readValue(yaml, EnvironmentSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }

  static StoredEnvironment created(Owner owner, String name, EnvironmentSpec spec) {
    return new StoredEnvironment(
        owner, name, 1, spec, EnvironmentStatus.none(), false, false, Labels.NONE, Instant.EPOCH);
  }

  /**
   * @param asOwner with the cluster id of the process
   * @param createdByThisProcess whether no earlier process can have created anything
   * @param namespace all environments that the process sees
   */
  ReconcileRequest request(
      Owner asOwner,
      boolean createdByThisProcess,
      Instant now,
      Collection<StoredEnvironment> namespace,
      boolean adoptFromAnyNamespace) {
    return new ReconcileRequest(
            asOwner,
            name,
            generation,
            spec,
            status,
            deleting,
            hasFinalizer,
            createdByThisProcess,
            now,
            VpcPeers.of(
                name, spec, status, namespace.stream().map(StoredEnvironment::peer).toList()))
        .claiming(
            new AdoptionClaim(
                Optional.of(claim()),
                new EnvironmentClaims(namespace.stream().map(StoredEnvironment::claim).toList()),
                adoptFromAnyNamespace));
  }

  private Claim claim() {
    return new Claim(
        owner.uid(),
        owner.name(),
        created.toString(),
        labels,
        Optional.ofNullable(status.environmentId()));
  }

  /** Whether it shares a network with another one, or has or wants the resources of another one. */
  boolean isConnected() {
    String recorded = Optional.ofNullable(status.environmentId()).orElseGet(owner::uid);
    return spec.networkOrDefault().hostName().isPresent()
        || !status.networkOrDefault().guests().isEmpty()
        || labels.adopt().isPresent()
        || !recorded.equals(owner.uid());
  }

  /** The name of the environment in whose VPC it stands. */
  String vpcOwner() {
    return spec.networkOrDefault().hostName().orElse(name);
  }

  private VpcPeers.Peer peer() {
    return new VpcPeers.Peer(
        owner, name, Optional.of(spec), deleting, !status.resources().isEmpty());
  }

  /** Whether a condition is true for the current generation of the spec. */
  boolean isTrue(String condition) {
    return status
        .condition(condition)
        .filter(found -> found.status() == Condition.Status.TRUE)
        .filter(found -> Long.valueOf(generation).equals(found.observedGeneration()))
        .isPresent();
  }

  StoredEnvironment withSpec(EnvironmentSpec newSpec) {
    return new StoredEnvironment(
        owner, name, generation + 1, newSpec, status, deleting, hasFinalizer, labels, created);
  }

  StoredEnvironment markedForDeletion() {
    return new StoredEnvironment(
        owner, name, generation + 1, spec, status, true, hasFinalizer, labels, created);
  }

  StoredEnvironment withStatus(EnvironmentStatus newStatus, boolean finalizer) {
    return new StoredEnvironment(
        owner, name, generation, spec, newStatus, deleting, finalizer, labels, created);
  }

  /** As after the operator has shown the environment id in an annotation. */
  StoredEnvironment showing(Optional<String> id) {
    return id.filter(shown -> shown.equals(status.environmentId()))
        .map(shown -> with(new Labels(labels.adopt(), Optional.of(shown)), created))
        .orElse(this);
  }

  StoredEnvironment with(Labels newLabels, Instant newCreated) {
    return new StoredEnvironment(
        owner, name, generation, spec, status, deleting, hasFinalizer, newLabels, newCreated);
  }
}
