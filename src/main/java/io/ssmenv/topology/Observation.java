package io.ssmenv.topology;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The known resources of one environment. Absence is proven, not assumed: a key that is neither
 * {@link #present} nor {@link #unproven} does not exist.
 *
 * @param accountId the account in which all of this was read; empty before it is confirmed
 * @param present what exists, one resource for each key
 * @param duplicates further resources with a key that a resource in {@code present} has
 * @param tombstones the last deleted resource of a key: its id becomes part of the next client
 *     token
 * @param missing keys whose resource was known by its id and is no longer listed, each with a
 *     message; whether it still exists is not known yet
 * @param unlisted types that could not be listed, or not often enough
 */
public record Observation(
    String accountId,
    Map<Key, Observed> present,
    List<Observed> duplicates,
    Map<Key, Tombstone> tombstones,
    Map<Key, String> missing,
    Map<Class<? extends Resource>, Unlisted> unlisted,
    Pings pings) {

  public Observation {
    present = Map.copyOf(present);
    duplicates = List.copyOf(duplicates);
    tombstones = Map.copyOf(tombstones);
    missing = Map.copyOf(missing);
    unlisted = Map.copyOf(unlisted);
  }

  /**
   * A resource that AWS reports as deleted, or no longer knows.
   *
   * @param reason the reason that AWS gives, else the state
   */
  public record Tombstone(String id, String reason) {}

  /**
   * Why a type of resource counts as not listed.
   *
   * @param lastRead when it was last read in this process and account; empty if it never was
   */
  public record Unlisted(Cause cause, String message, Optional<Instant> lastRead) {

    public Unlisted(Cause cause, String message) {
      this(cause, message, Optional.empty());
    }

    /** Why the list is not complete. */
    public enum Cause {
      /** It has not been read since the operator started. */
      NOT_READ,
      /**
       * The last attempt to read it failed, the account could not be confirmed, or no attempt has
       * ended for a while.
       */
      FAILED,
      /** A fault of the operator ended the last attempt to read it. */
      INTERNAL_ERROR,
      /** It was read, but not often enough to prove that something does not exist. */
      AWAITING_PROOF
    }
  }

  public Optional<Observed> find(Key key) {
    return Optional.ofNullable(present.get(key));
  }

  /** Why it is not proven that the resource does not exist; empty if it is. */
  public Optional<String> unproven(Resource resource) {
    return Optional.ofNullable(missing.get(resource.key()))
        .or(() -> Optional.ofNullable(unlisted.get(resource.getClass())).map(Unlisted::message));
  }

  /** Whether it is proven that nothing of the environment is left. */
  public boolean provenEmpty() {
    return present.isEmpty() && duplicates.isEmpty() && missing.isEmpty() && unlisted.isEmpty();
  }
}
