package io.ssmenv.cli.orphans;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Vpc;
import java.util.Optional;

/**
 * The manifest of an environment that would adopt an orphan, as far as its resources tell the spec.
 * The API server accepts it as it is; comments say what AWS does not tell.
 */
final class AdoptionManifest {

  private AdoptionManifest() {}

  /**
   * The manifest as YAML.
   *
   * @throws IllegalStateException with a message for users, if no environment can adopt the orphan
   */
  static String of(Orphan orphan, Finding finding) {
    if (orphan.regions().size() != 1) {
      throw new IllegalStateException(
          orphan.regions().isEmpty()
              ? orphan.id()
                  + ": only IAM resources are left, which cannot be adopted. Use --delete "
                  + orphan.id()
              : orphan.id()
                  + ": the resources are in several regions, but an environment has one. Use"
                  + " --delete "
                  + orphan.id());
    }
    Remains remains = new Remains(finding.everythingOf(orphan), finding.vpcOf(orphan));
    EnvironmentName name = EnvironmentName.of(orphan.owner(), orphan.id());
    Optional<Ownership> host =
        remains.has(Vpc.class) ? Optional.empty() : remains.vpc().flatMap(finding::ownerOf);
    ManifestSessions sessions = new ManifestSessions(remains, name.name());
    return "apiVersion: %s/v1alpha1\nkind: %s\n"
            .formatted(SsmManagedEnvironment.GROUP, SsmManagedEnvironment.class.getSimpleName())
        + metadata(name, orphan)
        + "spec:\n  region: %s\n".formatted(orphan.regions().getFirst())
        + new ManifestConnectivity(remains, host.isPresent(), sessions.services()).yaml()
        + new ManifestNetwork(remains, name, host).yaml()
        + new ManifestInstances(remains).yaml()
        + sessions.yaml()
        + new ManifestSettings(remains, orphan.retained()).yaml();
  }

  private static String metadata(EnvironmentName name, Orphan orphan) {
    return "metadata:\n"
        + name.namespace()
            .map(namespace -> "  namespace: " + YamlText.scalar(namespace) + "\n")
            .orElse("  # No tag tells the namespace: set it.\n")
        + "  name: "
        + YamlText.scalar(name.name())
        + (name.isDerived() ? YamlText.comment("no tag tells the name: set it as before") : "")
        + "\n  annotations:\n    %s: %s\n"
            .formatted(SsmManagedEnvironment.ADOPT, YamlText.scalar(orphan.id()));
  }
}
