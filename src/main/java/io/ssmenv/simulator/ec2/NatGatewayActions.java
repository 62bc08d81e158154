package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.core.ZonalService;
import io.ssmenv.simulator.ec2.SimulatedNatGateway.Address;
import io.ssmenv.simulator.ec2.SimulatedNatGateway.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Creates, describes and deletes NAT gateways. Problems of a new one are only reported minutes
 * later, in its failure code [D].
 */
final class NatGatewayActions implements Ec2ActionGroup {
  private final Ec2Context ec2;

  NatGatewayActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write(
                "CreateNatGateway",
                this::create,
                "SubnetId",
                "AllocationId",
                "ConnectivityType",
                "ClientToken")
            .and(Ec2Tags.ON_CREATE),
        read("DescribeNatGateways", this::describe, "NatGatewayId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        write("DeleteNatGateway", this::delete, "NatGatewayId"));
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    return state.tokens().once(call, () -> create(call, state));
  }

  private Supplier<Struct> create(Call call, Ec2State state) {
    SimulatedSubnet subnet =
        state.subnets().require(call.params().required("SubnetId"), call.now());
    if (!state.simulation().faults().isOffered(subnet.zone(), new ZonalService.NatGateways())) {
      throw ErrorWords.error("nat-gateway-not-in-zone");
    }
    String connectivity = call.params().text("ConnectivityType").orElse("public");
    Optional<SimulatedAddress> address =
        switch (connectivity) {
          case "public" -> Optional.of(address(call, state));
          case "private" -> Optional.empty();
          default -> throw ApiErrors.invalid("Invalid connectivity type: %s", connectivity);
        };
    Map<String, String> tags = Ec2Tags.onCreate(call, ResourceIdType.NAT_GATEWAY);
    checkQuota(state, subnet);
    Optional<Failure> failure = failure(state, subnet, address);
    String id = state.newId(ResourceIdType.NAT_GATEWAY);
    Optional<Address> sender =
        failure.isPresent()
            ? Optional.empty()
            : Optional.of(createAddress(state, id, subnet, address, call.now()));
    SimulatedNatGateway nat =
        new SimulatedNatGateway(
            id,
            subnet.vpcId(),
            subnet.id(),
            "pending",
            connectivity,
            Optional.empty(),
            sender,
            call.now(),
            Optional.empty(),
            tags);
    state.natGateways().add(nat, call.now());
    failure.ifPresentOrElse(
        f -> NatGatewayLifecycle.fail(state, nat, f, call.now()),
        () -> NatGatewayLifecycle.becomeAvailable(state, nat, call.now()));
    Optional<String> token = ClientTokens.token(call);
    return () ->
        Struct.empty()
            .with("natGateway", NatGatewayView.render(state.natGateways().get(id).orElse(nat)))
            .with("clientToken", token);
  }

  /**
   * Returns the address. A new address can be unknown for a while; the error code differs from
   * other operations [C].
   */
  private static SimulatedAddress address(Call call, Ec2State state) {
    String id = call.params().required("AllocationId");
    ResourceIdType.ADDRESS.checkForm(id);
    return state
        .addresses()
        .findForWrite(id, call.now())
        .orElseThrow(() -> ErrorWords.error("invalid-elastic-ip-id-not-found", id));
  }

  private void checkQuota(Ec2State state, SimulatedSubnet subnet) {
    long inZone =
        state
            .natGateways()
            .all()
            .filter(SimulatedNatGateway::isActive)
            .flatMap(nat -> state.subnets().get(nat.subnetId()).stream())
            .filter(s -> s.zone().equals(subnet.zone()))
            .count();
    if (inZone >= ec2.quotas().natGatewaysPerZone()) {
      throw ErrorWords.error(
          "nat-gateway-limit-exceeded", ec2.quotas().natGatewaysPerZone(), subnet.zone());
    }
  }

  private static Optional<Failure> failure(
      Ec2State state, SimulatedSubnet subnet, Optional<SimulatedAddress> address) {
    if (SubnetActions.free(state, subnet) < 1) {
      return Optional.of(Failure.of(ErrorWords.error("nat-subnet-full")));
    }
    if (address.isEmpty()) {
      return Optional.empty();
    }
    if (state.gatewayOf(subnet.vpcId()).isEmpty()) {
      return Optional.of(Failure.of(ErrorWords.error("nat-gateway-not-attached", subnet.vpcId())));
    }
    return address
        .flatMap(SimulatedAddress::association)
        .map(_ ->
            Failure.of(
                ErrorWords.oneOf(
                    state.simulation().random(), "nat-address-taken", address.get().id())));
  }

  private static Address createAddress(
      Ec2State state,
      String id,
      SimulatedSubnet subnet,
      Optional<SimulatedAddress> address,
      Instant now) {
    SimulatedNetworkInterface eni =
        NetworkInterfaces.managed(
            state, subnet, "nat_gateway", "Interface for NAT Gateway " + id, Set.of(), now);
    Optional<String> association = address.map(_ -> state.simulation().ids().next("eipassoc"));
    association.ifPresent(associationId ->
        state
            .addresses()
            .update(
                address.orElseThrow().id(),
                now,
                a ->
                    a.with(
                        new SimulatedAddress.Association(
                            associationId, eni.id(), eni.privateIp()))));
    return new Address(
        eni.id(),
        eni.privateIp(),
        address.map(SimulatedAddress::id),
        address.map(SimulatedAddress::publicIp),
        association);
  }

  private Struct describe(Call call) {
    Filters<SimulatedNatGateway> filters =
        Filters.tagged(SimulatedNatGateway::tags)
            .one("nat-gateway-id", SimulatedNatGateway::id)
            .one("state", SimulatedNatGateway::state)
            .one("subnet-id", SimulatedNatGateway::subnetId)
            .one("vpc-id", SimulatedNatGateway::vpcId);
    return ec2.page(
        call,
        "natGatewaySet",
        Pages.THOUSAND,
        () ->
            ec2.state(call)
                .natGateways()
                .described(call.params().texts("NatGatewayId"), call.now())
                .filter(filters.of(call))
                .map(NatGatewayView::render));
  }

  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedNatGateway nat =
        state.natGateways().require(call.params().required("NatGatewayId"), call.now());
    switch (nat.state()) {
      case "deleted" -> throw ResourceIdType.NAT_GATEWAY.notFound(List.of(nat.id()));
      case "deleting" -> {}
      default -> NatGatewayLifecycle.delete(state, nat, call.now());
    }
    return Struct.empty().with("natGatewayId", nat.id());
  }
}
