package io.ssmenv.execute;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Key;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the work on an environment stands.
 *
 * @param underWay the steps that AWS is being asked for at this moment
 * @param failures what failed and is still to be done
 * @param finished what was finished since the last report
 * @param again when a step that was put off can be tried again; empty if none was
 */
public record Progress(
    List<Step.Write> underWay,
    List<Failure> failures,
    List<Step.Write> finished,
    Optional<Instant> again) {

  public static final Progress NONE =
      new Progress(List.of(), List.of(), List.of(), Optional.empty());

  public Progress {
    underWay = List.copyOf(underWay);
    failures = List.copyOf(failures);
    finished = List.copyOf(finished);
  }

  /**
   * @param times how often in a row
   * @param retryAt when it is tried again
   */
  public record Failure(Key key, CloudError error, int times, Instant retryAt) {

    /** For people; names the resource and quotes AWS. */
    public String sentence() {
      return key + ": " + error.sentence();
    }
  }
}
