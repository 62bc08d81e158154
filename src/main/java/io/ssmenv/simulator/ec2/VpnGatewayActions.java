package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.ec2.SimulatedVpnGateway.Attachment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Manages virtual private gateways and their attachments to VPCs. */
final class VpnGatewayActions implements Ec2ActionGroup {
  private static final String TYPE = "ipsec.1";
  private static final int DEFAULT_ASN = 64512;

  private static final Filters<SimulatedVpnGateway> FILTERS =
      Filters.tagged(SimulatedVpnGateway::tags)
          .one("vpn-gateway-id", SimulatedVpnGateway::id)
          .one("state", SimulatedVpnGateway::state)
          .one("type", _ -> TYPE)
          .one("amazon-side-asn", gateway -> Long.toString(gateway.amazonSideAsn()))
          .any("attachment.vpc-id", gateway -> gateway.attachment().map(Attachment::vpcId).stream())
          .any("attachment.state", gateway -> gateway.attachment().map(Attachment::state).stream());

  private final Ec2Context ec2;

  VpnGatewayActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("CreateVpnGateway", this::create, "Type", "AmazonSideAsn").and(Ec2Tags.ON_CREATE),
        read("DescribeVpnGateways", this::describe, "VpnGatewayId").and(Filters.PARAMETERS),
        write("AttachVpnGateway", this::attach, "VpnGatewayId", "VpcId"),
        write("DetachVpnGateway", this::detach, "VpnGatewayId", "VpcId"),
        write("DeleteVpnGateway", this::delete, "VpnGatewayId"));
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    String type = call.params().required("Type");
    if (!type.equals(TYPE)) {
      throw ApiErrors.invalid("Value (%s) for parameter type is invalid.", type);
    }
    Map<String, String> tags = Ec2Tags.onCreate(call, ResourceIdType.VPN_GATEWAY);
    SimulatedVpnGateway gateway =
        new SimulatedVpnGateway(
            state.newId(ResourceIdType.VPN_GATEWAY),
            call.params().integer("AmazonSideAsn").orElse(DEFAULT_ASN),
            "available",
            Optional.empty(),
            tags);
    state.connections().vpnGateways().add(gateway, call.now());
    return Struct.empty().with("vpnGateway", render(gateway));
  }

  /** AWS returns all of them in one page [D]. */
  private Struct describe(Call call) {
    return Struct.empty()
        .with(
            "vpnGatewaySet",
            ec2.state(call)
                .connections()
                .vpnGateways()
                .described(call.params().texts("VpnGatewayId"), call.now())
                .filter(FILTERS.of(call))
                .map(VpnGatewayActions::render));
  }

  private Struct attach(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedVpnGateway gateway = gateway(call, state);
    String vpcId = state.vpcs().require(call.params().required("VpcId"), call.now()).id();
    if (gateway.activeAttachment().isPresent()) {
      throw ErrorWords.error("vpn-gateway-attachment-limit-exceeded", gateway.id());
    }
    boolean taken =
        state
            .connections()
            .vpnGateways()
            .all()
            .flatMap(other -> other.activeAttachment().stream())
            .anyMatch(attachment -> attachment.vpcId().equals(vpcId));
    if (taken) {
      throw ApiErrors.invalid("Network %s already has a virtual private gateway attached", vpcId);
    }
    Attachment attachment = new Attachment(vpcId, "attaching");
    change(call, state, gateway.id(), attachment, "attached", StateDuration.VPN_GATEWAY_ATTACHED);
    return Struct.empty().with("attachment", render(attachment));
  }

  private Struct detach(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedVpnGateway gateway = gateway(call, state);
    String vpcId = call.params().required("VpcId");
    Attachment attachment =
        gateway
            .activeAttachment()
            .filter(one -> one.vpcId().equals(vpcId))
            .orElseThrow(() ->
                ErrorWords.error("invalid-vpn-gateway-attachment-not-found", gateway.id(), vpcId));
    change(
        call,
        state,
        gateway.id(),
        attachment.withState("detaching"),
        "detached",
        StateDuration.VPN_GATEWAY_DETACHED);
    return Ec2Context.success();
  }

  /** Sets a state of the attachment, which ends with another one. */
  private static void change(
      Call call,
      Ec2State state,
      String id,
      Attachment during,
      String after,
      StateDuration duration) {
    Ec2Store<SimulatedVpnGateway> gateways = state.connections().vpnGateways();
    gateways.update(id, call.now(), gateway -> gateway.with(during));
    state.schedule(
        call.now(),
        duration,
        id,
        at ->
            gateways.update(
                id,
                at,
                gateway ->
                    gateway.attachment().filter(during::equals).isPresent()
                        ? gateway.with(during.withState(after))
                        : gateway));
  }

  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedVpnGateway gateway = gateway(call, state);
    if (gateway.activeAttachment().isPresent()) {
      throw ErrorWords.error("incorrect-state-vpn-gateway", gateway.id());
    }
    Ec2Store<SimulatedVpnGateway> gateways = state.connections().vpnGateways();
    gateways.update(gateway.id(), call.now(), SimulatedVpnGateway::deleted);
    state.schedule(
        call.now(),
        StateDuration.VPN_GATEWAY_TOMBSTONE,
        gateway.id(),
        at -> gateways.remove(gateway.id(), at));
    return Ec2Context.success();
  }

  private static SimulatedVpnGateway gateway(Call call, Ec2State state) {
    String id = call.params().required("VpnGatewayId");
    SimulatedVpnGateway gateway = state.connections().vpnGateways().require(id, call.now());
    if (gateway.isDeleted()) {
      throw ResourceIdType.VPN_GATEWAY.notFound(List.of(id));
    }
    return gateway;
  }

  private static Struct render(SimulatedVpnGateway gateway) {
    return Struct.empty()
        .with("vpnGatewayId", gateway.id())
        .with("state", gateway.state())
        .with("type", TYPE)
        .with("amazonSideAsn", gateway.amazonSideAsn())
        .with("attachments", gateway.attachment().stream().map(VpnGatewayActions::render))
        .with("tagSet", Ec2Tags.set(gateway.tags()));
  }

  private static Struct render(Attachment attachment) {
    return Struct.empty().with("state", attachment.state()).with("vpcId", attachment.vpcId());
  }
}
