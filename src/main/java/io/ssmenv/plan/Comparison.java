package io.ssmenv.plan;

import io.ssmenv.topology.Component;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the observed resources differ from the desired ones. Of one plan: whatever many resources
 * need is compared once.
 */
final class Comparison {

  private final Topology desired;
  private final Observation observed;
  private final Map<Key, List<Difference>> differences = new HashMap<>();
  private final Map<Key, Boolean> usable = new HashMap<>();

  Comparison(Topology desired, Observation observed) {
    this.desired = desired;
    this.observed = observed;
  }

  Topology desired() {
    return desired;
  }

  Observation observed() {
    return observed;
  }

  /** How an observed resource differs from the desired one with its key. */
  List<Difference> differences(Resource wanted, Observed current) {
    return differences.computeIfAbsent(
        wanted.key(), _ -> Difference.between(wanted, current.resource()));
  }

  /**
   * Whether dependents can be created: it is ready, and differs in its tags at most. What a
   * resource of another environment should be like is for that one to say.
   */
  boolean isUsable(Key key) {
    return usable.computeIfAbsent(
        key,
        _ -> {
          boolean external = desired.externals().containsKey(key);
          return observed
              .find(key)
              .filter(current -> current.is(State.READY))
              .filter(current -> external || differsInTagsAtMost(current))
              .isPresent();
        });
  }

  private boolean differsInTagsAtMost(Observed current) {
    return desired
        .find(current.key())
        .filter(wanted -> Component.onlyTags(Component.of(differences(wanted, current))))
        .isPresent();
  }
}
