package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values that the spec leaves open, resolved once from AWS and stored, so that a newer image in the
 * same parameter or a newer operator replaces nothing. Each value has its source, so that a change
 * of the spec resolves only what is new.
 *
 * @param zones the names of the availability zones, in the order of their letters; an empty name
 *     for a letter without a zone
 * @param images one for each image in the spec
 * @param endpointServices short names of the services that the environment uses and for which the
 *     region offers interface endpoints, such as {@code ec2messages}
 * @param s3PrefixListId the prefix list with the addresses of S3 in this region
 * @param rejectedZones what AWS has refused to create in a zone; the operator does not try it again
 *     while the spec needs it
 * @param defaults the name of the set of default values that the environment was created with
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FactsStatus(
    @JsonPropertyDescription("The availability zones, in the order of their use.")
        List<String> zones,
    @JsonPropertyDescription("One entry for each image in the spec.") List<ImageFact> images,
    @JsonPropertyDescription(
            "The services that the environment uses and for which the region offers interface"
                + " endpoints.")
        List<String> endpointServices,
    @JsonPropertyDescription("The id of the prefix list with the addresses of S3 in this region.")
        @Nullable String s3PrefixListId,
    @JsonPropertyDescription(
            "What AWS has refused to create because an availability zone does not offer it.")
        List<RejectedZone> rejectedZones,
    @JsonPropertyDescription(
            "The name of the set of default values that the environment keeps when a later version of"
                + " the operator has other ones.")
        @Nullable String defaults) {

  /** No facts are resolved yet. */
  public static final FactsStatus NONE =
      new FactsStatus(List.of(), List.of(), List.of(), null, List.of(), null);

  public FactsStatus {
    zones = Lists.copyOrEmpty(zones);
    images = Lists.copyOrEmpty(images);
    endpointServices = Lists.copyOrEmpty(endpointServices);
    rejectedZones = Lists.copyOrEmpty(rejectedZones);
  }

  /**
   * A resolved image.
   *
   * @param source the image in the spec: an image id or an SSM parameter
   * @param id the id of the image
   * @param rootDevice the name of the root device, such as {@code /dev/xvda}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ImageFact(
      @JsonPropertyDescription("The image in the spec: an SSM parameter or an id.") @Required
          String source,
      @JsonPropertyDescription("The id of the image.") @Required String id,
      @JsonPropertyDescription("The name of the root device, such as /dev/xvda.") @Required
          String rootDevice) {}
}
