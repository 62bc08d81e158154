package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Manages Internet gateways and their attachments to VPCs. */
final class InternetGatewayActions implements Ec2ActionGroup {
  private final Ec2Context ec2;

  InternetGatewayActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("CreateInternetGateway", this::create).and(Ec2Tags.ON_CREATE),
        read("DescribeInternetGateways", this::describe, "InternetGatewayId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        write("DeleteInternetGateway", this::delete, "InternetGatewayId"),
        write("AttachInternetGateway", this::attach, "InternetGatewayId", "VpcId"),
        write("DetachInternetGateway", this::detach, "InternetGatewayId", "VpcId"));
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    Map<String, String> tags = Ec2Tags.onCreate(call, ResourceIdType.INTERNET_GATEWAY);
    if (state.internetGateways().all().count() >= ec2.quotas().vpcs()) {
      throw ErrorWords.error("internet-gateway-limit-exceeded");
    }
    SimulatedInternetGateway gateway =
        new SimulatedInternetGateway(
            state.newId(ResourceIdType.INTERNET_GATEWAY), Optional.empty(), tags);
    state.internetGateways().add(gateway, call.now());
    return Struct.empty().with("internetGateway", render(call, gateway));
  }

  private Struct describe(Call call) {
    return ec2.page(
        call,
        "internetGatewaySet",
        Pages.THOUSAND,
        () ->
            ec2.state(call)
                .internetGateways()
                .described(call.params().texts("InternetGatewayId"), call.now())
                .filter(filters(call).of(call))
                .map(gateway -> render(call, gateway)));
  }

  private static Filters<SimulatedInternetGateway> filters(Call call) {
    return Filters.tagged(SimulatedInternetGateway::tags)
        .one("internet-gateway-id", SimulatedInternetGateway::id)
        .one("owner-id", _ -> call.accountId())
        .any("attachment.vpc-id", gateway -> gateway.vpcId().stream())
        .any("attachment.state", gateway -> gateway.vpcId().map(_ -> "available").stream());
  }

  private Struct attach(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedInternetGateway gateway = gateway(call, state);
    SimulatedVpc vpc = state.vpcs().require(call.params().required("VpcId"), call.now());
    if (gateway.vpcId().isPresent()) {
      throw ErrorWords.error(
          "resource-already-associated-internet-gateway", gateway.id(), gateway.vpcId().get());
    }
    if (state.gatewayOf(vpc.id()).isPresent()) {
      throw ApiErrors.invalid("Network %s already has an internet gateway attached", vpc.id());
    }
    state.internetGateways().update(gateway.id(), call.now(), g -> g.attachedTo(vpc.id()));
    return Ec2Context.success();
  }

  private Struct detach(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedInternetGateway gateway = gateway(call, state);
    String vpcId = state.vpcs().require(call.params().required("VpcId"), call.now()).id();
    if (gateway.vpcId().filter(vpcId::equals).isEmpty()) {
      throw ErrorWords.error("gateway-not-attached-internet-gateway", gateway.id(), vpcId);
    }
    if (state.interfacesIn(vpcId).anyMatch(eni -> state.publicIpOf(eni).isPresent())) {
      throw ErrorWords.error("mapped-public-addresses", vpcId);
    }
    state.internetGateways().update(gateway.id(), call.now(), SimulatedInternetGateway::detached);
    return Ec2Context.success();
  }

  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedInternetGateway gateway = gateway(call, state);
    if (gateway.vpcId().isPresent()) {
      throw ApiErrors.dependencies("internetGateway", gateway.id());
    }
    state.internetGateways().remove(gateway.id(), call.now());
    return Ec2Context.success();
  }

  private static SimulatedInternetGateway gateway(Call call, Ec2State state) {
    return state
        .internetGateways()
        .require(call.params().required("InternetGatewayId"), call.now());
  }

  private static Struct render(Call call, SimulatedInternetGateway gateway) {
    List<Struct> attachments =
        gateway.vpcId().stream()
            .map(vpcId -> Struct.empty().with("vpcId", vpcId).with("state", "available"))
            .toList();
    return Struct.empty()
        .with("internetGatewayId", gateway.id())
        .with("ownerId", call.accountId())
        .with("attachmentSet", attachments)
        .with("tagSet", Ec2Tags.set(gateway.tags()));
  }
}
