package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.status.Happening;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the engine found and did.
 *
 * @param status to be written
 * @param happenings to be told
 * @param wantsGuard whether the finalizer has to be put on, before anything else
 * @param released whether nothing is left, or nothing is to be done about what is left: the
 *     finalizer comes off
 * @param again when to look again, unless woken before
 */
public record Report(
    EnvironmentStatus status,
    List<Happening> happenings,
    boolean wantsGuard,
    boolean released,
    Optional<Instant> again) {

  public Report {
    happenings = List.copyOf(happenings);
  }
}
