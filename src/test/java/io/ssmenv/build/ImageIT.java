package io.ssmenv.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmenv.cli.measure.MeasuredOperator;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.OperatorProcess;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The content of the image in {@code target/ssmenv-image.tar}, and its start with {@code
 * src/main/image/run} after unpacking. Part of {@code ./mvnw -Pimage verify}.
 */
@ExtendWith(ApiServerExtension.class)
class ImageIT {

  private static final Path TAR = Path.of("target", "ssmenv-image.tar");
  private static final Path UNPACKED = Path.of("target", "image", "unpacked");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Jib records a time that tar does not support. */
  private static final String KEYWORDS = "--warning=no-unknown-keyword";

  private static JsonNode configuration = JSON.nullNode();
  private static final List<List<String>> layers = new ArrayList<>();

  @BeforeAll
  static void unpack() throws Exception {
    assertThat(TAR).as("created by ./mvnw -Pimage verify").isRegularFile();
    run("rm", "-rf", UNPACKED.toString());
    Path parts = Files.createDirectories(UNPACKED.resolve("parts"));
    Path root = Files.createDirectories(UNPACKED.resolve("root"));
    run("tar", "-xf", TAR.toString(), "-C", parts.toString());
    JsonNode manifest = JSON.readTree(parts.resolve("manifest.json").toFile()).get(0);
    configuration = JSON.readTree(parts.resolve(manifest.get("Config").asText()).toFile());
    for (JsonNode layer : manifest.get("Layers")) {
      String file = parts.resolve(layer.asText()).toString();
      layers.add(run("tar", KEYWORDS, "-tzf", file).lines().toList());
      run("tar", KEYWORDS, "-xzpf", file, "-C", root.toString());
    }
    System.out.println("ImageIT: the image has " + (Files.size(TAR) >> 20) + " MiB, compressed");
  }

  @Test
  void itRunsTheCommandAsAnUnprivilegedUser() {
    JsonNode config = configuration.get("config");
    assertThat(config.get("User").asText()).isEqualTo("65532:65532");
    assertThat(entryPoint())
        .startsWith("/opt/java/bin/java")
        .endsWith("/opt/ssmenv/ssmenv-operator.jar");
    assertThat(config.get("Cmd")).hasToString("[\"--help\"]");
    assertThat(config.get("Labels").properties())
        .extracting(label -> label.getKey().replace("org.opencontainers.image.", ""))
        .contains("title", "description", "version", "licenses");
  }

  @Test
  void theDockerfileHasTheSameEntryPointAndUser() throws Exception {
    assertThat(Files.readString(Path.of("Dockerfile")))
        .contains("ENTRYPOINT " + JSON.writeValueAsString(entryPoint()).replace(",", ", "))
        .contains("USER " + configuration.get("config").get("User").asText());
  }

  @Test
  void theLastLayerHasWhatChangesWithEachVersion() throws Exception {
    assertThat(layers).hasSize(3);
    assertThat(files(layers.get(0))).contains("opt/java/bin/java").noneMatch(ImageIT::isOurs);
    assertThat(files(layers.get(1))).containsExactlyInAnyOrderElementsOf(libraries());
    assertThat(files(layers.get(2)))
        .containsExactlyInAnyOrder(
            "opt/ssmenv/ssmenv-operator.jar", "opt/ssmenv/ssmenv.aot", "opt/ssmenv/jvm.options");
  }

  /** Those of the operator's jar and no others: ArtifactsIT says what is in that. */
  private static List<String> libraries() throws IOException {
    Path root = UNPACKED.resolve("root").toAbsolutePath();
    return Artifact.read(root.resolve("opt/ssmenv/ssmenv-operator.jar")).libraries().stream()
        .map(library -> root.relativize(library).toString())
        .toList();
  }

  private static boolean isOurs(String file) {
    return file.startsWith("opt/ssmenv");
  }

  private static List<String> files(List<String> layer) {
    return layer.stream()
        .map(name -> name.startsWith("/") ? name.substring(1) : name)
        .filter(name -> !name.endsWith("/"))
        .toList();
  }

  @Test
  void itContainsNoShellNoTestLibraryAndNoSecret() {
    List<String> all = layers.stream().flatMap(layer -> files(layer).stream()).toList();
    assertThat(all)
        .filteredOn(file -> file.contains("bin/"))
        .allMatch(file -> file.startsWith("opt/java/bin/"));
    assertThat(all)
        .noneMatch(file -> file.matches(".*/(ba|da|a)?sh|.*busybox.*"))
        .noneMatch(file -> file.matches(".*(junit|assertj|archunit|awaitility|kube-api-test).*"))
        .noneMatch(file -> file.matches(".*(\\.pem|\\.key|\\.git|kubeconfig|credentials).*"));
  }

  @Test
  void onlyTmpIsWritable() throws Exception {
    try (Stream<Path> all = Files.walk(UNPACKED.resolve("root"))) {
      assertThat(all.filter(ImageIT::othersMayWrite))
          .extracting(Path::getFileName)
          .singleElement()
          .hasToString("tmp");
    }
  }

  private static boolean othersMayWrite(Path path) {
    try {
      String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
      return rights.charAt(4) == 'w' || rights.charAt(7) == 'w';
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void itStartsWithItsCacheAndWithoutWarnings() throws Exception {
    assertThat(run(inTheImage("--version"))).startsWith("ssmenv ").hasLineCount(1);
    assertThat(run(inTheImage("--help"))).contains("operator").doesNotContain("simulate");
    List<String> strict = new ArrayList<>(List.of(inTheImage("--version")));
    strict.add(strict.indexOf("-jar"), "-XX:AOTMode=on"); // Fails unless the cache matches.
    assertThat(run(strict.toArray(String[]::new))).startsWith("ssmenv ");
  }

  @Test
  void aFlightRecordingCanBeMade() throws Exception {
    Path recording =
        Path.of("/tmp", "ssmenv-image-%d.jfr".formatted(ProcessHandle.current().pid()));
    List<String> command = new ArrayList<>(List.of(inTheImage("--version")));
    command.add(
        command.indexOf("-jar"), "-XX:StartFlightRecording:dumponexit=true,filename=" + recording);
    try {
      run(command.toArray(String[]::new));
      assertThat(recording).isNotEmptyFile();
    } finally {
      Files.deleteIfExists(recording);
    }
  }

  @Test
  void itServesACluster(ApiServer server) throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        MeasuredOperator operator =
            MeasuredOperator.start(
                List.of(inTheImage()),
                OperatorProcess.environment(server.kubeconfig(), aws, "AKIAIMAGE"))) {
      System.out.println(
          "ImageIT: ready after %d ms, %d MiB resident"
              .formatted(operator.start().toMillis(), operator.residentMebibytes()));
      operator.stop();
      assertThat(operator.output()).contains("The operator is ready").doesNotContain("ERROR");
    }
  }

  private static List<String> entryPoint() {
    return configuration
        .get("config")
        .get("Entrypoint")
        .valueStream()
        .map(JsonNode::asText)
        .toList();
  }

  private static String[] inTheImage(String... arguments) {
    return Stream.of(
            Stream.of("src/main/image/run", UNPACKED.resolve("root").toString()),
            entryPoint().stream(),
            Stream.of(arguments))
        .flatMap(part -> part)
        .toArray(String[]::new);
  }

  /** The output and error output of a command, which must succeed. */
  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + output).isZero();
    return output;
  }
}
