package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Since when the instances reach Systems Manager on the way that they use now, so that another
 * process can go on with a change of the connectivity pattern.
 *
 * @param used the way that is in use, with what is left of the former one
 * @param desired the way that the spec asks for; absent while a part of it does not exist or is not
 *     available
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PathStatus(
    @JsonPropertyDescription("The resources of the connection that is in use.")
        @Nullable Since used,
    @JsonPropertyDescription(
            "The resources of the connection that the spec asks for; absent while one of them does not"
                + " exist or is not available. Their settings may still differ from the spec. During a"
                + " deletion, and while AWS cannot be read, it stays as it was.")
        @Nullable Since desired) {

  /** Nothing is known yet. */
  public static final PathStatus NONE = new PathStatus(null, null);

  /**
   * Since when resources have been as they are.
   *
   * @param time RFC 3339, by the clock of AWS
   * @param digest of the resources and the time
   */
  public record Since(
      @JsonPropertyDescription("The time of the last change.") @Required String time,
      @JsonPropertyDescription(
              "A digest of the resources and the time. If it does not match what exists, the time is"
                  + " not used.")
          @Required
          String digest) {}
}
