package io.ssmenv.cloud;

import io.ssmenv.topology.ImmutableCopy;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The open sessions of Session Manager in a region. They are read at a pace of their own, which no
 * other work of the operator waits for. No method makes calls.
 */
public interface OpenSessions {

  /** What is known of the sessions on the instances of an environment. */
  sealed interface Reading {

    /** Nothing has been read yet. */
    record Pending() implements Reading {}

    /**
     * The sessions were read a short time ago.
     *
     * @param byInstance the ids of the sessions, by instance id
     * @param current whether they were read since the environment began to await them, and in its
     *     account: a change may rely on it
     */
    record Known(Map<String, SortedSet<String>> byInstance, boolean current) implements Reading {
      public Known {
        byInstance = ImmutableCopy.of(byInstance);
      }

      /** The ids of the sessions on instances. */
      public SortedSet<String> on(Set<String> instances) {
        SortedSet<String> ids = new TreeSet<>();
        byInstance.forEach((instance, sessions) -> {
          if (instances.contains(instance)) {
            ids.addAll(sessions);
          }
        });
        return ids;
      }
    }

    /** The sessions cannot be read. */
    record Failed(CloudError error) implements Reading {}
  }

  /** Nobody reads sessions. */
  OpenSessions NONE =
      new OpenSessions() {
        @Override
        public void watch(Owner owner, String account, Set<String> instances, boolean awaited) {}

        @Override
        public Reading reading(Owner owner) {
          return new Reading.Pending();
        }
      };

  /**
   * Declares on which instances an environment asks for sessions, in the place of those that were
   * declared before. The environment is woken when something about them has changed.
   *
   * @param account in which the instances are
   * @param awaited whether a change waits for these sessions to end: they are then read at once,
   *     and more often
   */
  void watch(Owner owner, String account, Set<String> instances, boolean awaited);

  /** Returns what is known of the sessions on the instances of an environment. */
  Reading reading(Owner owner);
}
