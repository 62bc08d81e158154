package io.ssmenv.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.cli.controlplane.ControlPlaneCommand;
import io.ssmenv.cli.simulator.SimulateCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportLinesTest {

  @Test
  void printsVariablesInOrder() {
    assertThat(printed(new ExportLines().add("B", "1").add("A", "2")))
        .containsExactly("export B=1", "export A=2");
  }

  @Test
  void quotesSpecialCharacters() {
    assertThat(
            printed(
                new ExportLines()
                    .add("SPACE", "a b")
                    .add("EMPTY", "")
                    .add("QUOTE", "it's")
                    .add("DOLLAR", "$HOME")))
        .containsExactly(
            "export SPACE='a b'",
            "export EMPTY=''",
            "export QUOTE='it'\\''s'",
            "export DOLLAR='$HOME'");
  }

  @Test
  void rejectsInvalidNames() {
    assertThatThrownBy(() -> new ExportLines().add("NO-NAME", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NO-NAME");
  }

  @Test
  void simulatePrintsTheVariablesOfAwsClients() {
    assertThat(printed(SimulateCommand.exports(URI.create("http://127.0.0.1:4321"), 20)))
        .containsExactly(
            "export AWS_ENDPOINT_URL=http://127.0.0.1:4321",
            "export AWS_REGION=eu-west-1",
            "export AWS_DEFAULT_REGION=eu-west-1",
            "export AWS_ACCESS_KEY_ID=simulated",
            "export AWS_SECRET_ACCESS_KEY=simulated",
            "export SSMENV_SIMULATED_SPEED=20.0");
  }

  @Test
  void controlPlanePrintsOnlyTheKubeconfigIfKubectlIsInstalled(@TempDir Path folder)
      throws Exception {
    Path kubectl = Files.createFile(folder.resolve("kubectl"));
    assertThat(kubectl.toFile().setExecutable(true)).isTrue();

    assertThat(
            printed(
                ControlPlaneCommand.exports(
                    Path.of("/tmp/kubeconfig"),
                    Path.of("/cache/kubectl"),
                    Map.of("PATH", folder.toString()))))
        .containsExactly("export KUBECONFIG=/tmp/kubeconfig");
  }

  @Test
  void controlPlaneAddsItsKubectlIfNoneIsInstalled(@TempDir Path empty) {
    assertThat(
            printed(
                ControlPlaneCommand.exports(
                    Path.of("/tmp/kubeconfig"),
                    Path.of("/cache/kubectl"),
                    Map.of("PATH", empty.toString()))))
        .containsExactly("export KUBECONFIG=/tmp/kubeconfig", "export PATH=" + empty + ":/cache");
  }

  private static String[] printed(ExportLines lines) {
    StringWriter text = new StringWriter();
    lines.print(new PrintWriter(text));
    return text.toString().split("\n");
  }
}
