package io.ssmenv.plan;

import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.Optional;
import java.util.Set;

/** What the planner has to know of a kind of resource, as data: it knows none of them itself. */
public interface LifecycleRules {

  /** How a resource gets from what it is to what it should be. */
  sealed interface Change {
    /** AWS can change it. */
    record InPlace() implements Change {}

    /** Another one has to take its place, and the old one has to go first. */
    record DeleteFirst() implements Change {}

    /**
     * Neither.
     *
     * @param message why, and what a person can do
     */
    record Refused(String message) implements Change {}
  }

  /** When something that is not wanted any more goes. */
  enum PruneTiming {
    /** At once: nothing relies on it. */
    IMMEDIATE,
    /**
     * As soon as everything that is wanted is in place: its going is what switches the instances to
     * another path.
     */
    CUTOVER,
    /** After the switch, and after the agents have answered over the new path. */
    AFTER_CUTOVER
  }

  /**
   * @param fields the names of the components that differ, at least one
   */
  Change change(Resource desired, Resource observed, Set<String> fields);

  PruneTiming pruneTiming(Resource observed, Topology desired);

  /**
   * The form that a resource takes before it is withdrawn, as part of the switch; empty if it just
   * goes.
   */
  Optional<Resource> drainedForm(Resource observed);

  /** Kinds that have to be gone before this resource can go, although they do not refer to it. */
  Set<Class<? extends Resource>> deletedAfter(Class<? extends Resource> kind);

  /** Whether a change of this kind changes the way by which the instances reach Systems Manager. */
  boolean affectsConnectivity(Class<? extends Resource> kind);
}
