package io.ssmenv.cli.sessionplugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cli.controlplane.CacheDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PluginBuildIT {

  @Test
  void buildsTheRealPluginOnce() throws Exception {
    PluginBuild build =
        PluginBuild.at(
            CacheDirectory.resolve(System.getenv(), Path.of(System.getProperty("user.home"))));
    Path plugin = build.ensure(System.err::println);

    Process version =
        new ProcessBuilder(plugin.toString(), "--version").redirectErrorStream(true).start();
    assertThat(version.inputReader().readAllLines()).containsExactly("1.3.0.0");
    assertThat(build.cached()).contains(plugin);
  }

  @Test
  void itsVersionIsThatOfTheGoModule() throws Exception {
    String module =
        new String(
            Objects.requireNonNull(PluginBuild.class.getResourceAsStream("plugin.go.mod"))
                .readAllBytes(),
            StandardCharsets.UTF_8);

    assertThat(List.of(module.split("\n", -1)))
        .contains("require github.com/aws/session-manager-plugin " + PluginBuild.MODULE_VERSION);
  }
}
