package io.ssmenv.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    String drawn = new PictureCommand(InputStream.nullInputStream()).draw(samples());
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
    assertThat(err.toString()).contains("a.yaml contains no SsmManagedEnvironment");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {connectivity: {Pattern: ElasticIp}} | spec.connectivity.Pattern: unknown field; did you mean pattern?
          {connectivity: {pattern: Elastic}}   | spec.connectivity.pattern: Unsupported value: "Elastic": supported values: ElasticIp
          {instances: }                        | spec.instances: must be of type array, but is null
          {region: 1}                          | spec.region: must be of type string
          {network: {cidr: hello}}             | spec.network.cidr must be
          {network: {availabilityZones: 5}}    | spec.network.availabilityZones: must be less than or equal to 3
          """)
  void whatTheApiServerWouldRefuseIsRefusedWithItsMessage(
      String fields, String message, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), environment("one", fields));

    assertThat(execute("picture", file.toString())).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("ssmenv picture: " + file + ": one: ")
        .contains(message)
        .hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void foldersAndSeveralDocumentsAreReadAsByPlan(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("a.yaml"),
        environment("one", "{}")
            + "---\nkind: ConfigMap\napiVersion: v1\n---\n"
            + environment("two", "{}"));

    assertThat(execute("picture", folder.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains("one: ElasticIp", "two: ElasticIp");
  }

  @Test
  void standardInputIsReadAsByPlan() throws IOException {
    InputStream input =
        new ByteArrayInputStream(environment("piped", "{}").getBytes(StandardCharsets.UTF_8));

    assertThat(new PictureCommand(input).draw(List.of("-"))).contains("piped: ElasticIp");
  }

  @Test
  void theSameNameInAnotherNamespaceIsAnotherEnvironment(@TempDir Path folder) throws IOException {
    String one = environment("one", "{}");
    Files.writeString(
        folder.resolve("a.yaml"),
        one + "---\n" + one.replace("{name: one}", "{name: one, namespace: other}"));

    assertThat(execute("picture", folder.toString())).as(err.toString()).isZero();
    assertThat(out.toString().split("one: ElasticIp", -1)).hasSize(3);
  }

  @Test
  void theSameEnvironmentTwiceIsAnError(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("a.yaml"), environment("one", "{}") + "---\n" + environment("one", "{}"));

    assertThat(execute("picture", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("a.yaml: default/one is in the files twice");
  }

  /** With some fields of the spec instead of valid ones. */
  private static String environment(String name, String fields) throws IOException {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    Map<String, Object> spec = new HashMap<>();
    spec.put("region", "eu-west-1");
    spec.put("connectivity", Map.of("pattern", "ElasticIp"));
    spec.put("instances", List.of(Map.of("name", "app")));
    spec.putAll(yaml.readValue(fields, new TypeReference<Map<String, Object>>() {}));
    return """
    apiVersion: ssmenv.io/v1alpha1
    kind: SsmManagedEnvironment
    metadata: {name: %s}
    spec: %s
    """
        .formatted(name, new ObjectMapper().writeValueAsString(spec));
  }

  private static List<String> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.sorted().map(Path::toString).toList();
    }
  }

  private int execute(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
