package io.ssmenv.simulator;

import io.ssmenv.simulator.wire.WireReply;
import java.time.Duration;
import java.util.Optional;

/**
 * What a call to the simulated AWS returns.
 *
 * @param requestId AWS's id of the request
 * @param reply the response; empty if a fault closes the connection without one
 * @param delay how long a fault holds the response back, in real time
 */
public record Answer(String requestId, Optional<WireReply> reply, Optional<Duration> delay) {

  /** Returns the same answer without a response. */
  public Answer lost() {
    return new Answer(requestId, Optional.empty(), delay);
  }
}
