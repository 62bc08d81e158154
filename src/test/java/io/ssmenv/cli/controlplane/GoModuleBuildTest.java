package io.ssmenv.cli.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoModuleBuildTest {

  private static final ControlPlaneVersion WANTED =
      new ControlPlaneVersion("1.36.3", "3.7.3", "linux", "amd64");

  @Test
  void kubernetesIsBuiltWithItsOwnStagingModules() throws Exception {
    assertThat(GoModuleBuild.goMod("kubernetes", WANTED).lines())
        .contains("require k8s.io/kubernetes v1.36.3")
        .contains("\tk8s.io/apiserver => k8s.io/apiserver v0.36.3")
        .filteredOn(line -> line.contains("=>"))
        .hasSize(33);
  }

  @Test
  void etcdIsBuiltInItsOwnVersion() throws Exception {
    assertThat(GoModuleBuild.goMod("etcd", WANTED).lines())
        .contains("require go.etcd.io/etcd/server/v3 v3.7.3");
  }
}
