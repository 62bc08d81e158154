package io.ssmenv.aws;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Starts a simulated AWS for each test, which is fast and whose reads are consistent. */
public abstract class WireTest {

  protected SimulatedAws aws;
  protected HandlerFixture fixture;

  protected SimulatorOptions options() {
    return Simulations.options().withSpeed(400).withReadLag(ReadLag.NONE);
  }

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(options());
    fixture = new HandlerFixture(aws, "reports");
  }

  @AfterEach
  void stop() {
    fixture.clients().close();
    aws.close();
  }
}
