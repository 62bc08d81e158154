package io.ssmenv.cli.connect;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.aws.session.SessionKind;
import io.ssmenv.cli.plan.Cluster;
import io.ssmenv.cli.plan.DeletionNote;
import io.ssmenv.status.ConditionType;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An environment of the cluster that has instances.
 *
 * @param account empty before it is recorded
 * @param instances at least one, in the order of the spec
 * @param sessions with which document sessions are started
 */
record FoundEnvironment(
    String namespace,
    String name,
    String region,
    Optional<String> account,
    List<FoundInstance> instances,
    PreferencesDocument sessions) {

  /**
   * The session document of an environment.
   *
   * @param wanted whether its spec has preferences of sessions
   * @param name empty while it does not exist
   */
  record PreferencesDocument(boolean wanted, Optional<String> name) {}

  FoundEnvironment {
    instances = List.copyOf(instances);
  }

  /**
   * Finds an environment by its name.
   *
   * @param namespace from the command line
   * @param notes gets a line if the environment is being deleted: until its instances are, people
   *     can connect to them
   * @throws IllegalArgumentException with a message for users, if nobody can connect to it
   */
  static FoundEnvironment find(
      Optional<Cluster> configured, Optional<String> namespace, String name, PrintWriter notes) {
    try (Cluster cluster =
        configured.orElseThrow(() ->
            new IllegalArgumentException(
                "No cluster is configured. Set KUBECONFIG to the cluster of the environment"))) {
      String where = namespace.orElseGet(cluster::namespace);
      SsmManagedEnvironment found =
          cluster
              .find(where, name)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "The namespace %s has no SsmManagedEnvironment %s. List them with: kubectl get"
                              .formatted(where, name)
                          + " ssmenv --all-namespaces"));
      FoundEnvironment environment = of(found, where);
      DeletionNote.of(found)
          .ifPresent(note -> {
            notes.println("Note: " + note + ".");
            notes.flush();
          });
      return environment;
    }
  }

  private static FoundEnvironment of(SsmManagedEnvironment environment, String namespace) {
    String name = environment.getMetadata().getName();
    String qualified = namespace + "/" + name;
    environment
        .specProblem()
        .ifPresent(problem -> {
          throw new IllegalArgumentException(qualified + ": " + problem);
        });
    EnvironmentStatus status =
        Optional.ofNullable(environment.getStatus()).orElseGet(EnvironmentStatus::none);
    if (status.instances().isEmpty()) {
      DeletionNote.of(environment)
          .ifPresent(note -> {
            throw new IllegalArgumentException(qualified + " has no instances: " + note);
          });
      throw new IllegalArgumentException(
          qualified
              + (environment.getSpec().instances().stream()
                      .allMatch(group -> group.instanceNames().isEmpty())
                  ? " has no instances, because its spec asks for none"
                  : " has no instances yet")
              + message(status, ConditionType.READY).map(text -> ": " + text).orElse("")
              + ". See: kubectl describe ssmenv -n "
              + namespace
              + " "
              + name);
    }
    return new FoundEnvironment(
        namespace,
        name,
        environment.getSpec().region(),
        Optional.ofNullable(status.accountId()),
        status.instances().stream().map(FoundInstance::of).toList(),
        new PreferencesDocument(
            environment.getSpec().sessionSettings().isPresent(),
            Optional.ofNullable(status.sessionDocument())));
  }

  /** What a condition says that is not True. */
  private static Optional<String> message(EnvironmentStatus status, ConditionType type) {
    return status
        .condition(type.wire())
        .filter(condition -> condition.status() != Condition.Status.TRUE)
        .flatMap(FoundEnvironment::message);
  }

  private static Optional<String> message(Condition condition) {
    return Optional.ofNullable(condition.message()).map(text -> text.replaceFirst("\\.$", ""));
  }

  /**
   * A shell with the preferences of the environment.
   *
   * @throws IllegalArgumentException with a message for users, while its document does not exist:
   *     another one might not log the session
   */
  SessionKind.Shell shell() {
    if (sessions.wanted() && sessions.name().isEmpty()) {
      throw new IllegalArgumentException(
          "%s has preferences of sessions, but no session document yet. See: kubectl describe ssmenv -n %s %s"
              .formatted(qualifiedName(), namespace, name));
    }
    return new SessionKind.Shell(sessions.wanted() ? sessions.name() : Optional.empty());
  }

  String qualifiedName() {
    return namespace + "/" + name;
  }

  /**
   * Finds an instance by its name, such as {@code app-0}, or by its id.
   *
   * @throws IllegalArgumentException with a message for users
   */
  FoundInstance instance(String nameOrId) {
    return instances.stream()
        .filter(one -> one.isCalled(nameOrId))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s has no instance %s. It has: %s"
                    .formatted(qualifiedName(), nameOrId, instanceNames())));
  }

  String instanceNames() {
    return instances.stream().map(FoundInstance::name).collect(Collectors.joining(", "));
  }
}
