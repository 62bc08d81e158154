package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.Accounts;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.OperatorProcess;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operator as a process that is killed again and again, at moments that a seed decides. */
@ExtendWith(ApiServerExtension.class)
class KilledOperatorIT {

  private static final int KILLS_WHILE_BUILDING = 5;
  private static final int KILLS_WHILE_DELETING = 3;
  private static final Duration START = Duration.ofSeconds(60);

  private final long seed = Optional.ofNullable(Long.getLong("ssmenv.seed")).orElse(20261123L);
  private final Random random = new Random(seed);

  @Test
  void eightKillsChangeNothingAboutTheEnd(ApiServer server) {
    System.out.println("KilledOperatorIT: -Dssmenv.seed=" + seed);
    Environments environments = new Environments(server, "killed");
    try (SimulatedAws aws = start()) {
      Map<String, String> process =
          OperatorProcess.environment(server.kubeconfig(), aws, "AKIAKILLED");
      String[] names =
          List.of("ElasticIp", "NatGateway", "PrivateEndpoints").stream()
              .map(pattern -> environments.apply(environment(pattern)))
              .toArray(String[]::new);

      killed(KILLS_WHILE_BUILDING, process, environments);
      try (OperatorProcess last = operator(process, environments)) {
        environments.awaitReady(names);
        Accounts.assertOneOfEverything(aws);
        assertThat(aws.holdings().stream().filter(one -> one.type().equals("instance")))
            .as("terminated ones would be listed too")
            .hasSize(names.length);
        List.of(names).forEach(environments::delete);
      }
      killed(KILLS_WHILE_DELETING, process, environments);
      try (OperatorProcess last = operator(process, environments)) {
        environments.awaitGone(names);
        assertThat(aws.holdings()).isEmpty();
        assertThat(last.isAlive()).isTrue();
      }
    }
  }

  /** Kills it now while it starts, now in the middle of its work. */
  private void killed(int times, Map<String, String> process, Environments environments) {
    for (int kill = 0; kill < times; kill++) {
      try (OperatorProcess operator = operator(process, environments)) {
        if (random.nextInt(4) > 0) {
          operator.awaitUrl(START);
        }
        Duration life = Duration.ofMillis(200 + random.nextInt(3_000));
        assertThat(operator.exitCode(life)).as(operator::errors).isEmpty();
      }
    }
  }

  private static OperatorProcess operator(Map<String, String> process, Environments environments) {
    return OperatorProcess.start(
        process,
        "--namespace",
        environments.namespace(),
        "--cluster-id",
        "it-" + environments.namespace());
  }

  private SimulatedAws start() {
    try {
      return SimulatedAws.start(Simulations.options().withSpeed(30).withSeed(seed));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String environment(String pattern) {
    return Environments.yaml(
        pattern.toLowerCase(java.util.Locale.ROOT),
        """
        region: eu-west-1
        connectivity: {pattern: %s}
        instances: [{name: app}]
        """
            .formatted(pattern));
  }
}
