package io.ssmenv.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.KubernetesCompatibility;
import io.ssmenv.testing.OperatorProcess;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Runs the operator as the service account of {@code deploy/}, with the arguments of its container,
 * for the whole life of an environment: its permissions suffice, and it uses each of them.
 */
@KubernetesCompatibility
class ServiceAccountIT {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String NAME = "life";
  private static final String LISTING = "ec2:DescribeRouteTables";

  /** Permissions that a run does not use, and why they are required anyway. */
  private static final Set<String> NOT_COVERED =
      Set.of(
          // Java Operator SDK checks at the start that it has this permission, and exits
          // otherwise.
          "update leases.coordination.k8s.io",
          // Used only if another client changes the finalizers at the same time.
          "get ssmmanagedenvironments.ssmenv.io");

  /** The default roles that allow something to every authenticated user. */
  private static final String DEFAULT_ROLES =
      "of ClusterRole \"system:(basic-user|discovery|public-info-viewer)\" to Group"
          + " \"system:authenticated\"";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"irsa", "irsa-one-namespace"})
  void itsPermissionsSufficeForAWholeLifeAndEachIsUsed(String overlay) throws Exception {
    try (ApiServer server = ApiServer.bare()) {
      Installation installation = Installation.of(server, overlay, directory);
      try {
        runLifecycle(server, installation);
      } catch (RuntimeException | AssertionError failure) {
        assertNothingWasDenied(AuditedRequest.of(server)); // A better explanation, if it fails.
        throw failure;
      }
      List<AuditedRequest> requests = AuditedRequest.of(server);
      assertNothingWasDenied(requests);
      assertEachPermissionWasUsed(RbacPermission.of(installation.manifests()), requests);
    }
  }

  private static void runLifecycle(ApiServer server, Installation installation) throws IOException {
    Environments environments = Environments.in(Installation.TEAM, server);
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        OperatorProcess first = installation.startOperator(aws);
        OperatorProcess second = installation.startOperator(aws)) {
      first.awaitUrl(LIMIT);
      second.awaitUrl(LIMIT);
      environments.apply(environment());
      environments.awaitReady(NAME);
      assertThat(environments.get(NAME).getMetadata().getFinalizers()).hasSize(1);
      awaitEvent(environments, "Created");

      awaitListing(aws); // Drift is found at once only if the route was listed before.
      deleteDefaultRoute(aws);
      awaitEvent(environments, "DriftCorrected");

      String leader = await().atMost(LIMIT).until(() -> leader(server), Optional::isPresent).get();
      first.terminate();
      second.terminate();
      assertThat(first.exitCode(LIMIT)).as(first::errors).isPresent();
      assertThat(second.exitCode(LIMIT)).as(second::errors).isPresent();
      assertThat(leader(server)).as("the lease is released").isEmpty();

      try (OperatorProcess third = installation.startOperator(aws)) {
        environments.delete(NAME);
        environments.awaitGone(NAME);
        assertThat(aws.resources()).isEmpty();
        assertThat(leader(server)).isPresent().get().isNotEqualTo(leader);
        assertThat(third.errors()).doesNotContain("ERROR", "WARN");
      }
      assertThat(first.errors() + second.errors()).doesNotContain("ERROR", "WARN");
    }
  }

  private static void assertNothingWasDenied(List<AuditedRequest> requests) {
    assertThat(requests).as("requests").isNotEmpty();
    assertThat(requests).filteredOn(request -> !request.allowed()).as("denied requests").isEmpty();
  }

  private static void assertEachPermissionWasUsed(
      List<RbacPermission> permissions, List<AuditedRequest> requests) {
    assertThat(permissions).isNotEmpty();
    assertThat(permissions)
        .filteredOn(
            permission -> !NOT_COVERED.contains(permission.verb() + " " + permission.resource()))
        .filteredOn(permission -> requests.stream().noneMatch(permission::permits))
        .as("permissions that no request used")
        .isEmpty();
    assertThat(requests)
        .filteredOn(
            request -> permissions.stream().noneMatch(permission -> permission.permits(request)))
        .as("requests that our roles do not allow are allowed to every user")
        .allSatisfy(request -> assertThat(request.reason()).containsPattern(DEFAULT_ROLES));
  }

  private static void awaitEvent(Environments environments, String reason) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(environments.events(NAME)).extracting(Event::getReason).contains(reason));
  }

  private static void awaitListing(SimulatedAws aws) {
    long before = aws.callLog().counts().get(LISTING);
    await().atMost(LIMIT).until(() -> aws.callLog().counts().get(LISTING) > before + 1);
  }

  private static Optional<String> leader(ApiServer server) {
    return server.client().leases().inNamespace(Manifests.NAMESPACE).list().getItems().stream()
        .filter(lease -> !lease.getMetadata().getName().equals(Manifests.NAME + "-since"))
        .flatMap(lease -> Optional.ofNullable(lease.getSpec().getHolderIdentity()).stream())
        .findFirst();
  }

  private static void deleteDefaultRoute(SimulatedAws aws) {
    try (Ec2Client ec2 = AwsClients.of(aws).ec2()) {
      String table =
          ec2.describeRouteTables().routeTables().stream()
              .filter(one ->
                  one.routes().stream()
                      .anyMatch(route -> "0.0.0.0/0".equals(route.destinationCidrBlock())))
              .findFirst()
              .orElseThrow()
              .routeTableId();
      ec2.deleteRoute(request -> request.routeTableId(table).destinationCidrBlock("0.0.0.0/0"));
    }
  }

  private static String environment() {
    return Environments.yaml(
        NAME,
        """
        region: eu-west-1
        connectivity: {pattern: ElasticIp}
        drift: {interval: 5s}
        instances: [{name: app}]
        """);
  }
}
