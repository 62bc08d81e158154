package io.ssmenv.plan;

import io.ssmenv.topology.Component;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.Optional;
import java.util.Set;

/** The properties of resource types that the planner needs; it knows no type itself. */
public interface LifecycleRules {

  /** How a resource gets from its observed to its desired form. */
  sealed interface Change {
    /**
     * AWS can change it in place.
     *
     * @param alone whether it needs nothing of what its creation waits for, apart from what it does
     *     not refer to yet
     */
    record InPlace(boolean alone) implements Change {
      public InPlace() {
        this(false);
      }
    }

    /** It has to be replaced, and has to be deleted first. */
    record DeleteFirst() implements Change {}

    /**
     * It has to be replaced, and has to be deleted first. It does the work that the environment
     * exists for, so resources of its type are replaced one at a time.
     */
    record DeleteFirstInTurn() implements Change {}

    /**
     * It has to be replaced, and has to be deleted first, which is only possible while nothing but
     * {@link #isDisposable disposable} resources use it.
     *
     * @param refusal why it stays while it is in use, and what a person can do
     */
    record DeleteFirstIfUnused(String refusal) implements Change {}

    /**
     * The operator does not change it.
     *
     * @param message why, and what a person can do
     */
    record Refused(String message) implements Change {}
  }

  /** Whether a resource does its work. */
  enum Availability {
    AVAILABLE,
    UNAVAILABLE,
    /** It could not be read. */
    UNKNOWN
  }

  /** When a resource that is no longer desired is deleted. */
  enum PruneTiming {
    /** Immediately: nothing depends on it. */
    IMMEDIATE,
    /** When the desired path is ready: its deletion is what moves the instances to another path. */
    CUTOVER,
    /** After the cutover, and after the agents have been online over the new path. */
    AFTER_CUTOVER
  }

  /**
   * How the differences of a resource are corrected.
   *
   * @param changed the components that differ, at least one
   */
  Change change(Resource desired, Resource observed, Set<Component> changed);

  Availability availability(Observed current, Pings pings);

  PruneTiming pruneTiming(Resource observed, Topology desired);

  /**
   * The form that a resource is changed to during the cutover, before it is deleted; empty if it is
   * simply deleted.
   */
  Optional<Resource> drainedForm(Resource observed);

  /** Types that have to be deleted before this one, although they do not refer to it. */
  Set<Class<? extends Resource>> deletedAfter(Class<? extends Resource> type);

  /**
   * Types of which what is not desired is deleted before a resource of this type is created, unless
   * AWS refuses that.
   */
  default Set<Class<? extends Resource>> createdAfterPruning(Class<? extends Resource> type) {
    return Set.of();
  }

  /**
   * The resource whose deletion is enough, because AWS deletes this one with it. Empty if this one
   * needs a call of its own, or keeps AWS from deleting something else that it refers to.
   */
  default Optional<Ref> deletedWith(Resource observed) {
    return Optional.empty();
  }

  /**
   * Whether resources of this type hold nothing of their own, so that one that nothing uses is
   * replaced together with what it refers to.
   */
  default boolean isDisposable(Class<? extends Resource> type) {
    return false;
  }

  /** Whether resources of this type can be part of how the instances reach Systems Manager. */
  boolean affectsConnectivity(Class<? extends Resource> type);

  /** Whether this resource is part of it; an endpoint of another service is not. */
  boolean affectsConnectivity(Resource resource);
}
