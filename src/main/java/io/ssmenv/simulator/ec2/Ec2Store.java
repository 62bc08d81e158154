package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.ResourceStore;
import io.ssmenv.simulator.core.Simulation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The resources of one type in one account and region.
 *
 * @param <R> the type
 */
final class Ec2Store<R extends Ec2Resource<R>> extends ResourceStore<R> {
  private final ResourceIdType idType;
  private final VpcMembers members;

  Ec2Store(Simulation simulation, ResourceIdType idType, VpcMembers members) {
    super(simulation, simulation.options().readLag());
    this.idType = idType;
    this.members = members;
  }

  @Override
  protected void changed(R resource, boolean exists) {
    members.changed(idType, resource, exists);
  }

  ResourceIdType idType() {
    return idType;
  }

  /**
   * Returns a resource for a write. Throws the type's NotFound error if it does not exist or its id
   * has not propagated yet.
   */
  R require(String id, Instant now) {
    idType.checkForm(id);
    return findForWrite(id, now).orElseThrow(() -> idType.notFound(List.of(id)));
  }

  /**
   * Returns what a describe shows: the resources with the ids, all of which have to exist, or all
   * resources if there are no ids.
   */
  Stream<R> described(List<String> ids, Instant now) {
    if (ids.isEmpty()) {
      return list(now);
    }
    ids.forEach(idType::checkForm);
    List<String> missing = ids.stream().filter(id -> read(id, now).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw idType.notFound(missing);
    }
    return ids.stream().distinct().flatMap(id -> read(id, now).stream());
  }

  /** Changes the tags of a resource. */
  void updateTags(String id, Instant now, UnaryOperator<Map<String, String>> change) {
    update(id, now, resource -> resource.withTags(change.apply(resource.tags())));
  }
}
