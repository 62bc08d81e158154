package io.ssmenv.cli.plan;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.manifest.LocalAdmission;
import io.ssmenv.cli.manifest.Manifest;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.engine.EnvironmentClaims;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the environments that a plan is about. Wrong ones are refused as by the API server. */
public final class Targets {

  private static final String NO_CLUSTER =
      "the file was checked with the CRD of this program and not by a cluster; the environment is"
          + " taken to be new";

  private final Optional<Cluster> cluster;
  private final Optional<String> namespace;

  /**
   * @param namespace from the command line
   */
  public Targets(Optional<Cluster> cluster, Optional<String> namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  /** The environment in the cluster with this name. */
  public Target named(String name) {
    Cluster known =
        cluster.orElseThrow(() ->
            new IllegalArgumentException(
                "No cluster is configured. Set KUBECONFIG, or give the file with -f"));
    String where = namespace.orElseGet(known::namespace);
    SsmManagedEnvironment environment =
        known
            .find(where, name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "The namespace "
                        + where
                        + " has no SsmManagedEnvironment "
                        + name
                        + ". List them with: kubectl get ssmenv --all-namespaces"));
    return new Target(readable(environment, name), where, true, true, notes(environment));
  }

  /** The environments in manifests. */
  public List<Target> of(List<Manifest> manifests) {
    List<Target> targets = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Manifest manifest : manifests) {
      Target target = target(manifest);
      if (!names.add(target.qualifiedName())) {
        throw new IllegalArgumentException(
            manifest.source() + ": " + target.qualifiedName() + " is in the files twice");
      }
      targets.add(target);
    }
    return targets;
  }

  /** The other environments in the namespaces of these. */
  public List<Target> besides(List<Target> asked) {
    Set<String> names = asked.stream().map(Target::qualifiedName).collect(Collectors.toSet());
    Set<String> namespaces =
        asked.stream().map(Target::namespace).collect(Collectors.toCollection(TreeSet::new));
    return cluster.stream()
        .flatMap(known ->
            namespaces.stream()
                .flatMap(where ->
                    known.list(where).stream()
                        .map(environment ->
                            new Target(environment, where, false, true, notes(environment)))))
        .filter(other -> !names.contains(other.qualifiedName()))
        .toList();
  }

  /**
   * Who has, or asks for, which environment id, in all namespaces. It matters only for those that
   * name one.
   */
  public EnvironmentClaims claims(List<Target> asked) {
    if (asked.stream().noneMatch(Target::namesEnvironment)) {
      return EnvironmentClaims.NONE;
    }
    Set<String> names = asked.stream().map(Target::qualifiedName).collect(Collectors.toSet());
    return new EnvironmentClaims(
        Stream.concat(
                asked.stream(),
                cluster.stream()
                    .flatMap(known -> known.all().stream())
                    .map(other ->
                        new Target(
                            other, other.getMetadata().getNamespace(), false, true, List.of()))
                    .filter(other -> !names.contains(other.qualifiedName())))
            .map(Target::claim)
            .toList());
  }

  private Target target(Manifest manifest) {
    String where =
        manifest
            .namespace()
            .or(() -> namespace)
            .or(() -> cluster.map(Cluster::namespace))
            .orElse("default");
    namespace
        .filter(asked -> !asked.equals(where))
        .ifPresent(asked -> {
          throw new IllegalArgumentException(
              manifest.source()
                  + ": "
                  + manifest.name()
                  + " is in the namespace "
                  + where
                  + ", but -n is "
                  + asked);
        });
    return cluster
        .map(known -> tried(known, manifest, where))
        .orElseGet(() -> local(manifest, where));
  }

  private static Target tried(Cluster cluster, Manifest manifest, String where) {
    try {
      Cluster.Trial trial = cluster.trial(manifest, where);
      return new Target(
          readable(trial.environment(), manifest.name()),
          where,
          true,
          trial.exists(),
          notes(trial.environment()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          manifest.source() + ": " + manifest.name() + ": " + e.getMessage(), e);
    }
  }

  private static Target local(Manifest manifest, String where) {
    SsmManagedEnvironment environment = new LocalAdmission().admit(manifest);
    List<String> notes = new ArrayList<>(List.of(NO_CLUSTER));
    notes.addAll(notes(environment));
    return new Target(environment, where, true, false, notes);
  }

  private static SsmManagedEnvironment readable(SsmManagedEnvironment environment, String name) {
    environment
        .specProblem()
        .ifPresent(problem -> {
          throw new IllegalArgumentException(name + ": " + problem);
        });
    return environment;
  }

  /** Why the operator does not do what is planned. */
  private static List<String> notes(SsmManagedEnvironment environment) {
    if (environment.specProblem().isPresent()) {
      return List.of();
    }
    return switch (ReconcileMode.of(environment.getSpec(), environment.isMarkedForDeletion())) {
      case ACTIVE -> List.of();
      case PAUSED, DELETING_PAUSED ->
          List.of("spec.paused is true: the operator does nothing of this until it is removed");
      case REPORT, DELETING_REPORT ->
          List.of(
              "spec.drift.policy is Report: the operator does nothing of this until it is Correct");
      case DELETING, DELETION_AWAITS_GUESTS ->
          List.of(
              "the environment is being deleted"
                  + DeletionNote.blocker(environment)
                      .map(text -> ". Its status says: " + text)
                      .orElse(""));
      case RETAINED -> List.of("the environment is being deleted, and its resources stay");
    };
  }
}
