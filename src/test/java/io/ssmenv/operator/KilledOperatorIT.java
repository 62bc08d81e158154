package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.Accounts;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.OperatorProcess;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kills the operator process repeatedly, at times that are derived from a seed. */
@ExtendWith(ApiServerExtension.class)
class KilledOperatorIT {

  private static final int KILLS_WHILE_BUILDING = 5;
  private static final int KILLS_WHILE_DELETING = 3;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final long seed = Optional.ofNullable(Long.getLong("ssmenv.seed")).orElse(20261123L);
  private final Random random = new Random(seed);

  @Test
  void theResultIsTheSameAfterEightKills(ApiServer server) {
    System.out.println("KilledOperatorIT: -Dssmenv.seed=" + seed);
    Environments environments = new Environments(server, "killed");
    try (SimulatedAws aws = start()) {
      Map<String, String> process =
          OperatorProcess.environment(server.kubeconfig(), aws, "AKIAKILLED");
      String[] names =
          List.of("ElasticIp", "NatGateway", "PrivateEndpoints").stream()
              .map(pattern -> environments.apply(environment(pattern)))
              .toArray(String[]::new);

      startAndKill(KILLS_WHILE_BUILDING, process, environments);
      try (OperatorProcess _ = operator(process, environments)) {
        environments.awaitReady(names);
        Accounts.assertOneOfEverything(aws);
        assertThat(aws.resources().stream().filter(one -> one.type().equals("instance")))
            .as("a terminated duplicate would also be listed")
            .hasSize(names.length);
        List.of(names).forEach(environments::delete);
      }
      startAndKill(KILLS_WHILE_DELETING, process, environments);
      try (OperatorProcess last = operator(process, environments)) {
        environments.awaitGone(names);
        assertThat(aws.resources()).isEmpty();
        assertThat(last.isAlive()).isTrue();
      }
    }
  }

  /** Kills the operator during its start or during its work. */
  private void startAndKill(int times, Map<String, String> process, Environments environments) {
    for (int kill = 0; kill < times; kill++) {
      try (OperatorProcess operator = operator(process, environments)) {
        if (random.nextInt(4) > 0) {
          operator.awaitUrl(START_LIMIT);
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
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String environment(String pattern) {
    return Environments.yaml(
        pattern.toLowerCase(Locale.ROOT),
        """
        region: eu-west-1
        connectivity: {pattern: %s}
        instances: [{name: app}]
        """
            .formatted(pattern));
  }
}
