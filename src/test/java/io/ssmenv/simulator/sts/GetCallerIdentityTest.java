package io.ssmenv.simulator.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class GetCallerIdentityTest {
  private SimulatedAws aws;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options());
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void returnsTheAccountOfTheAccessKey() {
    aws.accounts().assign("AKIDOTHER", "444455556666");

    GetCallerIdentityResponse identity = AwsClients.of(aws).sts().getCallerIdentity();
    GetCallerIdentityResponse others = AwsClients.of(aws).as("AKIDOTHER").sts().getCallerIdentity();

    assertThat(identity.account()).isEqualTo("111122223333");
    assertThat(identity.arn()).isEqualTo("arn:aws:iam::111122223333:user/AKIDTEST");
    assertThat(others.account()).isEqualTo("444455556666");
    assertThat(others.userId()).isNotEqualTo(identity.userId());
  }
}
