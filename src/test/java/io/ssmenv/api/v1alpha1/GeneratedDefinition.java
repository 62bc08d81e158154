package io.ssmenv.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The custom resource definition as the code says now. */
final class GeneratedDefinition {

  /** Where the definition is kept, from the project's root. */
  static final Path FILE = Path.of("crds", "ssmmanagedenvironments.ssmenv.io-v1.yml");

  private GeneratedDefinition() {}

  /**
   * Generates the definition.
   *
   * @param directory an existing one, to be worked in
   * @return YAML
   */
  static String yaml(Path directory) throws IOException {
    new CRDGenerator()
        .inOutputDir(directory.toFile())
        .customResourceClasses(SsmManagedEnvironment.class)
        .withPostProcessor(new Finish())
        .generate();
    return Files.readString(directory.resolve(FILE.getFileName()));
  }

  /** What the generator's annotations cannot say. */
  private static final class Finish implements CRDPostProcessor {

    @Override
    public HasMetadata process(HasMetadata definition, String crdVersion) {
      for (CustomResourceDefinitionVersion version :
          ((CustomResourceDefinition) definition).getSpec().getVersions()) {
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        root.setDescription(
            "EC2 instances that are managed through AWS Systems Manager, with the network that lets"
                + " their agents reach it and nothing reach them.");
        root.getProperties().get("spec").setDescription("What is asked for.");
        root.getProperties().get("status").setDescription("What there is, by the operator.");
        root.setRequired(List.of("spec"));
        version.getAdditionalPrinterColumns().sort(Comparator.comparingInt(Finish::position));
        version.getAdditionalPrinterColumns().forEach(Finish::leaveOutTheDefault);
      }
      return definition;
    }

    /** The API server keeps no 0, so that kubectl would see a difference with every apply. */
    private static void leaveOutTheDefault(CustomResourceColumnDefinition column) {
      if (column.getPriority() == 0) {
        column.setPriority(null);
      }
    }

    /** Columns are shown in the order of the annotations, not of their paths. */
    private static int position(CustomResourceColumnDefinition column) {
      return Stream.of(
              SsmManagedEnvironment.class.getAnnotationsByType(AdditionalPrinterColumn.class))
          .map(AdditionalPrinterColumn::name)
          .toList()
          .indexOf(column.getName());
    }
  }
}
