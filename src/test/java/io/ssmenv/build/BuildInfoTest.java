package io.ssmenv.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BuildInfoTest {

  private static final BuildInfo.Commit COMMIT =
      new BuildInfo.Commit("1a2b3c4d5e6f", "2026-11-23", false);

  private static BuildInfo of(BuildInfo.Commit commit) {
    return new BuildInfo(Optional.of("0.1.0"), Optional.of(commit), "25.0.1");
  }

  private static Properties properties(String dirty) {
    Properties build = new Properties();
    build.setProperty("commit", "1a2b3c4d5e6f");
    build.setProperty("date", "2026-11-23");
    build.setProperty("dirty", dirty);
    return build;
  }

  @Test
  void theMessageNamesVersionCommitAndDate() {
    assertThat(of(COMMIT).message()).isEqualTo("ssmenv 0.1.0 (commit 1a2b3c4d5e6f, 2026-11-23)");
  }

  @Test
  void uncommittedChangesAreMarkedAsDirty() {
    BuildInfo dirty = of(new BuildInfo.Commit("1a2b3c4d5e6f", "2026-11-23", true));
    assertThat(dirty.message()).isEqualTo("ssmenv 0.1.0 (commit 1a2b3c4d5e6f-dirty, 2026-11-23)");
    assertThat(dirty.commitName()).isEqualTo("1a2b3c4d5e6f-dirty");
  }

  @Test
  void withoutARepositoryTheCommitIsUnknown() {
    BuildInfo archive = new BuildInfo(Optional.of("0.1.0"), Optional.empty(), "25.0.1");
    assertThat(archive.message()).isEqualTo("ssmenv 0.1.0 (unknown commit)");
    assertThat(archive.commitName()).isEqualTo("unknown");
  }

  @Test
  void withoutAJarTheVersionIsUnpackaged() {
    BuildInfo classes = new BuildInfo(Optional.empty(), Optional.of(COMMIT), "25.0.1");
    assertThat(classes.message()).isEqualTo("ssmenv unpackaged (commit 1a2b3c4d5e6f, 2026-11-23)");
  }

  @Test
  void theCommitIsReadFromThePropertiesOfTheBuild() {
    assertThat(BuildInfo.commit(properties("false"))).contains(COMMIT);
    assertThat(BuildInfo.commit(properties("true")))
        .get()
        .extracting(BuildInfo.Commit::dirty)
        .isEqualTo(true);
    assertThat(BuildInfo.commit(new Properties())).isEmpty();
  }

  @Test
  void theProductIsValidInAUserAgent() {
    assertThat(of(COMMIT).product()).isEqualTo("ssmenv/0.1.0");
  }

  @Test
  void theJavaVersionIsThatOfTheRuntime() {
    assertThat(BuildInfo.current().java()).startsWith(System.getProperty("java.version"));
  }
}
