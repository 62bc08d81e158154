package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Differences between the spec and AWS that nobody asked for.
 *
 * @param lastDetected RFC 3339
 * @param lastCorrected RFC 3339
 * @param corrected how many so far
 * @param pending how many there are now
 * @param changes those there are now, such as {@code route/workload-a/0.0.0.0/0 missing}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriftStatus(
    @JsonPropertyDescription("When a difference was found last.") @Nullable String lastDetected,
    @JsonPropertyDescription("When a difference was corrected last.")
        @Nullable String lastCorrected,
    @JsonPropertyDescription("How many differences were corrected so far.") int corrected,
    @JsonPropertyDescription("How many differences there are now.") int pending,
    @JsonPropertyDescription("The differences there are now.") List<String> changes) {

  /** Nothing has ever differed. */
  public static final DriftStatus NONE = new DriftStatus(null, null, 0, 0, List.of());

  public DriftStatus {
    changes = Lists.copyOrEmpty(changes);
  }
}
