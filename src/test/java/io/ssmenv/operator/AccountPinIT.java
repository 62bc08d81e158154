package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.testing.Accounts;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.RunningOperator;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An operator that starts with credentials of another account knows the statuses from the start.
 */
@ExtendWith(ApiServerExtension.class)
class AccountPinIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String RIGHT = "111122223333";
  private static final String WRONG = "999988887777";
  private static final String SPEC =
      """
      region: eu-west-1
      connectivity: {pattern: ElasticIp}
      instances: [{name: app}]
      """;

  @Test
  void aNewEnvironmentDoesNotBeginInTheAccountOfWrongCredentials(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "pin");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40))) {
      String old = environments.apply(Environments.yaml("old", SPEC));
      try (RunningOperator _ = RunningOperator.start(server, environments, aws)) {
        await().atMost(LIMIT).until(() -> !Accounts.writes(aws).isEmpty());
      }
      assertThat(environments.get(old).getStatus().accountId()).isEqualTo(RIGHT);

      aws.accounts().assign(RunningOperator.ACCESS_KEY, WRONG);
      String young = environments.apply(Environments.yaml("a-young-one", SPEC));
      try (RunningOperator _ = RunningOperator.start(server, environments, aws)) {
        await()
            .atMost(LIMIT)
            .untilAsserted(() ->
                assertThat(environments.condition(young, "Stalled"))
                    .hasValueSatisfying(stalled ->
                        assertThat(stalled.message())
                            .contains(WRONG, "its other environments are in account " + RIGHT)));
        assertThat(environments.get(young).getMetadata().getFinalizers()).isEmpty();
      }
      assertThat(Accounts.writes(aws)).extracting(CallRecord::accountId).containsOnly(RIGHT);
    }
  }
}
