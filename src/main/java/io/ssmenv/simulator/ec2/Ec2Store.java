package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.ResourceStore;
import io.ssmenv.simulator.core.Simulation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The resources of one kind in one account and region.
 *
 * @param <R> their type
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

  /** The resource that a write names, or the kind's NotFound, also while the id has not spread. */
  R require(String id, Instant now) {
    idType.checkForm(id);
    return findForWrite(id, now).orElseThrow(() -> idType.notFound(List.of(id)));
  }

  /** What a describe shows: the named ones, each of which has to be there, or all without names. */
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

  /** Changes a resource's tags. */
  void updateTags(String id, Instant now, UnaryOperator<Map<String, String>> change) {
    update(id, now, resource -> resource.withTags(change.apply(resource.tags())));
  }
}
