package io.ssmenv.cli.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.KubernetesCompatibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applies {@code crds/} over the CRD that {@code ssmenv control-plane} installed. */
@KubernetesCompatibility
class InstalledDefinitionIT {

  private static final String DEFINITION =
      "customresourcedefinition.apiextensions.k8s.io/ssmmanagedenvironments.ssmenv.io ";

  @TempDir private Path directory;
  private ApiServer server;

  @BeforeEach
  void install() {
    server = ApiServer.withDefinition();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void canBeAppliedServerSideWithoutAConflict() throws IOException {
    assertThat(server.kubectl("apply", "--server-side", "-f", "crds/").lines())
        .containsExactly(DEFINITION + "serverside-applied");
    assertThat(server.kubectl("apply", "--server-side", "-f", changedDefinition()).lines())
        .containsExactly(DEFINITION + "serverside-applied");
  }

  @Test
  void canBeAppliedClientSide() throws IOException {
    assertThat(server.kubectl("apply", "-f", "crds/").lines()).endsWith(DEFINITION + "configured");
    assertThat(server.kubectl("apply", "-f", "crds/").lines())
        .containsExactly(DEFINITION + "unchanged");
    assertThat(server.kubectl("apply", "-f", changedDefinition()).lines())
        .containsExactly(DEFINITION + "configured");
  }

  @Test
  void canBeAppliedInBothWaysInTurn() throws IOException {
    server.kubectl("apply", "-f", "crds/");
    assertThat(server.kubectl("apply", "--server-side", "-f", changedDefinition()).lines())
        .containsExactly(DEFINITION + "serverside-applied");
    assertThat(server.kubectl("apply", "-f", "crds/").lines()).endsWith(DEFINITION + "configured");
  }

  /** The file of the CRD with a change, as during its development. */
  private String changedDefinition() throws IOException {
    String before = "description: \"The desired state of the environment.\"";
    Path file = Path.of("crds", "ssmmanagedenvironments.ssmenv.io-v1.yml");
    String text = Files.readString(file);
    assertThat(text).contains(before);
    return Files.writeString(
            directory.resolve("changed.yml"), text.replace(before, "description: \"Changed.\""))
        .toString();
  }
}
