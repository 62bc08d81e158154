package io.ssmenv.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that the picture in the README matches the samples and the code. {@code -Dpicture=write}
 * draws it again.
 */
class PictureCommandTest {

  private static final Path PICTURE = Path.of("Resources", "architectures.svg");
  private static final Path SAMPLES = Path.of("deploy", "samples");
  private static final String COMMAND = "./mvnw test -Dtest=PictureCommandTest -Dpicture=write";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void thePictureInTheReadmeMatchesTheSamples() throws IOException {
    String drawn = PictureCommand.draw(samples());
    if ("write".equals(System.getProperty("picture"))) {
      Files.writeString(PICTURE, drawn);
    }
    assertThat(PICTURE)
        .as("the picture of the samples; to draw it again run %s", COMMAND)
        .hasContent(drawn);
  }

  @Test
  void writesToTheFileOrToStandardOutput(@TempDir Path folder) throws IOException {
    String sample = SAMPLES.resolve("public.yaml").toString();
    Path file = folder.resolve("one.svg");

    assertThat(execute("picture", sample, "--output", file.toString())).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(execute("picture", sample)).isZero();
    assertThat(out.toString()).startsWith("<svg").isEqualTo(Files.readString(file));
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(execute("picture", "nowhere.yaml")).isEqualTo(1);
    assertThat(err.toString()).contains("The file nowhere.yaml does not exist");
  }

  @Test
  void aGuestNeedsTheFileOfItsHost() {
    assertThat(execute("picture", SAMPLES.resolve("nat.yaml").toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("The environment nat stands in the VPC of public. Give its file, too");
  }

  @Test
  void anotherKindOfObjectIsAnError(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "kind: Pod\napiVersion: v1\n");

    assertThat(execute("picture", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("a.yaml does not contain an SsmManagedEnvironment");
  }

  private static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.sorted().toList();
    }
  }

  private int execute(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
