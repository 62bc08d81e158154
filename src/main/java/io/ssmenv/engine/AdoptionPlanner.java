package io.ssmenv.engine;

import io.ssmenv.cloud.Owner;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Tags;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The plan for taking over resources: their ownership tags are corrected in place. */
final class AdoptionPlanner {

  private AdoptionPlanner() {}

  static Plan plan(Owner owner, Observation observed) {
    return new Plan(
        observed.present().values().stream()
            .filter(existing -> !existing.is(Observed.State.DELETING))
            .sorted(Comparator.comparing(Observed::key))
            .flatMap(existing -> correct(owner, existing).stream())
            .map(Step.class::cast)
            .toList());
  }

  private static Optional<Step.Update> correct(Owner owner, Observed existing) {
    return tagged(owner, existing.resource())
        .filter(wanted -> !Difference.between(wanted, existing.resource()).isEmpty())
        .map(wanted ->
            new Step.Update(
                wanted,
                existing,
                Difference.between(wanted, existing.resource()),
                new Reason(
                    Reason.Code.DIFFERENT, existing.id() + " is taken over by " + owner.name()),
                List.of()));
  }

  /** The resource with the tags of its new owner; empty for a link. */
  private static Optional<Resource> tagged(Owner owner, Resource resource) {
    return resource
        .tagged(Ownership.TAG_CLUSTER, owner.cluster())
        .flatMap(one -> one.tagged(Ownership.TAG_OWNER, owner.name()))
        .flatMap(one ->
            tag(resource, Ownership.TAG_RETAINED).isPresent()
                ? one.tagged(Ownership.TAG_RETAINED, Ownership.NOT_RETAINED)
                : Optional.of(one));
  }

  /** A tag of a resource; empty if it has none. */
  static Optional<String> tag(Resource resource, String name) {
    return resource.values().values().stream()
        .filter(Tags.class::isInstance)
        .map(Tags.class::cast)
        .flatMap(tags -> Optional.ofNullable(tags.values().get(name)).stream())
        .findFirst();
  }
}
