package io.ssmenv.aws.region;

import io.ssmenv.cloud.Owner;

/** Decides whether environments may be in a region. */
public interface RegionCheck {

  /** Whether environments may be in a region. */
  sealed interface Decision {

    /** They may. */
    record Allowed() implements Decision {}

    /** The list of regions is being read; the environment is woken when it is known. */
    record Undecided() implements Decision {}

    /**
     * They may not.
     *
     * @param message names the field, and says what to do next
     */
    record Refused(String message) implements Decision {}
  }

  /** Decides at once, from memory. */
  Decision decide(Owner owner, String region);
}
