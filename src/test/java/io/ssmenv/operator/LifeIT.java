package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.RunningOperator;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hamcrest.BaseMatcher;
import org.hamcrest.Description;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** What a user sees of an environment from its creation to its deletion. */
@ExtendWith(ApiServerExtension.class)
class LifeIT {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String NAME = "life";

  private final List<SsmManagedEnvironment> versions = new CopyOnWriteArrayList<>();

  @Test
  void conditionsEventsAndDriftReportEveryChangeAndNothingIsWrittenWhileIdle(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "life");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator = RunningOperator.start(server, environments, aws);
        Watch watch = watch(server, environments)) {
      environments.apply(environment(1));
      environments.awaitReady(NAME);
      assertReasons(environments, "Created", "NetworkReady", "Launched", "Online");

      environments.apply(environment(2));
      environments.awaitReady(NAME);
      assertThat(environments.get(NAME).getStatus().observedGeneration()).isEqualTo(2);

      breakRoute(aws);
      assertReasons(environments, "DriftDetected", "DriftCorrected");
      environments.awaitReady(NAME);
      assertThat(environments.get(NAME).getStatus().driftOrDefault().corrected()).isEqualTo(1);

      assertNothingIsWrittenWhileIdle(environments);

      environments.delete(NAME);
      environments.awaitGone(NAME);
      assertReasons(environments, "Deleting", "Deleted");
      assertThat(aws.resources()).isEmpty();
      assertNoEventTwice(environments);
      assertThat(versions).allSatisfy(LifeIT::assertKstatus);
    }
  }

  private static void assertNothingIsWrittenWhileIdle(Environments environments) {
    String version = stableVersion(environments);
    int events = environments.events(NAME).size();
    await()
        .during(Duration.ofSeconds(30))
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> {
          assertThat(environments.get(NAME).getMetadata().getResourceVersion())
              .as(() -> environments.describe(NAME))
              .isEqualTo(version);
          assertThat(environments.events(NAME)).hasSize(events);
        });
  }

  /**
   * The resource version, once it has not changed for ten seconds: an agent can report up to five
   * minutes later, which is 7.5 s at this speed, that the broken route had cut it off.
   */
  private static String stableVersion(Environments environments) {
    return await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(10))
        .until(
            () -> environments.get(NAME).getMetadata().getResourceVersion(),
            new BaseMatcher<String>() {
              private Optional<Object> before = Optional.empty();

              @Override
              public boolean matches(Object now) {
                boolean same = before.equals(Optional.of(now));
                before = Optional.of(now);
                return same;
              }

              @Override
              public void describeTo(Description description) {
                description.appendText("a stable resource version");
              }
            });
  }

  private static void assertKstatus(SsmManagedEnvironment version) {
    Optional<Condition> ready = Environments.condition(version, "Ready");
    if (version.getStatus() == null || version.getStatus().conditions().isEmpty()) {
      return;
    }
    assertThat(ready).as(version.toString()).isPresent();
    assertThat(version.getStatus().observedGeneration())
        .isLessThanOrEqualTo(version.getMetadata().getGeneration());
    boolean working =
        Environments.condition(version, "Reconciling").isPresent()
            || Environments.condition(version, "Stalled").isPresent();
    assertThat(ready.get().status() == Condition.Status.TRUE && working)
        .as("Ready with Reconciling or Stalled: %s", version.getStatus())
        .isFalse();
    assertThat(version.getStatus().conditions())
        .allSatisfy(condition -> {
          assertThat(Instant.parse(condition.lastTransitionTime())).isNotNull();
          assertThat(condition.reason()).matches("[A-Z][A-Za-z0-9]*");
          assertThat(condition.observedGeneration())
              .isLessThanOrEqualTo(version.getMetadata().getGeneration());
        });
  }

  private static void assertReasons(Environments environments, String... reasons) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(environments.events(NAME)).extracting(Event::getReason).contains(reasons));
  }

  /**
   * Except the events that can repeat: an agent loses its connection while its route is missing.
   */
  private static void assertNoEventTwice(Environments environments) {
    assertThat(environments.events(NAME))
        .filteredOn(event -> !Set.of("WaitingFor", "Online").contains(event.getReason()))
        .extracting(event -> event.getReason() + ": " + event.getNote())
        .doesNotHaveDuplicates();
  }

  private static void breakRoute(SimulatedAws aws) {
    try (Ec2Client ec2 = AwsClients.of(aws).ec2()) {
      var table =
          ec2.describeRouteTables().routeTables().stream()
              .filter(one ->
                  one.routes().stream()
                      .anyMatch(route -> "0.0.0.0/0".equals(route.destinationCidrBlock())))
              .findFirst()
              .orElseThrow();
      ec2.deleteRoute(
          request -> request.routeTableId(table.routeTableId()).destinationCidrBlock("0.0.0.0/0"));
    }
  }

  private Watch watch(ApiServer server, Environments environments) {
    return server
        .client()
        .resources(SsmManagedEnvironment.class)
        .inNamespace(environments.namespace())
        .watch(
            new Watcher<>() {
              @Override
              public void eventReceived(Action action, SsmManagedEnvironment environment) {
                versions.add(environment);
              }

              @Override
              public void onClose(WatcherException cause) {}
            });
  }

  private static String environment(int count) {
    return Environments.yaml(
        NAME,
        """
        region: eu-west-1
        connectivity: {pattern: ElasticIp}
        instances: [{name: app, count: %d}]
        drift: {interval: 5s}
        """
            .formatted(count));
  }
}
