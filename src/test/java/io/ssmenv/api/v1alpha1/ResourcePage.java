package io.ssmenv.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/resource.md}: written by hand, except the generated blocks between comments. */
final class ResourcePage {

  static final Path FILE = Path.of("docs", "resource.md");

  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  private ResourcePage() {}

  static String text() throws IOException {
    return Files.readString(FILE);
  }

  /** The page with blocks that are generated from the CRD. */
  static String generated(String definition) throws IOException {
    CustomResourceDefinitionVersion version = version(definition);
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    String page = text();
    page = with(page, "spec", FieldTables.spec(root));
    page = with(page, "status", FieldTables.status(root.getProperties().get("status")));
    return with(page, "columns", columns(version.getAdditionalPrinterColumns()));
  }

  static CustomResourceDefinitionVersion version(String definition) {
    return new KubernetesSerialization()
        .unmarshal(definition, CustomResourceDefinition.class)
        .getSpec()
        .getVersions()
        .getFirst();
  }

  /** The first YAML block of the page. */
  static String example() throws IOException {
    Matcher found = EXAMPLE.matcher(text());
    if (!found.find()) {
      throw new IllegalStateException(FILE + " has no example");
    }
    return found.group(1);
  }

  private static String with(String page, String block, String content) {
    String begin = "<!-- generated: " + block + " -->\n";
    String end = "<!-- end: " + block + " -->";
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalStateException(FILE + " lacks " + begin.strip() + " or " + end);
    }
    return page.substring(0, from + begin.length())
        + "\n"
        + content.strip()
        + "\n\n"
        + page.substring(to);
  }

  private static String columns(List<CustomResourceColumnDefinition> columns) {
    StringBuilder table =
        new StringBuilder("| column | from | only with `-o wide` |\n|---|---|---|\n");
    for (CustomResourceColumnDefinition column : columns) {
      boolean wide = column.getPriority() != null && column.getPriority() > 0;
      table.append(
          "| %s | `%s` | %s |%n"
              .formatted(column.getName(), column.getJsonPath().substring(1), wide ? "yes" : ""));
    }
    return table.toString();
  }
}
