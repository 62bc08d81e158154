package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.status.EventReason;
import io.ssmenv.status.StatusEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What previews list for host and guest is what the engine then does. */
@Execution(ExecutionMode.CONCURRENT)
class SharedPreviewTest {

  @ParameterizedTest
  @CsvSource({
    "ElasticIp, ElasticIp",
    "ElasticIp, NatGateway",
    "ElasticIp, PrivateEndpoints",
    "NatGateway, ElasticIp",
    "NatGateway, NatGateway",
    "NatGateway, PrivateEndpoints",
    "PrivateEndpoints, ElasticIp",
    "PrivateEndpoints, NatGateway",
    "PrivateEndpoints, PrivateEndpoints"
  })
  void aGuestJoinsAndLeavesAsPreviewed(String hosting, String pattern) {
    try (EngineScenario scenario = EngineScenario.open((hosting + pattern).hashCode())) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec(hosting));
      scenario.awaitSettled(host);
      String spec = SharedVpcTest.guest(pattern);
      Map<Owner, Preview.Complete> joining =
          complete(scenario, () -> scenario.harness.previewer().previewNew("guest", spec));
      Map<Owner, RecordedEnvironment> before = recorded(scenario, joining);

      Owner guest = scenario.harness.apply("guest", spec);
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
      assertHappened(before, joining);

      Map<Owner, Preview.Complete> leaving =
          complete(scenario, () -> scenario.harness.previewer().previewDeletion(guest));
      before = recorded(scenario, leaving);
      scenario.deleteAndAwaitGone(List.of(guest));
      scenario.eventually(() -> scenario.assertSettled(host));
      assertHappened(before, leaving);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NatGateway, ElasticIp",
    "NatGateway, PrivateEndpoints",
    "PrivateEndpoints, NatGateway",
    "ElasticIp, PrivateEndpoints"
  })
  void aChangeOfTheGuestsPatternHappensAsPreviewed(String from, String to) {
    try (EngineScenario scenario = EngineScenario.open((from + to).hashCode())) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest(from));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);

      assertHappens(scenario, guest, SharedVpcTest.guest(to), List.of(host, guest));
    }
  }

  @ParameterizedTest
  @CsvSource({"NatGateway, ElasticIp", "PrivateEndpoints, NatGateway", "ElasticIp, NatGateway"})
  void aChangeOfTheHostsPatternKeepsWhatTheGuestNeedsAsPreviewed(String from, String to) {
    try (EngineScenario scenario = EngineScenario.open((from + to).hashCode() + 1)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec(from));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest(from));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);

      assertHappens(scenario, host, EngineScenario.spec(to), List.of(host, guest));
    }
  }

  @Test
  void aSettledVpcHasNoChangesAndAHostThatIsDeletedKeepsItForItsGuest() {
    try (EngineScenario scenario = EngineScenario.open(35)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("NatGateway"));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
      long mark = scenario.mark();

      assertThat(
              complete(
                      scenario,
                      () ->
                          scenario
                              .harness
                              .previewer()
                              .previews(host, EngineScenario.spec("ElasticIp")))
                  .values())
          .allSatisfy(preview -> assertThat(preview.forecast().isDone()).isTrue());
      assertThat(
              complete(scenario, () -> scenario.harness.previewer().previewDeletion(host)).values())
          .allSatisfy(preview -> assertThat(preview.forecast().isDone()).isTrue());
      assertThat(scenario.writes(mark)).isEmpty();
    }
  }

  @Test
  void thePreviewSaysWhatTheEventThenSaysAboutTheNamesInTheVpc() {
    try (EngineScenario scenario = EngineScenario.open(36)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner nat = scenario.harness.apply("nat", SharedVpcTest.guest("NatGateway"));
      scenario.awaitSettled(host);
      scenario.awaitSettled(nat);
      String spec = SharedVpcTest.guest("PrivateEndpoints");

      Map<Owner, Preview.Complete> joining =
          complete(scenario, () -> scenario.harness.previewer().previewNew("guest", spec));
      assertThat(joining.get(host).notices()).singleElement().asString().contains("ssmmessages");
      Owner guest = scenario.harness.apply("guest", spec);
      scenario.awaitSettled(guest);
      assertThat(joining.get(nat).notices()).isEqualTo(joining.get(host).notices());
      assertThat(resolverEvents(scenario))
          .hasSize(2)
          .allMatch(message -> joining.get(host).notices().contains(message));
      assertThat(joining.get(guest).notices()).isEmpty();

      assertThat(
              complete(scenario, () -> scenario.harness.previewer().previewDeletion(guest))
                  .get(nat)
                  .notices())
          .singleElement()
          .asString()
          .contains("will resolve to public addresses again");
    }
  }

  private static List<String> resolverEvents(EngineScenario scenario) {
    return scenario.harness.events().stream()
        .filter(event -> event.reason().equals(EventReason.RESOLVER_CHANGING.wire()))
        .map(StatusEvent::message)
        .toList();
  }

  private static void assertHappens(
      EngineScenario scenario, Owner changed, String spec, List<Owner> vpc) {
    Map<Owner, Preview.Complete> previews =
        complete(scenario, () -> scenario.harness.previewer().previews(changed, spec));
    Map<Owner, RecordedEnvironment> before = recorded(scenario, previews);
    scenario.harness.apply(changed.name().replace("lab/", ""), spec);
    vpc.forEach(scenario::awaitSettled);
    vpc.forEach(scenario::awaitSettled);
    assertHappened(before, previews);
  }

  private static Map<Owner, Preview.Complete> complete(
      EngineScenario scenario, Supplier<Map<Owner, Preview>> previews) {
    AtomicReference<Map<Owner, Preview>> last = new AtomicReference<>(Map.of());
    scenario.eventually(() -> {
      last.set(previews.get());
      assertThat(last.get().values())
          .isNotEmpty()
          .allSatisfy(preview -> assertThat(preview).isInstanceOf(Preview.Complete.class));
    });
    return last.get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, one -> (Preview.Complete) one.getValue()));
  }

  private static Map<Owner, RecordedEnvironment> recorded(
      EngineScenario scenario, Map<Owner, Preview.Complete> previews) {
    return previews.keySet().stream()
        .collect(
            Collectors.toMap(owner -> owner, owner -> new RecordedEnvironment(scenario, owner)));
  }

  private static void assertHappened(
      Map<Owner, RecordedEnvironment> before, Map<Owner, Preview.Complete> previews) {
    before.forEach((owner, recorded) -> {
      recorded.assertStepsSince(previews.get(owner));
      recorded.assertResourcesSince(previews.get(owner));
    });
  }
}
