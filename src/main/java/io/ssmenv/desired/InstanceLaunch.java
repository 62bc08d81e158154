package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import java.util.Optional;

/**
 * What only a new launch can change of an instance.
 *
 * @param digest see {@link Instance#launch}
 */
record InstanceLaunch(String digest, Facts.Image image, String type) {

  /** As the spec asks for; empty without the image. */
  static Optional<InstanceLaunch> of(InstanceGroup group, Facts facts) {
    String source = group.imageOrDefault().source();
    String type = group.typeOrDefault();
    return Optional.ofNullable(facts.images().get(source))
        .map(image -> new InstanceLaunch(AwsNames.launch(source, type), image, type));
  }

  /**
   * The same for one instance. Without the image, or in a zone that does not offer the type, an
   * existing instance stays as it is; empty if there is none.
   */
  static Optional<InstanceLaunch> of(
      Optional<InstanceLaunch> ofGroup,
      InstanceGroup group,
      Key key,
      Facts facts,
      InstancePlacements placements) {
    return ofGroup
        .filter(_ -> !placements.isKeptWithAnotherType(group, key.name()))
        .or(() -> Optional.ofNullable(facts.instances().get(key)).map(InstanceLaunch::existing));
  }

  private static InstanceLaunch existing(Instance instance) {
    return new InstanceLaunch(
        instance.launch(),
        new Facts.Image(instance.imageId(), instance.rootDevice()),
        instance.type());
  }
}
