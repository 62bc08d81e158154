package io.ssmenv.cloud;

import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.plan.LifecycleRules.PruneTiming;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything the engine knows of one kind of resource. Calls are made to the scope that {@code
 * call} belongs to, and may throw whatever the service's client throws.
 *
 * @param <R> its record
 * @param <C> what a call is made with
 */
public interface ResourceHandler<R extends Resource, C> {

  Class<R> type();

  /**
   * Creates it. Where the service takes tags or a client token with the call, they go with it.
   * Something that exists already is adopted if it is what was to be created, and refused if it is
   * another's.
   */
  Created create(C call, R desired);

  /**
   * Changes it to what is desired. Only called where {@link #change} says that it can be.
   *
   * @return its id from now on: some links are made anew by being changed
   */
  String update(C call, R desired, Observed current, Set<String> fields);

  /**
   * Deletes it. One that is gone already is no error.
   *
   * @return whether it is gone now, or AWS will take some time, or does not know it
   */
  Deletion delete(C call, R observed, String id);

  /** See {@link io.ssmenv.plan.Rules#change}. */
  Change change(R desired, R observed, Set<String> fields);

  /** See {@link io.ssmenv.plan.Rules#withdrawal}. */
  default PruneTiming pruneTiming(R observed, Topology desired) {
    return PruneTiming.IMMEDIATE;
  }

  /** See {@link io.ssmenv.plan.Rules#retired}. */
  default Optional<R> drainedForm(R observed) {
    return Optional.empty();
  }

  /** See {@link io.ssmenv.plan.Rules#outlives}. */
  default Set<Class<? extends Resource>> deletedAfter() {
    return Set.of();
  }

  /** See {@link io.ssmenv.plan.Rules#isPath}. */
  default boolean affectsConnectivity() {
    return false;
  }

  /**
   * @param state {@code READY} or {@code PENDING}
   * @param implied links that AWS makes along with it
   * @param actual what it is right after its creation, where a create call can't make it all that
   *     is desired; empty if it is as desired
   * @param details what the answer tells besides: see {@link Observed#details}
   */
  record Created(
      String id,
      Observed.State state,
      String awsState,
      List<Observed> implied,
      Optional<Resource> actual,
      Map<String, String> details) {

    public Created {
      implied = List.copyOf(implied);
      details = Map.copyOf(details);
    }

    public Created(
        String id,
        Observed.State state,
        String awsState,
        List<Observed> implied,
        Optional<Resource> actual) {
      this(id, state, awsState, implied, actual, Map.of());
    }

    /** It serves from now on. */
    public static Created ready(String id) {
      return new Created(id, Observed.State.READY, "available", List.of(), Optional.empty());
    }

    /** AWS is at work on it. */
    public static Created pending(String id) {
      return new Created(id, Observed.State.PENDING, "pending", List.of(), Optional.empty());
    }

    public Created withImplied(List<Observed> links) {
      return new Created(id, state, awsState, links, actual, details);
    }

    public Created withActual(Resource other) {
      return new Created(id, state, awsState, implied, Optional.of(other), details);
    }

    /** With something that is worth showing before a listing tells it. */
    public Created withDetail(String name, String value) {
      return new Created(id, state, awsState, implied, actual, Map.of(name, value));
    }
  }

  enum Deletion {
    DELETED,
    DELETING,
    /**
     * AWS does not know it: it was gone before, or was created so lately that AWS does not know it
     * yet.
     */
    NOT_FOUND
  }
}
