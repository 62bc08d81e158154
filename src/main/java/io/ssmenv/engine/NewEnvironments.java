package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.topology.ImmutableCopy;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The environments for which no earlier process can have created anything, so that one listing
 * proves that nothing exists. Thread-safe.
 *
 * <p>The object itself does not prove that: while no operator runs, somebody can take off its
 * finalizer and clear its status. What existed before this process began to reconcile is therefore
 * never new. That needs no comparison of the clocks of two machines.
 */
public final class NewEnvironments {

  private final Set<String> found = ConcurrentHashMap.newKeySet();
  private volatile Optional<Set<String>> existedBefore = Optional.empty();

  /**
   * Records that this process begins to reconcile. Before that, nothing counts as new.
   *
   * @param existing the UIDs of all environments that exist now
   */
  public void begin(Set<String> existing) {
    existedBefore = Optional.of(ImmutableCopy.of(existing));
  }

  /**
   * Whether an environment was new when this process first saw it. Nothing is written before the
   * finalizer is set and the account is recorded, and taking off a finalizer does not undo that.
   */
  public boolean contains(String uid, boolean hasFinalizer, EnvironmentStatus status) {
    if (!hasFinalizer
        && status.accountId() == null
        && existedBefore.filter(before -> !before.contains(uid)).isPresent()) {
      found.add(uid);
    }
    return found.contains(uid);
  }

  /** Drops an environment that no longer exists. */
  public void forget(String uid) {
    found.remove(uid);
  }
}
