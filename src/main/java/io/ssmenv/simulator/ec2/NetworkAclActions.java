package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.ec2.NetworkAcl.Association;
import io.ssmenv.simulator.ec2.NetworkAcl.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Manages network ACLs and their associations with subnets. Every VPC has a default one that allows
 * everything.
 */
final class NetworkAclActions implements Ec2ActionGroup {
  private static final Filters<NetworkAcl> FILTERS =
      Filters.tagged(NetworkAcl::tags)
          .one("network-acl-id", NetworkAcl::id)
          .one("vpc-id", NetworkAcl::vpcId)
          .one("default", acl -> Boolean.toString(acl.isDefault()))
          .any("association.subnet-id", acl -> acl.associations().stream().map(a -> a.subnetId()))
          .any("association.association-id", acl -> acl.associations().stream().map(a -> a.id()))
          .any("association.network-acl-id", acl -> acl.associations().stream().map(_ -> acl.id()));

  private final Ec2Context ec2;

  NetworkAclActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("CreateNetworkAcl", this::create, "VpcId", "ClientToken").and(Ec2Tags.ON_CREATE),
        read("DescribeNetworkAcls", this::describe, "NetworkAclId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        write("DeleteNetworkAcl", this::delete, "NetworkAclId"),
        write("ReplaceNetworkAclAssociation", this::replace, "AssociationId", "NetworkAclId"));
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    return state
        .tokens()
        .once(
            call,
            () -> {
              SimulatedVpc vpc = state.vpcs().require(call.params().required("VpcId"), call.now());
              Map<String, String> tags = Ec2Tags.onCreate(call, ResourceIdType.NETWORK_ACL);
              NetworkAcl acl =
                  new NetworkAcl(
                      state.newId(ResourceIdType.NETWORK_ACL),
                      vpc.id(),
                      false,
                      List.of(),
                      List.of(),
                      tags);
              state.networkAcls().add(acl, call.now());
              return () -> Struct.empty().with("networkAcl", render(state, acl));
            });
  }

  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    return ec2.page(
        call,
        "networkAclSet",
        Pages.THOUSAND,
        () ->
            state
                .networkAcls()
                .described(call.params().texts("NetworkAclId"), call.now())
                .filter(FILTERS.of(call))
                .map(acl -> render(state, acl)));
  }

  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    NetworkAcl acl =
        state.networkAcls().require(call.params().required("NetworkAclId"), call.now());
    if (acl.isDefault()) {
      throw ApiErrors.invalid("cannot delete default network ACL %s", acl.id());
    }
    if (!acl.associations().isEmpty()) {
      throw ApiErrors.dependencies("networkAcl", acl.id());
    }
    state.networkAcls().remove(acl.id(), call.now());
    return Ec2Context.success();
  }

  private Struct replace(Call call) {
    Ec2State state = ec2.state(call);
    String id = call.params().required("AssociationId");
    NetworkAcl old =
        state
            .networkAcls()
            .all()
            .filter(acl -> acl.associations().stream().anyMatch(a -> a.id().equals(id)))
            .findFirst()
            .orElseThrow(() -> ErrorWords.error("invalid-association-id-not-found", id));
    String subnetId =
        old.associations().stream()
            .filter(a -> a.id().equals(id))
            .findFirst()
            .orElseThrow()
            .subnetId();
    NetworkAcl next =
        state.networkAcls().require(call.params().required("NetworkAclId"), call.now());
    if (!next.vpcId().equals(old.vpcId())) {
      throw ApiErrors.invalid(
          "network ACLs %s and %s belong to different networks", next.id(), old.id());
    }
    disassociate(state, subnetId, call.now());
    return Struct.empty()
        .with("newAssociationId", associate(state, next.id(), subnetId, call.now()).id());
  }

  /** Associates a new subnet with the default ACL of its VPC. */
  static void associateWithDefault(Ec2State state, SimulatedSubnet subnet, Instant now) {
    associate(state, defaultOf(state, subnet.vpcId()).id(), subnet.id(), now);
  }

  /** Returns the default ACL of a VPC. */
  static NetworkAcl defaultOf(Ec2State state, String vpcId) {
    return state
        .networkAcls()
        .all()
        .filter(acl -> acl.vpcId().equals(vpcId) && acl.isDefault())
        .findFirst()
        .orElseThrow();
  }

  private static Association associate(Ec2State state, String aclId, String subnetId, Instant now) {
    Association created = new Association(state.simulation().ids().next("aclassoc"), subnetId);
    state.networkAcls().update(aclId, now, acl -> acl.with(created));
    return created;
  }

  /** Disassociates a subnet from its ACL. */
  static void disassociate(Ec2State state, String subnetId, Instant now) {
    state
        .networkAcls()
        .all()
        .filter(acl -> acl.associations().stream().anyMatch(a -> a.subnetId().equals(subnetId)))
        .map(NetworkAcl::id)
        .toList()
        .forEach(id -> state.networkAcls().update(id, now, acl -> acl.withoutSubnet(subnetId)));
  }

  private static Struct render(Ec2State state, NetworkAcl acl) {
    return Struct.empty()
        .with("networkAclId", acl.id())
        .with("vpcId", acl.vpcId())
        .with("ownerId", state.accountId())
        .with("default", acl.isDefault())
        .with(
            "entrySet",
            Stream.of(false, true)
                .flatMap(egress ->
                    Stream.concat(
                        acl.entries().stream().filter(entry -> entry.egress() == egress),
                        Stream.of(
                            Entry.everything(
                                egress, NetworkAclEntryActions.DEFAULT_ENTRY_NUMBER, false))))
                .map(NetworkAclActions::render))
        .with(
            "associationSet",
            acl.associations().stream()
                .map(association ->
                    Struct.empty()
                        .with("networkAclAssociationId", association.id())
                        .with("networkAclId", acl.id())
                        .with("subnetId", association.subnetId())))
        .with("tagSet", Ec2Tags.set(acl.tags()));
  }

  private static Struct render(Entry entry) {
    Struct struct =
        Struct.empty()
            .with("ruleNumber", entry.number())
            .with("protocol", entry.protocol())
            .with("ruleAction", entry.allow() ? "allow" : "deny")
            .with("egress", entry.egress())
            .with("cidrBlock", entry.cidr().toString());
    entry
        .fromPort()
        .ifPresent(from ->
            struct.with(
                "portRange",
                Struct.empty().with("from", from).with("to", entry.toPort().orElseThrow())));
    return struct;
  }
}
