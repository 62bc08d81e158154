package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Differences between the spec and AWS that nobody asked for.
 *
 * @param lastDetected RFC 3339
 * @param lastCorrected RFC 3339
 * @param corrected how many so far
 * @param pending how many there are now
 * @param changes the first of the present differences, at most one for each resource
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriftStatus(
    @JsonPropertyDescription("When a difference was found last.") @Nullable String lastDetected,
    @JsonPropertyDescription("When a difference was corrected last.")
        @Nullable String lastCorrected,
    @JsonPropertyDescription("How many differences were corrected so far.") int corrected,
    @JsonPropertyDescription("How many differences there are now.") int pending,
    @JsonPropertyDescription("The present differences; at most 20 are listed.")
        List<DriftChange> changes) {

  /** Nothing has ever differed. */
  public static final DriftStatus NONE = new DriftStatus(null, null, 0, 0, List.of());

  public DriftStatus {
    changes = Lists.copyOrEmpty(changes);
  }

  /**
   * One difference.
   *
   * @param resource the key of the resource, such as {@code route/workload-a/0.0.0.0/0}
   * @param message how it differs, such as {@code missing}
   */
  public record DriftChange(
      @JsonPropertyDescription("The key of the resource, such as route/workload-a/0.0.0.0/0.")
          @Required
          String resource,
      @JsonPropertyDescription("How it differs, such as missing.") @Required String message) {

    @Override
    public String toString() {
      return resource + " " + message;
    }
  }
}
