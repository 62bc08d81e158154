package io.ssmenv.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that {@code docs/resource.md} matches the code. {@code -Ddocs=write} writes the generated
 * blocks.
 */
class ResourcePageTest {

  private static final String REGENERATE = "./mvnw test -Dtest=ResourcePageTest -Ddocs=write";

  /** Fields without a default: one of those of an object is required. */
  private static final List<String> EITHER_OR =
      List.of(
          "spec.instances.image.parameter",
          "spec.instances.image.id",
          "spec.network.existing.vpcId",
          "spec.network.existing.cidrs",
          "spec.network.existing.subnetIds");

  private record Field(String path, JSONSchemaProps schema, boolean required) {}

  @TempDir Path directory;

  @Test
  void theGeneratedBlocksMatchTheCode() throws IOException {
    String generated = ResourcePage.generated(GeneratedDefinition.yaml(directory));
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(ResourcePage.FILE, generated);
    }
    assertThat(ResourcePage.FILE)
        .as("generated from the code; to write it again run %s", REGENERATE)
        .hasContent(generated);
  }

  @Test
  void everyFieldHasADescription() throws IOException {
    assertThat(fields())
        .hasSizeGreaterThan(60)
        .allSatisfy(field ->
            assertThat(field.schema().getDescription()).as(field.path()).isNotNull().endsWith("."));
  }

  @Test
  void everyOptionalSettingNamesItsDefault() throws IOException {
    assertThat(fields())
        .filteredOn(field -> field.path().startsWith("spec.") && !field.required())
        .filteredOn(field -> !"object".equals(field.schema().getType()) || isMap(field.schema()))
        .filteredOn(field -> FieldTables.defaultOf(field.schema()).isEmpty())
        .extracting(Field::path)
        .containsExactlyInAnyOrderElementsOf(EITHER_OR);
  }

  private static boolean isMap(JSONSchemaProps schema) {
    return schema.getAdditionalProperties() != null;
  }

  private List<Field> fields() throws IOException {
    JSONSchemaProps root =
        ResourcePage.version(GeneratedDefinition.yaml(directory)).getSchema().getOpenAPIV3Schema();
    return Stream.of("spec", "status")
        .flatMap(part -> fields(part, root.getProperties().get(part)))
        .toList();
  }

  private static Stream<Field> fields(String path, JSONSchemaProps object) {
    return Optional.ofNullable(object.getProperties()).stream()
        .flatMap(properties -> properties.entrySet().stream())
        .flatMap(property -> {
          String inside = path + "." + property.getKey();
          JSONSchemaProps schema = property.getValue();
          boolean required = object.getRequired().contains(property.getKey());
          return Stream.concat(
              Stream.of(new Field(inside, schema, required)),
              fields(inside, schema.getItems() == null ? schema : schema.getItems().getSchema()));
        });
  }
}
