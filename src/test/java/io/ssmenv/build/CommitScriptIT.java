package io.ssmenv.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.build.BuildInfo.Commit;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .mvn/commit.sh} in different kinds of projects. It needs Git. */
class CommitScriptIT {

  private static final Path SCRIPT = Path.of(".mvn", "commit.sh");

  @TempDir Path directory;
  private Path project;

  @BeforeEach
  void aProjectWithACommit() throws Exception {
    project = directory.resolve("project");
    Files.createDirectories(project.resolve(".mvn"));
    Files.copy(SCRIPT, project.resolve(SCRIPT));
    Files.writeString(project.resolve(".gitignore"), "target/\n");
    git(project, "init", "-q");
    commit(project, "first");
  }

  @Test
  void writesTheCommitAndItsDateInUtc() throws Exception {
    assertThat(recordedCommit(project)).contains(new Commit(head(project), "2026-11-23", false));
  }

  @Test
  void aChangedOrNewFileMakesTheTreeDirty() throws Exception {
    Path newFile = Files.writeString(project.resolve("new-file"), "");
    assertThat(recordedCommit(project)).get().extracting(Commit::dirty).isEqualTo(true);

    Files.delete(newFile);
    Files.writeString(project.resolve(".gitignore"), "target/\n# changed\n");
    assertThat(recordedCommit(project)).get().extracting(Commit::dirty).isEqualTo(true);
  }

  @Test
  void aLinkedWorktreeHasItsOwnCommitAndChanges() throws Exception {
    Path worktree = directory.resolve("worktree");
    git(project, "worktree", "add", "-q", worktree.toString());
    commit(worktree, "second");
    Files.writeString(project.resolve("new-file"), "");

    assertThat(recordedCommit(worktree)).contains(new Commit(head(worktree), "2026-11-23", false));
    assertThat(head(worktree)).isNotEqualTo(head(project));
  }

  @Test
  void aShallowCloneIsEnough() throws Exception {
    commit(project, "second");
    Path clone = directory.resolve("clone");
    git(directory, "clone", "-q", "--depth=1", project.toUri().toString(), clone.toString());

    assertThat(recordedCommit(clone)).contains(new Commit(head(project), "2026-11-23", false));
  }

  @Test
  void aSourceArchiveHasNoCommitEvenInsideAnotherRepository() throws Exception {
    Path archive = project.resolve("target/archive");
    Files.createDirectories(archive.resolve(".mvn"));
    Files.copy(SCRIPT, archive.resolve(SCRIPT));

    assertThat(recordedCommit(archive)).isEmpty();
  }

  @Test
  void withoutGitTheCommitOfAnEarlierBuildIsRemoved() throws Exception {
    assertThat(recordedCommit(project)).isPresent();
    Path broken = Files.createDirectories(directory.resolve("bin")).resolve("git");
    Files.writeString(broken, "#!/bin/sh\nexit 127\n");
    assertThat(broken.toFile().setExecutable(true)).isTrue();

    assertThat(
            recordedCommit(
                project, Map.of("PATH", broken.getParent() + ":" + System.getenv("PATH"))))
        .isEmpty();
  }

  @Test
  void theVariablesOfAGitHookAreIgnored() throws Exception {
    Path other = Files.createDirectories(directory.resolve("other"));
    git(other, "init", "-q");
    commit(other, "elsewhere");

    assertThat(recordedCommit(project, Map.of("GIT_DIR", other.resolve(".git").toString())))
        .contains(new Commit(head(project), "2026-11-23", false));
  }

  private static Optional<Commit> recordedCommit(Path root) throws Exception {
    return recordedCommit(root, Map.of());
  }

  private static Optional<Commit> recordedCommit(Path root, Map<String, String> environment)
      throws Exception {
    Path file = root.resolve("target/classes/commit.properties");
    run(root, environment, "sh", root.resolve(SCRIPT).toString(), file.toString());
    Properties build = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        build.load(reader);
      }
    }
    return BuildInfo.commit(build);
  }

  private static String head(Path root) throws Exception {
    return git(root, "rev-parse", "--short=12", "HEAD").strip();
  }

  private static void commit(Path root, String message) throws Exception {
    git(root, "add", "--all");
    git(root, "commit", "-q", "--allow-empty", "-m", message);
  }

  private static String git(Path root, String... arguments) throws Exception {
    String[] command =
        Stream.concat(
                Stream.of("git", "-c", "user.name=Test", "-c", "user.email=test@example.com"),
                Stream.of(arguments))
            .toArray(String[]::new);
    return run(root, Map.of("GIT_COMMITTER_DATE", "2026-11-24T01:00:00+02:00"), command);
  }

  private static String run(Path root, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command)).directory(root.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), output).isZero();
    return output;
  }
}
