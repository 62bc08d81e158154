package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Differences between the spec and AWS that the spec did not cause.
 *
 * @param lastDetected when a difference was last found; RFC 3339
 * @param lastCorrected when a difference was last corrected; RFC 3339
 * @param corrected the number of corrections so far
 * @param pending the number of current differences
 * @param changes the first current differences, at most one for each resource
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DriftStatus(
    @JsonPropertyDescription("When a difference was last found.") @Nullable String lastDetected,
    @JsonPropertyDescription("When a difference was last corrected.")
        @Nullable String lastCorrected,
    @JsonPropertyDescription("The number of differences that were corrected so far.") int corrected,
    @JsonPropertyDescription("The number of current differences.") int pending,
    @JsonPropertyDescription("The current differences; at most 20 are listed.")
        List<DriftChange> changes) {

  /** No difference has been found yet. */
  public static final DriftStatus NONE = new DriftStatus(null, null, 0, 0, List.of());

  public DriftStatus {
    changes = Lists.copyOrEmpty(changes);
  }

  /**
   * One difference.
   *
   * @param resource the key of the resource, such as {@code route/workload-a/0.0.0.0/0}
   * @param message the difference, such as {@code missing}
   */
  public record DriftChange(
      @JsonPropertyDescription("The key of the resource, such as route/workload-a/0.0.0.0/0.")
          @Required
          String resource,
      @JsonPropertyDescription("The difference, such as missing.") @Required String message) {

    /** Reads a difference as earlier versions wrote it: one line that begins with the key. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static DriftChange of(String line) {
      int space = line.indexOf(' ');
      return space < 0
          ? new DriftChange(line, "")
          : new DriftChange(line.substring(0, space), line.substring(space + 1));
    }

    @Override
    public String toString() {
      return resource + " " + message;
    }
  }
}
