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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code target/ssmenv-sbom.json}, which {@code ./mvnw package} writes beside {@code target/lib}.
 */
class BillOfMaterialsIT {

  private static final Path BILL = Path.of("target", "ssmenv-sbom.json");
  private static final Path LIBRARIES = Path.of("target", "lib");

  @Test
  void itHasEveryLibraryThatIsDeliveredAndNoOther() throws Exception {
    assertThat(BILL).as("written by ./mvnw package").isRegularFile();
    assertThat(named()).containsExactlyInAnyOrderEntriesOf(delivered());
  }

  @Test
  void itIsAboutThisProject() throws IOException {
    JsonNode bill = new ObjectMapper().readTree(BILL.toFile());
    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bill.at("/metadata/component/purl").asText())
        .startsWith("pkg:maven/io.ssmenv/ssmenv@");
  }

  /** The libraries of the bill by their digests. */
  private static Map<String, String> named() throws IOException {
    Map<String, String> named = new TreeMap<>();
    for (JsonNode component : new ObjectMapper().readTree(BILL.toFile()).path("components")) {
      for (JsonNode hash : component.path("hashes")) {
        if (hash.path("alg").asText().equals("SHA-256")) {
          named.put(
              hash.path("content").asText(),
              component.path("name").asText() + "-" + component.path("version").asText() + ".jar");
        }
      }
    }
    return named;
  }

  private static Map<String, String> delivered() throws IOException, NoSuchAlgorithmException {
    Map<String, String> delivered = new TreeMap<>();
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> jars = Files.list(LIBRARIES)) {
      for (Path jar : jars.toList()) {
        delivered.put(
            HexFormat.of().formatHex(digest.digest(Files.readAllBytes(jar))),
            jar.getFileName().toString());
      }
    }
    return delivered;
  }
}
