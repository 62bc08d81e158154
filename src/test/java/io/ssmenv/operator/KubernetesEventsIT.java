package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.status.StatusEvent;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.CapturedLog;
import io.ssmenv.testing.Environments;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which events users see, and how often. */
@ExtendWith(ApiServerExtension.class)
class KubernetesEventsIT {

  private static final StatusEvent WAITING =
      new StatusEvent(
          StatusEvent.Type.NORMAL,
          "WaitingFor",
          "Wait",
          "vpc (vpc-1) is pending",
          Optional.of("1: vpc"));

  @Test
  void anEventWithACauseIsPublishedOnceByAllProcesses(ApiServer server) {
    Environments environments = new Environments(server, "events");
    SsmManagedEnvironment environment = environment(environments, "waiting");
    SsmManagedEnvironment another = environment(environments, "another");

    for (String process : List.of("one", "other")) {
      KubernetesEvents events = events(server, process);
      events.publish(environment, Collections.nCopies(20, WAITING));
      events.publish(another, List.of(WAITING));
    }
    assertThat(environments.events("waiting"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getNote()).isEqualTo("vpc (vpc-1) is pending");
          assertThat(event.getReportingInstance()).isEqualTo("one");
        });
    assertThat(environments.events("another")).hasSize(1);

    events(server, "one")
        .publish(
            environment,
            List.of(
                new StatusEvent(
                    StatusEvent.Type.NORMAL,
                    "WaitingFor",
                    "Wait",
                    "vpc is gone",
                    Optional.of("2: vpc"))));
    assertThat(environments.events("waiting")).hasSize(2);
  }

  @Test
  void anEventWithoutACauseIsPublishedEachTime(ApiServer server) {
    Environments environments = new Environments(server, "events");
    SsmManagedEnvironment environment = environment(environments, "drifting");
    StatusEvent drift =
        new StatusEvent(
            StatusEvent.Type.WARNING,
            "DriftDetected",
            "Compare",
            "route missing",
            Optional.empty());

    events(server, "one").publish(environment, List.of(drift, drift));

    assertThat(environments.events("drifting"))
        .extracting(Event::getType, Event::getNote)
        .containsOnly(tuple("Warning", "route missing"))
        .hasSize(2);
  }

  /** The command that the documents name; 'kubectl get events' does not sort such events. */
  @Test
  void kubectlEventsListsThemInTheOrderInWhichTheyHappened(ApiServer server) {
    Environments environments = new Environments(server, "events");
    SsmManagedEnvironment environment = environment(environments, "sorted");
    List<String> notes = IntStream.range(0, 8).mapToObj(i -> "event " + i + "!").toList();
    AtomicLong seconds = new AtomicLong(Instant.now().getEpochSecond());
    KubernetesEvents events =
        new KubernetesEvents(
            server.client(),
            Runnable::run,
            () -> Instant.ofEpochSecond(seconds.incrementAndGet()),
            "one");
    for (String note : notes) {
      events.publish(
          environment,
          List.of(
              new StatusEvent(
                  StatusEvent.Type.NORMAL, "Online", "Observe", note, Optional.empty())));
    }

    String listed =
        server.kubectl("-n", environments.namespace(), "events", "--for", "ssmenv/sorted");
    assertThat(listed.lines().skip(1).map(line -> line.replaceAll(".*(event \\d!).*", "$1")))
        .containsExactlyElementsOf(notes);
  }

  @Test
  void anEventInANamespaceThatIsBeingDeletedIsReportedOnceAtDebug(ApiServer server) {
    Environments environments = new Environments(server, "terminating");
    SsmManagedEnvironment environment = environment(environments, "waiting");
    server.kubectl("delete", "namespace", environments.namespace(), "--wait=false");
    KubernetesEvents events = events(server, "one");

    try (CapturedLog log = CapturedLog.withDebug(KubernetesEvents.class)) {
      events.publish(environment, Collections.nCopies(3, WAITING));
      events.publish(environment, List.of(WAITING));

      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("DEBUG", "waiting", environments.namespace(), "is being deleted");
    }
  }

  private static KubernetesEvents events(ApiServer server, String process) {
    return new KubernetesEvents(server.client(), Runnable::run, InstantSource.system(), process);
  }

  private static SsmManagedEnvironment environment(Environments environments, String name) {
    return environments.get(
        environments.apply(
            Environments.yaml(
                name,
                """
                region: eu-west-1
                connectivity: {pattern: PrivateEndpoints}
                instances: [{name: app}]
                """)));
  }
}
