package io.ssmenv.cli.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheDirectoryTest {

  private static final Path HOME = Path.of("/home/ada");

  @Test
  void isBelowTheHomeDirectory() {
    assertThat(CacheDirectory.resolve(Map.of(), HOME))
        .isEqualTo(Path.of("/home/ada/.cache/ssmenv"));
  }

  @Test
  void followsTheXdgVariable() {
    assertThat(CacheDirectory.resolve(Map.of("XDG_CACHE_HOME", "/var/cache"), HOME))
        .isEqualTo(Path.of("/var/cache/ssmenv"));
  }

  @Test
  void ignoresARelativeXdgVariable() {
    assertThat(CacheDirectory.resolve(Map.of("XDG_CACHE_HOME", "cache"), HOME))
        .isEqualTo(Path.of("/home/ada/.cache/ssmenv"));
  }

  @Test
  void followsItsOwnVariable() {
    assertThat(
            CacheDirectory.resolve(
                Map.of("SSMENV_CACHE", "/srv/ssmenv", "XDG_CACHE_HOME", "/var/cache"), HOME))
        .isEqualTo(Path.of("/srv/ssmenv"));
  }

  @Test
  void treatsAnEmptyVariableAsUnset() {
    assertThat(CacheDirectory.resolve(Map.of("SSMENV_CACHE", "", "XDG_CACHE_HOME", ""), HOME))
        .isEqualTo(Path.of("/home/ada/.cache/ssmenv"));
  }
}
