package io.ssmenv.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.model.SessionState;

/** As long as an instance exists, people can connect to it, and are told what happens to it. */
class ConnectDuringDeletionTest {

  private static final String PLUGIN =
      """
      #!/bin/sh
      if [ "$1" = --version ]; then echo 1.2.707.0; exit 0; fi
      exit 7
      """;

  @TempDir private Path folder;
  private RunFixture on;

  @BeforeEach
  void start() throws IOException {
    on = new RunFixture();
    Path file = folder.resolve(PluginProgram.NAME);
    Files.writeString(file, PLUGIN);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    on.run.withPath(folder.toString());
  }

  @AfterEach
  void stop() {
    on.close();
  }

  private static String note(String message) {
    return "Note: team-a/reports is being deleted. Its condition Deleting says: " + message + ".\n";
  }

  @ParameterizedTest
  @CsvSource({
    "Paused,'spec.paused is true, so the deletion is blocked'",
    "ReportOnly,'spec.drift.policy is Report, so the deletion is blocked'",
    "WaitingForGuests,The VPC stays until the environments that stand in it are deleted",
    "Waiting,Waiting until instance/app-1 is deleted"
  })
  void aSessionOpensWithANoteOfWhatTheDeletionWaitsFor(String reason, String message) {
    on.run.in(FixedCluster.deleting(reason, message, on.instance));

    assertThat(on.run.of(ConnectCommand::new, "reports")).as(on.run.err).isEqualTo(7);
    assertThat(on.run.err).isEqualTo(note(message));
    assertThat(on.run.of(PortForwardCommand::new, "reports", "0:80")).as(on.run.err).isEqualTo(7);
    assertThat(on.run.err).isEqualTo(note(message));
    assertThat(on.environment.ssm.describeSessions(r -> r.state(SessionState.ACTIVE)).sessions())
        .hasSize(2)
        .allMatch(session -> session.target().equals(on.instance));
  }

  @Test
  void aCommandRunsAndItsOutputIsOnlyItsOwn() {
    on.run.in(FixedCluster.deleting("Paused", "spec.paused is true", on.instance));

    assertThat(on.run("reports", "--", "echo", "here")).as(on.run.err).isZero();
    assertThat(on.run.out).isEqualTo("here\n");
    assertThat(on.run.err).isEqualTo(note("spec.paused is true"));
    assertThat(on.run.of(SshConfigCommand::new, "reports")).isZero();
    assertThat(on.run.out).startsWith("Host app-0.reports.team-a\n");
  }

  @Test
  void anInstanceThatIsGoneBeforeTheStatusSaysSoIsNotConnected() {
    on.run.in(FixedCluster.deleting("Working", "Deleting instance/app-0", on.instance));
    on.terminate();

    assertThat(on.run.of(ConnectCommand::new, "reports")).isEqualTo(1);
    assertThat(on.run.err)
        .startsWith(note("Deleting instance/app-0") + "connect: app-0 (" + on.instance + ")");
  }
}
