package io.ssmenv.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that {@code crds/} matches the code. {@code -Dcrds=write} writes the file. */
class CustomResourceDefinitionTest {

  private static final String REGENERATE =
      "./mvnw test -Dtest=CustomResourceDefinitionTest -Dcrds=write";

  @Test
  void theFileInCrdsMatchesTheCode(@TempDir Path directory) throws IOException {
    String generated = GeneratedDefinition.yaml(directory);
    if ("write".equals(System.getProperty("crds"))) {
      Files.createDirectories(GeneratedDefinition.FILE.getParent());
      Files.writeString(GeneratedDefinition.FILE, generated);
    }
    assertThat(GeneratedDefinition.FILE)
        .as("generated from the code; to write it again run %s", REGENERATE)
        .hasContent(generated);
  }
}
