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
  private final ResourceIdType kind;
  private final VpcMembers members;

  Ec2Store(Simulation simulation, ResourceIdType kind, VpcMembers members) {
    super(simulation, simulation.options().readLag());
    this.kind = kind;
    this.members = members;
  }

  @Override
  protected void changed(R resource, boolean there) {
    members.changed(kind, resource, there);
  }

  ResourceIdType kind() {
    return kind;
  }

  /** The resource that a write names, or the kind's NotFound, also while the id has not spread. */
  R require(String id, Instant now) {
    kind.checkForm(id);
    return known(id, now).orElseThrow(() -> kind.notFound(List.of(id)));
  }

  /** What a describe shows: the named ones, each of which has to be there, or all without names. */
  Stream<R> described(List<String> ids, Instant now) {
    if (ids.isEmpty()) {
      return list(now);
    }
    ids.forEach(kind::checkForm);
    List<String> missing = ids.stream().filter(id -> read(id, now).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw kind.notFound(missing);
    }
    return ids.stream().distinct().flatMap(id -> read(id, now).stream());
  }

  /** Changes a resource's tags. */
  void retag(String id, Instant now, UnaryOperator<Map<String, String>> change) {
    update(id, now, resource -> resource.withTags(change.apply(resource.tags())));
  }
}
