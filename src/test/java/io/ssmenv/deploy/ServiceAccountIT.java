package io.ssmenv.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
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
 * The operator as the service account of {@code deploy/}, with the arguments of its container,
 * through the whole life of an environment: its rights are enough, and each of them is needed.
 */
@KubernetesCompatibility
class ServiceAccountIT {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String NAME = "life";
  private static final String LISTING = "ec2:DescribeRouteTables";

  /** What a run need not reach, and why it has to be there. */
  private static final Set<String> NOT_REACHED =
      Set.of(
          // Java Operator SDK asks the API server at the start whether it has this, and ends if
          // not.
          "update leases.coordination.k8s.io",
          // Only when somebody else changed the finalizers at the same moment.
          "get ssmmanagedenvironments.ssmenv.io");

  /** Whom RBAC lets everybody do something through that is signed in. */
  private static final String EVERYBODY =
      "of ClusterRole \"system:(basic-user|discovery|public-info-viewer)\" to Group"
          + " \"system:authenticated\"";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"irsa", "irsa-one-namespace"})
  void itsRightsAreEnoughForAWholeLifeAndNoneIsLeftOver(String overlay) throws Exception {
    try (ApiServer server = ApiServer.bare()) {
      Installation installation = Installation.of(server, overlay, directory);
      try {
        live(server, installation);
      } catch (RuntimeException | AssertionError failure) {
        assertNothingWasRefused(AuditedRequest.of(server)); // The better explanation, if it is one.
        throw failure;
      }
      List<AuditedRequest> requests = AuditedRequest.of(server);
      assertNothingWasRefused(requests);
      assertEachRightWasUsed(Right.of(installation.manifests()), requests);
    }
  }

  private static void live(ApiServer server, Installation installation) throws IOException {
    Environments environments = Environments.in(Installation.TEAM, server);
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        OperatorProcess first = installation.replica(aws);
        OperatorProcess second = installation.replica(aws)) {
      first.awaitUrl(LIMIT);
      second.awaitUrl(LIMIT);
      environments.apply(environment());
      environments.awaitReady(NAME);
      assertThat(environments.get(NAME).getMetadata().getFinalizers()).hasSize(1);
      awaitEvent(environments, "Created");

      awaitListing(aws); // A route that was never listed is not missed at once.
      deleteDefaultRoute(aws);
      awaitEvent(environments, "DriftCorrected");

      String leader = await().atMost(LIMIT).until(() -> leader(server), Optional::isPresent).get();
      first.terminate();
      second.terminate();
      assertThat(first.exitCode(LIMIT)).as(first::errors).isPresent();
      assertThat(second.exitCode(LIMIT)).as(second::errors).isPresent();
      assertThat(leader(server)).as("the lease is given back").isEmpty();

      try (OperatorProcess third = installation.replica(aws)) {
        environments.delete(NAME);
        environments.awaitGone(NAME);
        assertThat(aws.holdings()).isEmpty();
        assertThat(leader(server)).isPresent().get().isNotEqualTo(leader);
        assertThat(third.errors()).doesNotContain("ERROR", "WARN");
      }
      assertThat(first.errors() + second.errors()).doesNotContain("ERROR", "WARN");
    }
  }

  private static void assertNothingWasRefused(List<AuditedRequest> requests) {
    assertThat(requests).as("requests").isNotEmpty();
    assertThat(requests)
        .filteredOn(request -> !request.allowed())
        .as("requests that a right is missing for")
        .isEmpty();
  }

  private static void assertEachRightWasUsed(List<Right> rights, List<AuditedRequest> requests) {
    assertThat(rights).isNotEmpty();
    assertThat(rights)
        .filteredOn(right -> !NOT_REACHED.contains(right.verb() + " " + right.resource()))
        .filteredOn(right -> requests.stream().noneMatch(right::allowed))
        .as("rights that no request has used")
        .isEmpty();
    assertThat(requests)
        .filteredOn(request -> rights.stream().noneMatch(right -> right.allowed(request)))
        .as("what our roles did not allow is what everybody may do")
        .allSatisfy(request -> assertThat(request.reason()).containsPattern(EVERYBODY));
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
    Lease lease =
        server.client().leases().inNamespace(Manifests.NAMESPACE).withName(Manifests.NAME).get();
    return Optional.ofNullable(lease).map(one -> one.getSpec().getHolderIdentity());
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
