package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Optional;

/** Creates, describes and deletes egress-only Internet gateways. */
final class EgressOnlyGatewayActions implements Ec2ActionGroup {
  /** The limits of the describe [D]. */
  private static final Pages.Limits PAGE = new Pages.Limits(5, 255);

  /** AWS has no filter for the VPC [D]. */
  private static final Filters<SimulatedEgressOnlyGateway> FILTERS =
      Filters.tagged(SimulatedEgressOnlyGateway::tags);

  private final Ec2Context ec2;

  EgressOnlyGatewayActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("CreateEgressOnlyInternetGateway", this::create, "VpcId", "ClientToken")
            .and(Ec2Tags.ON_CREATE),
        read("DescribeEgressOnlyInternetGateways", this::describe, "EgressOnlyInternetGatewayId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        write("DeleteEgressOnlyInternetGateway", this::delete, "EgressOnlyInternetGatewayId"));
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    return state
        .tokens()
        .once(
            call,
            () -> {
              SimulatedVpc vpc = state.vpcs().require(call.params().required("VpcId"), call.now());
              SimulatedEgressOnlyGateway gateway =
                  new SimulatedEgressOnlyGateway(
                      state.newId(ResourceIdType.EGRESS_ONLY_GATEWAY),
                      vpc.id(),
                      Ec2Tags.onCreate(call, ResourceIdType.EGRESS_ONLY_GATEWAY));
              state.connections().egressOnlyGateways().add(gateway, call.now());
              Optional<String> token = ClientTokens.token(call);
              return () ->
                  Struct.empty()
                      .with("clientToken", token)
                      .with("egressOnlyInternetGateway", render(gateway));
            });
  }

  private Struct describe(Call call) {
    return ec2.page(
        call,
        "egressOnlyInternetGatewaySet",
        PAGE,
        () ->
            ec2.state(call)
                .connections()
                .egressOnlyGateways()
                .described(call.params().texts("EgressOnlyInternetGatewayId"), call.now())
                .filter(FILTERS.of(call))
                .map(EgressOnlyGatewayActions::render));
  }

  private Struct delete(Call call) {
    Ec2Store<SimulatedEgressOnlyGateway> gateways =
        ec2.state(call).connections().egressOnlyGateways();
    String id = call.params().required("EgressOnlyInternetGatewayId");
    gateways.remove(gateways.require(id, call.now()).id(), call.now());
    return Struct.empty().with("returnCode", true);
  }

  private static Struct render(SimulatedEgressOnlyGateway gateway) {
    return Struct.empty()
        .with("egressOnlyInternetGatewayId", gateway.id())
        .with(
            "attachmentSet",
            List.of(Struct.empty().with("state", "attached").with("vpcId", gateway.vpcId())))
        .with("tagSet", Ec2Tags.set(gateway.tags()));
  }
}
