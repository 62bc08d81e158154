package io.ssmenv.cli.connect;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.manifest.Manifest;
import io.ssmenv.cli.plan.Cluster;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A cluster with the environment {@code team-a/reports}. */
record FixedCluster(SsmManagedEnvironment environment) implements Cluster {

  static FixedCluster of(String... ids) {
    return parse("", "111122223333", instances(ids));
  }

  /** With preferences of sessions, and their document if it exists. */
  static FixedCluster withSessions(Optional<String> document, String... ids) {
    FixedCluster cluster = of(ids);
    SsmManagedEnvironment environment =
        Serialization.unmarshal(
            Serialization.asYaml(cluster.environment())
                .replaceFirst("(?m)^spec:", "spec:\n  sessions: {idleTimeout: 5m}")
                .replaceFirst(
                    "(?m)^status:",
                    "status:" + document.map(name -> "\n  sessionDocument: " + name).orElse("")),
            SsmManagedEnvironment.class);
    return new FixedCluster(environment);
  }

  static FixedCluster inAccount(String account, String id) {
    return parse("", account, instances(id));
  }

  /** Its deletion is blocked. */
  static FixedCluster deleting(String reason, String message, String... ids) {
    FixedCluster cluster =
        parse(", deletionTimestamp: \"2026-11-27T00:00:00Z\"", "111122223333", instances(ids));
    SsmManagedEnvironment environment =
        Serialization.unmarshal(
            Serialization.asYaml(cluster.environment())
                .replaceFirst(
                    "(?m)^  conditions:",
                    """
                      conditions:
                      - {type: Deleting, status: "True", reason: %s, message: "%s.",
                         lastTransitionTime: "2026-11-27T00:00:00Z"}\
                    """
                        .formatted(reason, message)
                        .stripTrailing()),
            SsmManagedEnvironment.class);
    return new FixedCluster(environment);
  }

  static FixedCluster notLaunched() {
    return parse("", "111122223333", "{name: app-0}");
  }

  static FixedCluster oneNotLaunched(String id) {
    return parse("", "111122223333", instances(id) + ", {name: app-1}");
  }

  /** Its spec asks for no instances. */
  static FixedCluster empty() {
    SsmManagedEnvironment environment =
        Serialization.unmarshal(
            Serialization.asYaml(of().environment)
                .replaceFirst("name: \"?app\"?", "$0\n    count: 0"),
            SsmManagedEnvironment.class);
    return new FixedCluster(environment);
  }

  private static String instances(String... ids) {
    return IntStream.range(0, ids.length)
        .mapToObj(i -> "{name: app-%d, id: %s, pingStatus: Online}".formatted(i, ids[i]))
        .collect(Collectors.joining(", "));
  }

  private static FixedCluster parse(String metadata, String account, String instances) {
    String environment =
        """
        metadata: {name: reports, namespace: team-a, uid: u%s}
        spec: {region: eu-west-1, connectivity: {pattern: ElasticIp}, instances: [{name: app}]}
        status:
          accountId: "%s"
          conditions:
          - {type: Ready, status: "False", reason: Progressing, message: "Creating the VPC.",
             lastTransitionTime: "2026-11-27T00:00:00Z"}
          - {type: InstancesOnline, status: "False", reason: InstancesOffline,
             message: "app-0 is ConnectionLost.", lastTransitionTime: "2026-11-27T00:00:00Z"}
          instances: [%s]
        """
            .formatted(metadata, account, instances);
    return new FixedCluster(Serialization.unmarshal(environment, SsmManagedEnvironment.class));
  }

  @Override
  public String id() {
    return "cluster";
  }

  @Override
  public String namespace() {
    return "team-a";
  }

  @Override
  public List<SsmManagedEnvironment> all() {
    return List.of(environment);
  }

  @Override
  public Optional<SsmManagedEnvironment> find(String namespace, String name) {
    return Optional.of(environment)
        .filter(_ -> namespace.equals("team-a") && name.equals("reports"));
  }

  @Override
  public List<SsmManagedEnvironment> list(String namespace) {
    return all();
  }

  @Override
  public Trial trial(Manifest manifest, String namespace) {
    throw new AssertionError("Nothing is tried");
  }

  @Override
  public void close() {}
}
