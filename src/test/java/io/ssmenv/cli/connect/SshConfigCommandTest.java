package io.ssmenv.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.session.SessionKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed or read without AWS. */
class SshConfigCommandTest {

  @Test
  void eachInstanceHasASection() {
    ConnectRun run =
        new ConnectRun(ClientFactory.ofDefaultChain()).in(FixedCluster.of("i-1", "i-2"));

    assertThat(run.of(SshConfigCommand::new, "reports", "--user", "admin")).as(run.err).isZero();
    assertThat(run.out)
        .startsWith(
            """
            Host app-0.reports.team-a
              User admin
              ProxyCommand "ssmenv" connect -n team-a reports app-0 --ssh %p
            Host app-1.reports.team-a
            """);
  }

  @Test
  void portsAreReadAndPrintedForAwsCli() {
    assertThat(PortMapping.parse("8080:80")).isEqualTo(new SessionKind.PortForward(8080, 80));
    assertThat(PortMapping.parse("5432:db.internal:5433").awsCli("eu-west-1", "i-1"))
        .isEqualTo(
            "aws ssm start-session --region eu-west-1 --target i-1 --document-name"
                + " AWS-StartPortForwardingSessionToRemoteHost --parameters"
                + " host=db.internal,localPortNumber=5432,portNumber=5433");
    assertThat(PortMapping.parse("1:[::1]:2")).isEqualTo(new SessionKind.HostForward(1, "::1", 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "a:80", "8080:0", "8080:65536", "1:2:3:4", "1:a b:2", "1:a,b:2"})
  void wrongPortsAreRefused(String text) {
    assertThatThrownBy(() -> PortMapping.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Mac OS X, aarch64, /none, brew install --cask session-manager-plugin",
    "Linux, amd64, /etc/debian_version, ubuntu_64bit/session-manager-plugin.deb",
    "Linux, aarch64, /usr/bin/rpm, linux_arm64/session-manager-plugin.rpm",
    "Linux, amd64, /none, session-manager-working-with-install-plugin.html",
  })
  void thePluginIsInstalledAsAwsDocumentsIt(
      String system, String architecture, String file, String expected) {
    assertThat(PluginInstallation.on(system, architecture, Path.of(file)::equals))
        .contains(expected);
  }
}
