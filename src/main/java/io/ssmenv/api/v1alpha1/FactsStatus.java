package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the spec leaves open and AWS decides: resolved once and kept, so that a newer image behind
 * the same parameter, or a newer operator, replaces nothing by itself. Each is kept by what it is
 * about, so that a change of the spec asks only for what is new in it.
 *
 * @param zones availability zones by name, in the order in which they are used
 * @param images one for each image that the spec names
 * @param endpointServices short names of the services for which the region offers interface
 *     endpoints, as far as they matter here, such as {@code ec2messages}
 * @param s3PrefixListId the addresses of S3 in this region
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FactsStatus(
    @JsonPropertyDescription("The availability zones, in the order in which they are used.")
        List<String> zones,
    @JsonPropertyDescription("One for each image that the spec names.") List<ImageFact> images,
    @JsonPropertyDescription(
            "The services for which the region offers interface endpoints, as far as they matter"
                + " here.")
        List<String> endpointServices,
    @JsonPropertyDescription("The prefix list that holds the addresses of S3 in this region.")
        @Nullable String s3PrefixListId) {

  /** Nothing is resolved yet. */
  public static final FactsStatus NONE = new FactsStatus(List.of(), List.of(), List.of(), null);

  public FactsStatus {
    zones = Lists.copyOrEmpty(zones);
    images = Lists.copyOrEmpty(images);
    endpointServices = Lists.copyOrEmpty(endpointServices);
  }

  /**
   * An image as it was when the spec came to name it.
   *
   * @param source what the spec says: an image id, or an SSM parameter
   * @param id the image's id
   * @param rootDevice such as {@code /dev/xvda}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ImageFact(
      @JsonPropertyDescription("What the spec says: an SSM parameter, or the id itself.") @Required
          String source,
      @JsonPropertyDescription("The image's id.") @Required String id,
      @JsonPropertyDescription("The name of its root device, such as /dev/xvda.") @Required
          String rootDevice) {}
}
