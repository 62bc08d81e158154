package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.OperatorProcess;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several operators with selectors. The access key in a call tells which of them made it. */
@ExtendWith(ApiServerExtension.class)
class SharedWorkIT {

  private static final Duration LIMIT = Duration.ofSeconds(150);
  private static final String CONFLICT = "OperatorConflict";

  @Test
  void eachOperatorTakesCareOfWhatItsSelectorMatchesAndALabelHandsOver(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "shares");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        OperatorProcess a = operator(server, environments, aws, "AKIAA", "team=a");
        OperatorProcess b = operator(server, environments, aws, "AKIAB", "team in (b)")) {
      a.awaitUrl(LIMIT);
      b.awaitUrl(LIMIT);
      String one = environments.apply(environment("one", "a", 1));
      environments.awaitReady(one);
      assertThat(aws.callLog().countsByCaller()).containsOnlyKeys("AKIAA");
      String two = environments.apply(environment("two", "b", 2));
      environments.awaitReady(two);
      assertThat(aws.callLog().countsByCaller()).containsOnlyKeys("AKIAA", "AKIAB");
      assertThat(holder(environments, one)).isNotEqualTo(holder(environments, two));

      var resources = aws.resources();
      environments.patch(one, "{\"metadata\": {\"labels\": {\"team\": \"b\"}}}");
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(holder(environments, one)).isEqualTo(holder(environments, two)));
      a.terminate();
      environments.patch(one, "{\"spec\": {\"instances\": [{\"name\": \"app\", \"count\": 2}]}}");
      environments.awaitReady(one);
      assertThat(aws.resources()).containsAll(resources);

      environments.delete(one);
      environments.delete(two);
      environments.awaitGone(one, two);
      assertThat(aws.resources()).isEmpty();
      assertThat(b.errors()).doesNotContain("ERROR");
    }
  }

  @Test
  void anOperatorThatSelectsWhatAnotherOneHasWritesNothingAndBothSayWhatToDo(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "overlap");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        OperatorProcess first = operator(server, environments, aws, "AKIAFIRST", "team=a")) {
      first.awaitUrl(LIMIT);
      String name = environments.apply(environment("one", "a", 1));
      environments.awaitReady(name);
      String holder = holder(environments, name).orElseThrow();
      try (OperatorProcess second = operator(server, environments, aws, "AKIASECOND", "team")) {
        second.awaitUrl(LIMIT);
        await()
            .atMost(LIMIT)
            .untilAsserted(() ->
                assertThat(environments.condition(name, CONFLICT))
                    .map(Condition::message)
                    .hasValueSatisfying(message ->
                        assertThat(message)
                            .contains(holder.split(" ", -1)[0])
                            .contains("--selector=team=a)", "--selector=team)")
                            .contains("so that only one selects it")));
        await()
            .atMost(LIMIT)
            .untilAsserted(() ->
                assertThat(environments.events(name))
                    .extracting(Event::getReason)
                    .contains(CONFLICT));
        environments.patch(
            name, "{\"spec\": {\"instances\": [{\"name\": \"app\", \"count\": 2}]}}");
        environments.awaitReady(name);
        assertThat(holder(environments, name)).contains(holder);
        assertThat(aws.callLog().countsByCaller()).containsOnlyKeys("AKIAFIRST");

        first.kill();
        environments.delete(name);
        environments.awaitGone(name);
        assertThat(aws.resources()).isEmpty();
      }
    }
  }

  private static Optional<String> holder(Environments environments, String name) {
    return environments.find(name).flatMap(one -> one.annotation(SsmManagedEnvironment.OPERATOR));
  }

  private static OperatorProcess operator(
      ApiServer server, Environments environments, SimulatedAws aws, String key, String selector) {
    Map<String, String> variables = OperatorProcess.environment(server.kubeconfig(), aws, key);
    return OperatorProcess.start(
        variables,
        Stream.of(
                "--namespace=" + environments.namespace(),
                "--selector=" + selector,
                "--poll-interval=5",
                "--cluster-id=it-" + environments.namespace(),
                "--leader-election-namespace=" + environments.namespace())
            .toArray(String[]::new));
  }

  private static String environment(String name, String team, int network) {
    return Environments.yaml(
            name,
            """
            region: eu-west-1
            connectivity: {pattern: PrivateEndpoints}
            network: {cidr: 10.%d.0.0/16}
            instances: [{name: app}]
            """
                .formatted(network))
        .replace("{name: " + name + "}", "{name: " + name + ", labels: {team: " + team + "}}");
  }
}
