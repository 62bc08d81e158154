package io.ssmenv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code .mvn/jdk.sh} of {@code ./mvnw} and {@code ./ssmenv}. The versions are higher
 * than those of all JDKs on the machine.
 */
class JdkDiscoveryIT {

  private static final Path SCRIPT = Path.of(".mvn", "jdk.sh").toAbsolutePath();

  @TempDir Path home;
  private String javaHome = "";

  @BeforeEach
  void theScriptExists() {
    assertThat(SCRIPT).isRegularFile();
  }

  @Test
  void findsTheJdkOfAVersionManager() throws Exception {
    Path jdk = jdk(".sdkman/candidates/java/925.0.1-tem", "925.0.1");

    assertThat(useJdk(925)).isEqualTo(new Result(0, jdk.toString()));
  }

  @Test
  void skipsAJavaHomeThatIsTooOld() throws Exception {
    javaHome = jdk("old", "917.0.2").toString();
    Path jdk = jdk(".jdks/temurin-925", "925");

    assertThat(useJdk(925)).isEqualTo(new Result(0, jdk.toString()));
  }

  @Test
  void keepsAJavaHomeThatIsNewer() throws Exception {
    javaHome = jdk("newer", "926").toString();
    jdk(".jdks/temurin-925", "925");

    assertThat(useJdk(925)).isEqualTo(new Result(0, javaHome));
  }

  @Test
  void prefersTheWantedVersionToANewerOne() throws Exception {
    jdk(".sdkman/candidates/java/926-tem", "926");
    Path wanted = jdk(".jdks/temurin-925", "925.0.3");

    assertThat(useJdk(925)).isEqualTo(new Result(0, wanted.toString()));
  }

  @Test
  void usesANewerVersionIfTheWantedOneIsMissing() throws Exception {
    Path newer = jdk(".sdkman/candidates/java/926-tem", "926");

    assertThat(useJdk(925)).isEqualTo(new Result(0, newer.toString()));
  }

  @Test
  void skipsARuntimeWithoutACompiler() throws Exception {
    Files.delete(jdk(".jdks/jre-925", "925").resolve("bin/javac"));

    assertThat(useJdk(925).exitCode()).isEqualTo(1);
  }

  @Test
  void reportsWhatIsMissingAndWhatToDo() throws Exception {
    Path old = jdk(".jdks/temurin-917", "917");

    Result result = useJdk(925);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output())
        .contains("No JDK 925 or later was found.")
        .contains("These are too old:\n  ")
        .contains("917 in " + old)
        .contains("Install one")
        .contains("JAVA_HOME");
  }

  /** The exit code of the script, and the chosen JAVA_HOME or the error message. */
  private record Result(int exitCode, String output) {}

  private Result useJdk(int version) throws IOException, InterruptedException {
    String command = ". \"$0\" && use_jdk " + version + " && printf %s \"$JAVA_HOME\"";
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command, SCRIPT.toString()).redirectErrorStream(true);
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("JAVA_HOME", javaHome);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  private Path jdk(String folder, String version) throws IOException {
    Path jdk = home.resolve(folder);
    Files.createDirectories(jdk.resolve("bin"));
    for (String program : List.of("java", "javac")) {
      Path file = Files.createFile(jdk.resolve("bin").resolve(program));
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }
}
