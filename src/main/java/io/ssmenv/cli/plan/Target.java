package io.ssmenv.cli.plan;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cloud.Owner;
import io.ssmenv.desired.AwsNames;
import io.ssmenv.engine.EnvironmentClaims;
import io.ssmenv.engine.VpcPeers;
import io.ssmenv.plan.Forecast;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An environment to be planned.
 *
 * @param asked whether the user asked for it, and not only for one that may share its VPC
 * @param exists whether the object is in the cluster, so that its UID is known
 * @param notes what a reader has to know about the plan
 */
public record Target(
    SsmManagedEnvironment environment,
    String namespace,
    boolean asked,
    boolean exists,
    List<String> notes) {

  public Target {
    notes = List.copyOf(notes);
  }

  public String name() {
    return environment.getMetadata().getName();
  }

  /** The environment in whose VPC it stands. */
  public Optional<String> host() {
    return Optional.ofNullable(environment.getSpec())
        .flatMap(spec -> spec.networkOrDefault().hostName());
  }

  EnvironmentStatus status() {
    return Optional.ofNullable(environment.getStatus()).orElseGet(EnvironmentStatus::none);
  }

  /**
   * @param cluster the id in the ownership tags
   */
  Owner owner(String cluster) {
    return new Owner(cluster, uid(), qualifiedName());
  }

  VpcPeers.Peer peer(String cluster) {
    return new VpcPeers.Peer(
        owner(cluster),
        name(),
        Optional.ofNullable(environment.getSpec()),
        environment.isMarkedForDeletion(),
        !status().resources().isEmpty());
  }

  /** Whether it asks for, or has, another environment id than its UID. */
  boolean namesEnvironment() {
    return Stream.of(
            environment.annotation(SsmManagedEnvironment.ADOPT),
            environment.annotation(SsmManagedEnvironment.ENVIRONMENT_ID),
            Optional.ofNullable(status().environmentId()))
        .flatMap(Optional::stream)
        .anyMatch(id -> !id.equals(uid()));
  }

  /** What it says about environment ids. One that does not exist yet is the youngest. */
  EnvironmentClaims.Claim claim() {
    return new EnvironmentClaims.Claim(
        uid(),
        qualifiedName(),
        Optional.ofNullable(environment.getMetadata().getCreationTimestamp())
            .filter(_ -> exists)
            .orElse("9"),
        new EnvironmentClaims.Labels(
            environment.annotation(SsmManagedEnvironment.ADOPT),
            environment.annotation(SsmManagedEnvironment.ENVIRONMENT_ID)),
        Optional.ofNullable(status().environmentId()));
  }

  /** With the namespace. */
  public String qualifiedName() {
    return namespace + "/" + name();
  }

  /** Something unique, as long as the API server has not given a UID. */
  public String uid() {
    return exists
        ? Objects.requireNonNull(environment.getMetadata().getUid())
        : "new " + qualifiedName();
  }

  /** The names of the role and its profile contain a digest of the UID. */
  Map<String, String> placeholders(String cluster) {
    if (exists) {
      return Map.of();
    }
    String role = AwsNames.role(cluster, uid(), name());
    return Map.of(
        role,
        Forecast.KNOWN_AFTER_APPLY,
        AwsNames.instanceProfile(role),
        Forecast.KNOWN_AFTER_APPLY);
  }
}
