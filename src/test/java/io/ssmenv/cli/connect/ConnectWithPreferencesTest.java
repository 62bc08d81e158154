package io.ssmenv.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.simulator.ssm.EnvironmentFixture;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.SessionState;

/** A shell on an instance whose environment has preferences of sessions. */
class ConnectWithPreferencesTest {

  private static final String PLUGIN =
      """
      #!/bin/sh
      if [ "$1" = --version ]; then echo 1.2.707.0; exit 0; fi
      echo connected
      exit 7
      """;

  @TempDir private Path folder;
  private SimulatedAws aws;
  private EnvironmentFixture fixture;
  private String instance = "";
  private ConnectRun run = new ConnectRun(ClientFactory.ofDefaultChain());

  @BeforeEach
  void start() throws IOException {
    VirtualTime clock = new VirtualTime();
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
    fixture.elasticIp();
    instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(3));
    Path file = folder.resolve(PluginProgram.NAME);
    Files.writeString(file, PLUGIN);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    run =
        new ConnectRun(ClientFactory.of(aws.endpoint(), "AKIDPERSON", "secret"))
            .withPath(folder.toString());
  }

  @AfterEach
  void stop() {
    fixture.close();
    aws.close();
  }

  private int connect() {
    return run.of(ConnectCommand::new, "reports");
  }

  @Test
  void theSessionDocumentOfTheEnvironmentIsUsed() {
    fixture.ssm.createDocument(r ->
        r.name("ssmenv-reports-sessions")
            .documentType(DocumentType.SESSION)
            .content(
                "{\"inputs\":{\"cloudWatchEncryptionEnabled\":false,\"cloudWatchStreamingEnabled\":false,"
                    + "\"runAsEnabled\":false,\"s3EncryptionEnabled\":false},\"schemaVersion\":\"1.0\","
                    + "\"sessionType\":\"Standard_Stream\"}"));
    run.in(FixedCluster.withSessions(Optional.of("ssmenv-reports-sessions"), instance));
    assertThat(connect()).as(run.err).isEqualTo(7);
    assertThat(fixture.ssm.describeSessions(r -> r.state(SessionState.ACTIVE)).sessions())
        .singleElement()
        .satisfies(
            session -> assertThat(session.documentName()).isEqualTo("ssmenv-reports-sessions"));
  }

  @Test
  void noSessionIsOpenedWithoutTheDocumentThatLogsIt() {
    run.in(FixedCluster.withSessions(Optional.empty(), instance));
    assertThat(connect()).isEqualTo(1);
    assertThat(run.err)
        .contains("team-a/reports has preferences of sessions, but no session document yet");
    assertThat(fixture.ssm.describeSessions(r -> r.state(SessionState.ACTIVE)).sessions())
        .isEmpty();
  }
}
