package io.ssmenv.cli.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPlaneVersionTest {

  @Test
  void theOldestVersionIsTheOneOnTheInstallPage() throws IOException {
    assertThat(Files.readString(Path.of("docs", "install.md")))
        .contains("**Kubernetes %s or newer**".formatted(ControlPlaneVersion.oldest().minor()));
  }

  @Test
  void oldestAndNewestAreValidNames() {
    assertThat(ControlPlaneVersion.of("oldest")).isEqualTo(ControlPlaneVersion.oldest());
    assertThat(ControlPlaneVersion.of("newest")).isEqualTo(ControlPlaneVersion.newest());
  }

  @Test
  void aTestedMinorVersionNeedsNoPatch() {
    assertThat(ControlPlaneVersion.of("1.31")).isEqualTo(ControlPlaneVersion.oldest());
    assertThat(ControlPlaneVersion.of("1.36")).isEqualTo(ControlPlaneVersion.newest());
  }

  @Test
  void aFullVersionIsUsedUnchanged() {
    assertThat(ControlPlaneVersion.of("1.33.5").kubernetes()).isEqualTo("1.33.5");
    assertThat(ControlPlaneVersion.of("1.31.0").kubernetes()).isEqualTo("1.31.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.33", "v1.33.5", "", "latest", "../../etc"})
  void anInvalidVersionIsRejectedWithTheValidOnes(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ControlPlaneVersion.of(name))
        .withMessageContaining("oldest, newest, 1.31, 1.36")
        .withMessageContaining("'" + name + "'");
  }
}
