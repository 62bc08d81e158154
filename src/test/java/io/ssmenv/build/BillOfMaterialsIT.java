package io.ssmenv.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The SBOM {@code target/ssmenv-operator-sbom.json} of {@code ssmenv-operator.jar}. */
class BillOfMaterialsIT {

  private static final Path SBOM = Path.of("target", "ssmenv-operator-sbom.json");
  private static final Path OPERATOR = Path.of("target", "ssmenv-operator.jar");

  @Test
  void itListsExactlyTheShippedLibraries() throws Exception {
    assertThat(SBOM).as("written by ./mvnw package").isRegularFile();
    assertThat(listedLibraries()).containsExactlyInAnyOrderEntriesOf(shippedLibraries());
  }

  @Test
  void itDescribesThisProject() throws IOException {
    JsonNode sbom = new ObjectMapper().readTree(SBOM.toFile());
    assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(sbom.at("/metadata/component/purl").asText())
        .startsWith("pkg:maven/io.ssmenv/ssmenv@");
  }

  /** The libraries in the SBOM by their digests. */
  private static Map<String, String> listedLibraries() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    for (JsonNode component : new ObjectMapper().readTree(SBOM.toFile()).path("components")) {
      for (JsonNode hash : component.path("hashes")) {
        if (hash.path("alg").asText().equals("SHA-256")) {
          listed.put(
              hash.path("content").asText(),
              component.path("name").asText() + "-" + component.path("version").asText() + ".jar");
        }
      }
    }
    return listed;
  }

  private static Map<String, String> shippedLibraries()
      throws IOException, NoSuchAlgorithmException {
    Map<String, String> shipped = new TreeMap<>();
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Path jar : Artifact.read(OPERATOR.toAbsolutePath()).libraries()) {
      shipped.put(
          HexFormat.of().formatHex(digest.digest(Files.readAllBytes(jar))),
          jar.getFileName().toString());
    }
    return shipped;
  }
}
