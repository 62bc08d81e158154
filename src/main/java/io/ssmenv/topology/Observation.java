package io.ssmenv.topology;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

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
 * @param mislabeled keys whose resource exists, but has other ownership tags than it was created
 *     with; all of them are also missing
 * @param unconfirmed keys whose last write by the operator has not been read yet: {@code present}
 *     shows what was written
 * @param unlisted types that could not be listed, or not often enough
 * @param external resources of other environments in the same VPC, by the keys under which this one
 *     refers to them
 */
public record Observation(
    String accountId,
    Map<Key, Observed> present,
    List<Observed> duplicates,
    Map<Key, Tombstone> tombstones,
    Map<Key, String> missing,
    Map<Key, Mislabeled> mislabeled,
    Set<Key> unconfirmed,
    Map<Class<? extends Resource>, Unlisted> unlisted,
    Pings pings,
    Map<Key, Observed> external) {

  /** Nothing was read. */
  public static final Observation NOTHING =
      new Observation(
          "",
          Map.of(),
          List.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          new Pings.Unknown("Systems Manager has not been read"));

  public Observation {
    present = ImmutableCopy.of(present);
    duplicates = List.copyOf(duplicates);
    tombstones = ImmutableCopy.of(tombstones);
    missing = ImmutableCopy.of(missing);
    mislabeled = ImmutableCopy.of(mislabeled);
    unconfirmed = ImmutableCopy.of(unconfirmed);
    unlisted = ImmutableCopy.of(unlisted);
    external = ImmutableCopy.of(external);
  }

  /** An observation of an environment that shares no VPC. */
  public Observation(
      String accountId,
      Map<Key, Observed> present,
      List<Observed> duplicates,
      Map<Key, Tombstone> tombstones,
      Map<Key, String> missing,
      Map<Key, Mislabeled> mislabeled,
      Set<Key> unconfirmed,
      Map<Class<? extends Resource>, Unlisted> unlisted,
      Pings pings) {
    this(
        accountId,
        present,
        duplicates,
        tombstones,
        missing,
        mislabeled,
        unconfirmed,
        unlisted,
        pings,
        Map.of());
  }

  /** An observation without mislabeled resources, in which every write was read. */
  public Observation(
      String accountId,
      Map<Key, Observed> present,
      List<Observed> duplicates,
      Map<Key, Tombstone> tombstones,
      Map<Key, String> missing,
      Map<Class<? extends Resource>, Unlisted> unlisted,
      Pings pings) {
    this(accountId, present, duplicates, tombstones, missing, Map.of(), Set.of(), unlisted, pings);
  }

  /**
   * A resource whose ownership tags were edited.
   *
   * @param difference how its tags differ, with its id
   * @param advice what a user can do
   * @param resources the resource and its links, if its tags still say that it belongs to the
   *     environment; otherwise nothing
   * @param otherCluster the cluster id in its tags, if they name the environment in another cluster
   */
  public record Mislabeled(
      String difference, String advice, List<Observed> resources, Optional<String> otherCluster) {
    public Mislabeled {
      resources = List.copyOf(resources);
    }

    /** What differs, and what a user can do. */
    public String message() {
      return difference + ". " + advice;
    }
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
      /** It lacks most of what it has shown before, and is not believed. */
      SUDDEN_LOSS,
      /** A fault of the operator ended the last attempt to read it. */
      INTERNAL_ERROR,
      /** It was read, but not often enough to prove that something does not exist. */
      AWAITING_PROOF
    }
  }

  /** A copy in which the times of reads are those of another clock. */
  public Observation withReadTimes(UnaryOperator<Instant> conversion) {
    Map<Class<? extends Resource>, Unlisted> converted = new LinkedHashMap<>();
    unlisted.forEach((type, why) ->
        converted.put(
            type, new Unlisted(why.cause(), why.message(), why.lastRead().map(conversion))));
    return withUnlisted(converted);
  }

  /** A copy with other types that could not be listed. */
  public Observation withUnlisted(Map<Class<? extends Resource>, Unlisted> others) {
    return new Observation(
        accountId,
        present,
        duplicates,
        tombstones,
        missing,
        mislabeled,
        unconfirmed,
        others,
        pings,
        external);
  }

  /** A copy with other pings. */
  public Observation with(Pings others) {
    return new Observation(
        accountId,
        present,
        duplicates,
        tombstones,
        missing,
        mislabeled,
        unconfirmed,
        unlisted,
        others,
        external);
  }

  /** The resource with a key, of this environment or of another one in the same VPC. */
  public Optional<Observed> find(Key key) {
    return Optional.ofNullable(present.get(key)).or(() -> Optional.ofNullable(external.get(key)));
  }

  /**
   * A copy in which mislabeled resources of the environment are present, because a deletion does
   * not need to know which ones they are.
   */
  public Observation withMislabeledPresent() {
    Map<Key, Observed> all = new HashMap<>(present);
    mislabeled
        .values()
        .forEach(
            one -> one.resources().forEach(resource -> all.putIfAbsent(resource.key(), resource)));
    return new Observation(
        accountId,
        all,
        duplicates,
        tombstones,
        missing,
        mislabeled,
        unconfirmed,
        unlisted,
        pings,
        external);
  }

  /** Why it is not proven that the resource does not exist; empty if it is. */
  public Optional<String> unproven(Resource resource) {
    return unproven(resource.key());
  }

  /** The same for a resource of which only the key is known. */
  public Optional<String> unproven(Key key) {
    return Optional.ofNullable(missing.get(key))
        .or(() ->
            unlisted.entrySet().stream()
                .filter(type -> Resource.typeName(type.getKey()).equals(key.type()))
                .map(type -> type.getValue().message())
                .findFirst());
  }

  /** Whether it is proven that nothing with this key exists. */
  public boolean provenAbsent(Key key) {
    return find(key).isEmpty() && unproven(key).isEmpty();
  }

  /** Whether it is proven that nothing of the environment is left. */
  public boolean provenEmpty() {
    return present.isEmpty() && duplicates.isEmpty() && missing.isEmpty() && unlisted.isEmpty();
  }
}
