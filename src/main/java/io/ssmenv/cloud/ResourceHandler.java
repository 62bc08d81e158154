package io.ssmenv.cloud;

import io.ssmenv.plan.LifecycleRules.Availability;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that the engine knows about one type of resource. The methods that make calls throw
 * the exceptions of the service's client.
 *
 * @param <R> the record of the resource
 * @param <C> what a call is made with
 */
public interface ResourceHandler<R extends Resource, C> {

  Class<R> type();

  /**
   * Creates the resource, together with its tags and client token if the service accepts them. A
   * resource that already exists is adopted if it is the one that was to be created; another one is
   * refused.
   */
  Created create(C call, R desired);

  /**
   * Updates the resource in place. Only called if {@link #change} allows it.
   *
   * @return the id from now on: some links get a new id when they are changed
   */
  String update(C call, R desired, Observed current, Set<Component> changed);

  /**
   * Deletes the resource. It is no error if it no longer exists.
   *
   * @return how far AWS is with the deletion
   */
  Deletion delete(C call, R observed, String id);

  /**
   * Asks AWS what keeps the resource from being deleted. Called when its deletion has failed with a
   * conflict more than once in a row, to name what a person has to delete.
   *
   * @return each resource that blocks and that the environment does not own, with its id, in a
   *     stable order; empty if AWS shows none
   */
  default List<String> blockers(C call, R observed, String id) {
    return List.of();
  }

  /**
   * Asks AWS whether a resource can be created in the place of an existing one, without changing
   * anything. Does nothing for a type that AWS cannot be asked about.
   *
   * @throws io.ssmenv.cloud.CloudException why not
   */
  default void checkReplacement(C call, R desired, R observed) {}

  /** See {@link io.ssmenv.plan.LifecycleRules#change}. */
  Change change(R desired, R observed, Set<Component> changed);

  /** See {@link io.ssmenv.plan.LifecycleRules#availability}. */
  default Availability availability(Observed current, Pings pings) {
    return current.is(Observed.State.READY) ? Availability.AVAILABLE : Availability.UNAVAILABLE;
  }

  /** See {@link io.ssmenv.plan.LifecycleRules#pruneTiming}. */
  default PruneTiming pruneTiming(R observed, Topology desired) {
    return PruneTiming.IMMEDIATE;
  }

  /** See {@link io.ssmenv.plan.LifecycleRules#drainedForm}. */
  default Optional<R> drainedForm(R observed) {
    return Optional.empty();
  }

  /** See {@link io.ssmenv.plan.LifecycleRules#deletedAfter}. */
  default Set<Class<? extends Resource>> deletedAfter() {
    return Set.of();
  }

  /** See {@link io.ssmenv.plan.LifecycleRules#createdAfterPruning}. */
  default Set<Class<? extends Resource>> createdAfterPruning() {
    return Set.of();
  }

  /** See {@link io.ssmenv.plan.LifecycleRules#deletedWith}. */
  default Optional<Ref> deletedWith(R observed) {
    return Optional.empty();
  }

  /** See {@link io.ssmenv.plan.LifecycleRules#isDisposable}. */
  default boolean isDisposable() {
    return false;
  }

  /** See {@link io.ssmenv.plan.LifecycleRules#affectsConnectivity}. */
  default boolean affectsConnectivity() {
    return false;
  }

  /** See {@link io.ssmenv.plan.LifecycleRules#affectsConnectivity(Resource)}. */
  default boolean affectsConnectivity(R resource) {
    return affectsConnectivity();
  }

  /**
   * A resource that was created.
   *
   * @param state {@code READY} or {@code PENDING}
   * @param createdLinks links that AWS creates together with it
   * @param observedAfterCreate the resource right after its creation, if a create call cannot set
   *     everything that is desired; empty if it is as desired
   * @param details further values from the response: see {@link Observed#details}
   */
  record Created(
      String id,
      Observed.State state,
      String awsState,
      List<Observed> createdLinks,
      Optional<Resource> observedAfterCreate,
      Map<String, String> details) {

    public Created {
      createdLinks = List.copyOf(createdLinks);
      details = ImmutableCopy.of(details);
    }

    public Created(
        String id,
        Observed.State state,
        String awsState,
        List<Observed> implied,
        Optional<Resource> actual) {
      this(id, state, awsState, implied, actual, Map.of());
    }

    /** The resource is usable. */
    public static Created ready(String id) {
      return new Created(id, Observed.State.READY, "available", List.of(), Optional.empty());
    }

    /** AWS is still creating it. */
    public static Created pending(String id) {
      return new Created(id, Observed.State.PENDING, "pending", List.of(), Optional.empty());
    }

    public Created withCreatedLinks(List<Observed> links) {
      return new Created(id, state, awsState, links, observedAfterCreate, details);
    }

    public Created withActual(Resource other) {
      return new Created(id, state, awsState, createdLinks, Optional.of(other), details);
    }

    /** A copy with a value to show before the resource is listed. */
    public Created withDetail(String name, String value) {
      return new Created(
          id, state, awsState, createdLinks, observedAfterCreate, Map.of(name, value));
    }
  }

  enum Deletion {
    DELETED,
    DELETING,
    /**
     * AWS does not know the resource, so nothing is left to do. One that was created so recently
     * that AWS does not know it yet will be listed, and deleted again.
     */
    NOT_FOUND
  }
}
