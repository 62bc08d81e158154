package io.ssmenv.cloud;

/** Whether the operator works in the region of an environment. */
public sealed interface RegionAccess {

  /** The region is open, and is polled. */
  record Open(Cloud cloud) implements RegionAccess {}

  /**
   * It is not known yet whether environments may be in the region; the environment is woken when it
   * is. Nothing is opened.
   */
  record Undecided() implements RegionAccess {}

  /**
   * Environments may not be in the region. Nothing is opened.
   *
   * @param message names the field, and says what to do next
   */
  record Refused(String message) implements RegionAccess {}
}
