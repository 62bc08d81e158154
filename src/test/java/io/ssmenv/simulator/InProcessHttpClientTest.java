package io.ssmenv.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.core.Faults;
import io.ssmenv.testing.AwsErrors;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class InProcessHttpClientTest {

  /** The SDK would take a virtual date for a wrong clock, and call again. */
  @Test
  void aDeniedCallIsMadeOnceWhateverTheVirtualTimeIs() throws IOException {
    InstantSource inAnHour = () -> Instant.now().plus(Duration.ofHours(1));
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        Ec2Client ec2 = clients(aws, inAnHour).ec2()) {
      aws.faults().refuse("DescribeVpcs", AwsErrors.of("UnauthorizedOperation"), Faults.ALWAYS);

      assertThatThrownBy(() -> ec2.describeVpcs()).isInstanceOf(Ec2Exception.class);

      assertThat(aws.callLog().counts()).containsEntry("ec2:DescribeVpcs", 1L);
    }
  }

  private static AwsClients clients(SimulatedAws aws, InstantSource time) {
    AwsClients clients = AwsClients.inProcess(aws);
    return new AwsClients(
        clients.endpoint(),
        clients.credentials(),
        clients.region(),
        clients.retries(),
        Optional.of(new InProcessHttpClient(aws::answer, time)));
  }
}
