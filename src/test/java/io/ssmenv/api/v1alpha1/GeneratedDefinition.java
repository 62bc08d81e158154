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

/** The CRD as generated from the current code. */
final class GeneratedDefinition {

  /** The path of the CRD in the project. */
  static final Path FILE = Path.of("crds", "ssmmanagedenvironments.ssmenv.io-v1.yml");

  private GeneratedDefinition() {}

  /**
   * Generates the CRD.
   *
   * @param directory an existing work directory
   * @return the CRD as YAML
   */
  static String yaml(Path directory) throws IOException {
    new CRDGenerator()
        .inOutputDir(directory.toFile())
        .customResourceClasses(SsmManagedEnvironment.class)
        .withPostProcessor(new Finish())
        .generate();
    return Files.readString(directory.resolve(FILE.getFileName()));
  }

  /** Sets what the annotations of the generator do not support. */
  private static final class Finish implements CRDPostProcessor {

    @Override
    public HasMetadata process(HasMetadata definition, String crdVersion) {
      for (CustomResourceDefinitionVersion version :
          ((CustomResourceDefinition) definition).getSpec().getVersions()) {
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        root.setDescription(
            "EC2 instances that are managed through AWS Systems Manager, with the network that lets"
                + " their agents reach it and nothing reach them.");
        root.getProperties().get("spec").setDescription("The desired state of the environment.");
        root.getProperties()
            .get("status")
            .setDescription("The observed state, which only the operator writes.");
        root.setRequired(List.of("spec"));
        version.getAdditionalPrinterColumns().sort(Comparator.comparingInt(Finish::position));
        version.getAdditionalPrinterColumns().forEach(Finish::leaveOutTheDefault);
      }
      return definition;
    }

    /** The API server drops a 0, so kubectl would find a difference with every apply. */
    private static void leaveOutTheDefault(CustomResourceColumnDefinition column) {
      if (column.getPriority() == 0) {
        column.setPriority(null);
      }
    }

    /** kubectl shows the columns in the order of the annotations, not of their paths. */
    private static int position(CustomResourceColumnDefinition column) {
      return Stream.of(
              SsmManagedEnvironment.class.getAnnotationsByType(AdditionalPrinterColumn.class))
          .map(AdditionalPrinterColumn::name)
          .toList()
          .indexOf(column.getName());
    }
  }
}
