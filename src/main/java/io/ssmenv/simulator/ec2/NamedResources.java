package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Params;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the resources that a call references, by their own ids or by the ids of their associations.
 */
final class NamedResources {

  /** An existing resource. */
  record Named(ResourceIdType idType, String id, Map<String, String> tags) {}

  private NamedResources() {}

  /**
   * Returns each resource once. Resources that do not exist and the peers of security group rules
   * are left out.
   */
  static Stream<Named> in(Call call, Ec2State state) {
    Params params = call.params();
    return params.names().stream()
        .filter(name -> !name.equals("IpPermissions") && !name.equals("TagSpecification"))
        .flatMap(name -> params.struct(name).stream())
        .flatMap(Params::values)
        .flatMap(id -> associated(id, state))
        .flatMap(id -> call.action().equals("RunInstances") ? launched(id, state) : Stream.of(id))
        .flatMap(id -> find(id, state).stream())
        .distinct();
  }

  /** Returns both ends of an association, or else the id itself. */
  private static Stream<String> associated(String id, Ec2State state) {
    if (id.startsWith("rtbassoc-")) {
      return state
          .routeTables()
          .all()
          .flatMap(table ->
              table.associations().stream()
                  .filter(one -> one.id().equals(id))
                  .flatMap(one -> Stream.concat(Stream.of(table.id()), one.subnetId().stream())));
    }
    if (id.startsWith("aclassoc-")) {
      return state
          .networkAcls()
          .all()
          .flatMap(acl ->
              acl.associations().stream()
                  .filter(one -> one.id().equals(id))
                  .flatMap(one -> Stream.of(acl.id(), one.subnetId())));
    }
    if (id.startsWith("eipassoc-")) {
      return state
          .addresses()
          .all()
          .flatMap(address ->
              address.association().stream()
                  .filter(one -> one.id().equals(id))
                  .flatMap(one -> Stream.of(address.id(), one.networkInterfaceId())));
    }
    if (id.startsWith("iip-assoc-")) {
      return state.profileAssociations().get(id).map(ProfileAssociation::instanceId).stream();
    }
    return Stream.of(id);
  }

  /** A launch with an existing interface also references the interface's subnet and groups. */
  private static Stream<String> launched(String id, Ec2State state) {
    return Stream.concat(
        Stream.of(id),
        state.interfaces().get(id).stream()
            .flatMap(eni ->
                Stream.concat(Stream.of(eni.subnetId()), eni.settings().groupIds().stream())));
  }

  private static Optional<Named> find(String id, Ec2State state) {
    return state.taggable().stream()
        .flatMap(store -> store.get(id).map(one -> named(store.idType(), one)).stream())
        .findFirst();
  }

  private static Named named(ResourceIdType idType, Ec2Resource<?> resource) {
    return new Named(idType, resource.id(), resource.tags());
  }
}
