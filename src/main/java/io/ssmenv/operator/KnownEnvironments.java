package io.ssmenv.operator;

import io.ssmenv.cloud.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The environments that this process has reconciled, by UID. An object that is deleted and created
 * again under the same name is another environment, while Java Operator SDK keeps one state for the
 * name. Thread-safe.
 */
final class KnownEnvironments {

  /**
   * What two resyncs in a row have found.
   *
   * @param gone known environments that no longer exist
   * @param neverReconciled existing environments that are not known, or that no event would trigger
   */
  record Resync(List<Owner> gone, List<Owner> neverReconciled) {
    Resync {
      gone = List.copyOf(gone);
      neverReconciled = List.copyOf(neverReconciled);
    }
  }

  private final Map<String, Owner> known = new HashMap<>();

  /** The UIDs by namespace and name. */
  private final Map<String, Set<String>> byName = new HashMap<>();

  /** The UIDs of known environments that no event would trigger. */
  private final Set<String> untriggered = new HashSet<>();

  private Set<String> suspects = Set.of();
  private boolean started;

  /**
   * Records that a reconcile of an existing environment begins.
   *
   * @return the former environments of the same name, to be forgotten
   */
  synchronized List<Owner> begin(Owner owner) {
    started = true;
    List<Owner> former = remove(owner.name(), Optional.of(owner.uid()));
    known.put(owner.uid(), owner);
    byName.computeIfAbsent(owner.name(), _ -> new HashSet<>()).add(owner.uid());
    untriggered.remove(owner.uid());
    return former;
  }

  /** Whether the environment still exists as far as it is known. */
  synchronized boolean contains(Owner owner) {
    return known.containsKey(owner.uid());
  }

  /**
   * Records that Java Operator SDK has reported the deletion of an object. It drops its state of
   * the name afterwards, also if the name is in use again: only a resync finds the environment that
   * has the name now.
   *
   * @param deleted the object that the report came with, which may be the new one
   * @param existing the UID of the object that has the name now
   * @return the environments that no longer exist, to be forgotten
   */
  synchronized List<Owner> deleted(Owner deleted, Optional<String> existing) {
    started = true;
    List<Owner> gone = new ArrayList<>(remove(deleted.name(), existing));
    existing.ifPresent(untriggered::add);
    if (!existing.equals(Optional.of(deleted.uid())) && !gone.contains(deleted)) {
      gone.add(deleted);
    }
    return gone;
  }

  private List<Owner> remove(String name, Optional<String> existing) {
    List<Owner> others =
        byName.getOrDefault(name, Set.of()).stream()
            .filter(uid -> !existing.equals(Optional.of(uid)))
            .flatMap(uid -> Optional.ofNullable(known.get(uid)).stream())
            .toList();
    others.forEach(this::remove);
    return others;
  }

  private void remove(Owner owner) {
    known.remove(owner.uid());
    untriggered.remove(owner.uid());
    byName.computeIfPresent(
        owner.name(),
        (_, uids) -> {
          uids.remove(owner.uid());
          return uids.isEmpty() ? null : uids;
        });
  }

  /** Whether exactly these exist, as nearly always: then there is nothing to compare. */
  synchronized boolean isCurrent(Set<String> uids) {
    boolean current = untriggered.isEmpty() && known.keySet().equals(uids);
    if (current) {
      suspects = Set.of();
    }
    return current;
  }

  /**
   * Compares with the environments that exist. A difference counts when it is found twice in a row,
   * because an event for it may be on its way. A standby replica, which has not reconciled
   * anything, finds nothing.
   */
  synchronized Resync resync(Collection<Owner> existing) {
    Map<String, Owner> byUid =
        existing.stream().collect(Collectors.toMap(Owner::uid, owner -> owner, (one, _) -> one));
    List<Owner> gone =
        known.values().stream().filter(owner -> !byUid.containsKey(owner.uid())).toList();
    List<Owner> unknown =
        byUid.values().stream()
            .filter(owner -> !known.containsKey(owner.uid()) || untriggered.contains(owner.uid()))
            .toList();
    Set<String> before = suspects;
    suspects = new HashSet<>();
    gone.forEach(owner -> suspects.add(owner.uid()));
    unknown.forEach(owner -> suspects.add(owner.uid()));
    if (!started) {
      return new Resync(List.of(), List.of());
    }
    Resync resync =
        new Resync(
            gone.stream().filter(owner -> before.contains(owner.uid())).toList(),
            unknown.stream().filter(owner -> before.contains(owner.uid())).toList());
    resync.gone().forEach(this::remove);
    return resync;
  }
}
