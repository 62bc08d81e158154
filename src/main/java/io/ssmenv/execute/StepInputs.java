package io.ssmenv.execute;

import io.ssmenv.plan.Step;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a step depends on: two steps with equal inputs make the same call. A step with other inputs
 * may succeed where the last one failed, so it does not wait for the back-off of the last one.
 *
 * @param id of the resource that is changed or deleted; empty if it is created
 * @param desired the resource as it is created, changed or replaced; empty if it is only deleted
 * @param referredTo the resources that the desired one refers to, as they exist
 */
record StepInputs(String id, Optional<Resource> desired, Map<Key, Referred> referredTo) {

  /** A resource that another one refers to. */
  record Referred(String id, Resource resource) {}

  StepInputs {
    referredTo = ImmutableCopy.of(referredTo);
  }

  boolean isCreation() {
    return id.isEmpty();
  }

  static StepInputs of(Step.Write step, Observation observed) {
    return switch (step) {
      case Step.Create create -> of("", create.resource(), observed);
      case Step.Update update -> of(update.current().id(), update.resource(), observed);
      case Step.Delete delete ->
          new StepInputs(delete.current().id(), delete.replacement(), Map.of());
    };
  }

  private static StepInputs of(String id, Resource desired, Observation observed) {
    Map<Key, Referred> referredTo = new HashMap<>();
    for (Ref ref : desired.refs()) {
      if (ref instanceof Ref.ToKey(Key key)) {
        observed
            .find(key)
            .ifPresent(there -> referredTo.put(key, new Referred(there.id(), there.resource())));
      }
    }
    return new StepInputs(id, Optional.of(desired), referredTo);
  }
}
