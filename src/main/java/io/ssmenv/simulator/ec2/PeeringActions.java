package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.ec2.SimulatedPeeringConnection.Side;
import io.ssmenv.simulator.ec2.SimulatedPeeringConnection.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Manages VPC peering connections within one account and region. */
final class PeeringActions implements Ec2ActionGroup {
  private final Ec2Context ec2;

  PeeringActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("CreateVpcPeeringConnection", this::create, "VpcId", "PeerVpcId", "PeerOwnerId")
            .and(Ec2Tags.ON_CREATE),
        read("DescribeVpcPeeringConnections", this::describe, "VpcPeeringConnectionId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        write("AcceptVpcPeeringConnection", this::accept, "VpcPeeringConnectionId"),
        write("RejectVpcPeeringConnection", this::reject, "VpcPeeringConnectionId"),
        write("DeleteVpcPeeringConnection", this::delete, "VpcPeeringConnectionId"));
  }

  /** A request between overlapping ranges is accepted at first, and fails then [D]. */
  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    String owner = call.params().text("PeerOwnerId").orElse(call.accountId());
    if (!owner.equals(call.accountId())) {
      throw ApiErrors.invalid("The simulator does not support the peer owner '%s'", owner);
    }
    Side requester = side(call, state, "VpcId");
    Side accepter = side(call, state, "PeerVpcId");
    Map<String, String> tags = Ec2Tags.onCreate(call, ResourceIdType.PEERING_CONNECTION);
    SimulatedPeeringConnection peering =
        new SimulatedPeeringConnection(
            state.newId(ResourceIdType.PEERING_CONNECTION),
            requester,
            accepter,
            Status.INITIATING_REQUEST,
            tags);
    state.connections().peeringConnections().add(peering, call.now());
    Status next =
        requester.cidr().overlaps(accepter.cidr()) ? Status.FAILED : Status.PENDING_ACCEPTANCE;
    then(state, peering, next, call.now());
    return Struct.empty().with("vpcPeeringConnection", render(state, peering));
  }

  private static Side side(Call call, Ec2State state, String parameter) {
    SimulatedVpc vpc = state.vpcs().require(call.params().required(parameter), call.now());
    return new Side(vpc.id(), vpc.cidr());
  }

  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    return ec2.page(
        call,
        "vpcPeeringConnectionSet",
        Pages.THOUSAND,
        () ->
            state
                .connections()
                .peeringConnections()
                .described(call.params().texts("VpcPeeringConnectionId"), call.now())
                .filter(filters(state).of(call))
                .map(peering -> render(state, peering)));
  }

  private static Filters<SimulatedPeeringConnection> filters(Ec2State state) {
    return Filters.tagged(SimulatedPeeringConnection::tags)
        .one("vpc-peering-connection-id", SimulatedPeeringConnection::id)
        .one("status-code", peering -> peering.status().wireName())
        .one("requester-vpc-info.vpc-id", peering -> peering.requester().vpcId())
        .one("requester-vpc-info.cidr-block", peering -> peering.requester().cidr().toString())
        .one("requester-vpc-info.owner-id", _ -> state.accountId())
        .one("accepter-vpc-info.vpc-id", peering -> peering.accepter().vpcId())
        .one("accepter-vpc-info.cidr-block", peering -> peering.accepter().cidr().toString())
        .one("accepter-vpc-info.owner-id", _ -> state.accountId());
  }

  private Struct accept(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedPeeringConnection peering = transition(call, state, Status.PROVISIONING);
    then(state, peering, Status.ACTIVE, call.now());
    return Struct.empty().with("vpcPeeringConnection", render(state, peering));
  }

  private Struct reject(Call call) {
    Ec2State state = ec2.state(call);
    scheduleRemoval(state, transition(call, state, Status.REJECTED).id(), call.now());
    return Ec2Context.success();
  }

  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    then(state, transition(call, state, Status.DELETING), Status.DELETED, call.now());
    return Ec2Context.success();
  }

  private static SimulatedPeeringConnection transition(Call call, Ec2State state, Status next) {
    Ec2Store<SimulatedPeeringConnection> connections = state.connections().peeringConnections();
    SimulatedPeeringConnection peering =
        connections.require(call.params().required("VpcPeeringConnectionId"), call.now());
    boolean allowed =
        peering.status() == Status.PENDING_ACCEPTANCE
            || (next == Status.DELETING && peering.status() == Status.ACTIVE);
    if (!allowed) {
      throw ErrorWords.error(
          "invalid-state-transition", peering.id(), peering.status().wireName(), next.wireName());
    }
    connections.update(peering.id(), call.now(), one -> one.withStatus(next));
    return peering.withStatus(next);
  }

  /** Schedules the end of a status. */
  private static void then(
      Ec2State state, SimulatedPeeringConnection peering, Status next, Instant now) {
    String id = peering.id();
    state.schedule(
        now,
        StateDuration.PEERING_CHANGED,
        id + "/" + next.wireName(),
        at -> {
          Ec2Store<SimulatedPeeringConnection> connections =
              state.connections().peeringConnections();
          if (connections.get(id).filter(one -> one.status() == peering.status()).isPresent()) {
            connections.update(id, at, one -> one.withStatus(next));
            if (next.isOver()) {
              scheduleRemoval(state, id, at);
            }
          }
        });
  }

  private static void scheduleRemoval(Ec2State state, String id, Instant now) {
    state.schedule(
        now,
        StateDuration.PEERING_TOMBSTONE,
        id,
        at -> state.connections().peeringConnections().remove(id, at));
  }

  /** Deletes the requests of a deleted VPC, as AWS does [D]. */
  static void requesterDeleted(Ec2State state, String vpcId, Instant now) {
    Ec2Store<SimulatedPeeringConnection> connections = state.connections().peeringConnections();
    connections.all().filter(peering -> peering.isRequestOf(vpcId)).toList().stream()
        .map(SimulatedPeeringConnection::id)
        .forEach(id -> {
          connections.update(id, now, one -> one.withStatus(Status.DELETED));
          scheduleRemoval(state, id, now);
        });
  }

  private static Struct render(Ec2State state, SimulatedPeeringConnection peering) {
    Struct rendered =
        Struct.empty()
            .with("vpcPeeringConnectionId", peering.id())
            .with("requesterVpcInfo", render(state, peering.requester(), true))
            .with(
                "accepterVpcInfo",
                render(state, peering.accepter(), peering.status() == Status.ACTIVE))
            .with(
                "status",
                Struct.empty()
                    .with("code", peering.status().wireName())
                    .with("message", message(peering.status(), state.accountId())));
    return rendered.with("tagSet", Ec2Tags.set(peering.tags()));
  }

  private static Struct render(Ec2State state, Side side, boolean withRange) {
    return Struct.empty()
        .with("ownerId", state.accountId())
        .with("vpcId", side.vpcId())
        .with("region", state.region())
        .with("cidrBlock", Optional.of(side.cidr().toString()).filter(_ -> withRange));
  }

  /** AWS's words [C]. */
  private static String message(Status status, String account) {
    return switch (status) {
      case INITIATING_REQUEST -> "Initiating Request to " + account;
      case PENDING_ACCEPTANCE -> "Pending Acceptance by " + account;
      case PROVISIONING -> "Provisioning";
      case ACTIVE -> "Active";
      case DELETING -> "Deleting";
      case DELETED -> "Deleted by " + account;
      case REJECTED -> "Rejected by " + account;
      case FAILED -> "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range";
    };
  }
}
