package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.Struct;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Creates, describes, modifies, detaches and deletes network interfaces. */
final class NetworkInterfaceActions implements Ec2ActionGroup {
  private final Ec2Context ec2;

  NetworkInterfaceActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write(
                "CreateNetworkInterface",
                this::create,
                "SubnetId",
                "SecurityGroupId",
                "Description",
                "PrivateIpAddress",
                "InterfaceType",
                "ClientToken")
            .and(Ec2Tags.ON_CREATE),
        read("DescribeNetworkInterfaces", this::describe, "NetworkInterfaceId")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS),
        write(
            "ModifyNetworkInterfaceAttribute",
            this::modify,
            "NetworkInterfaceId",
            "Description.Value",
            "SecurityGroupId",
            "SourceDestCheck.Value",
            "Attachment.AttachmentId",
            "Attachment.DeleteOnTermination"),
        write("DetachNetworkInterface", this::detach, "AttachmentId", "Force"),
        write("DeleteNetworkInterface", this::delete, "NetworkInterfaceId"));
  }

  private Struct create(Call call) {
    Ec2State state = ec2.state(call);
    return state
        .tokens()
        .once(
            call,
            () -> {
              SimulatedNetworkInterface eni = add(call, state);
              Optional<String> token = ClientTokens.token(call);
              return () ->
                  Struct.empty()
                      .with(
                          "networkInterface",
                          NetworkInterfaceView.render(
                              state, state.interfaces().get(eni.id()).orElse(eni)))
                      .with("clientToken", token);
            });
  }

  private static SimulatedNetworkInterface add(Call call, Ec2State state) {
    Params params = call.params();
    SimulatedSubnet subnet = state.subnets().require(params.required("SubnetId"), call.now());
    String type = params.text("InterfaceType").orElse(SimulatedNetworkInterface.PLAIN);
    if (!type.equals(SimulatedNetworkInterface.PLAIN)) {
      throw ApiErrors.invalid("The simulator does not support the interface type '%s'", type);
    }
    Set<String> groups =
        SecurityGroupActions.require(
            state, params.texts("SecurityGroupId"), subnet.vpcId(), call.now());
    Map<String, String> tags = Ec2Tags.onCreate(call, ResourceIdType.NETWORK_INTERFACE);
    SimulatedNetworkInterface.Settings settings =
        new SimulatedNetworkInterface.Settings(
            params.text("Description").orElse(""),
            groups.isEmpty() ? Set.of(state.defaultGroup(subnet.vpcId()).id()) : groups,
            true);
    return NetworkInterfaces.plain(
        state, subnet, settings, params.text("PrivateIpAddress"), tags, call.now());
  }

  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    List<String> ids = Pages.idsWithoutSize(call, "NetworkInterfaceId");
    return ec2.page(
        call,
        "networkInterfaceSet",
        Pages.THOUSAND,
        () ->
            state
                .interfaces()
                .described(ids, call.now())
                .filter(NetworkInterfaceView.filters(state).of(call))
                .map(eni -> NetworkInterfaceView.render(state, eni)));
  }

  private Struct modify(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedNetworkInterface eni = eni(call, state);
    checkOwn(eni);
    Params params = call.params();
    List<String> given =
        Stream.of("Description", "SecurityGroupId", "SourceDestCheck", "Attachment")
            .filter(params::has)
            .toList();
    if (given.size() != 1) {
      throw ApiErrors.combination("Exactly one attribute must be specified, not %s", given);
    }
    SimulatedNetworkInterface.Settings old = eni.settings();
    SimulatedNetworkInterface changed =
        switch (given.getFirst()) {
          case "Description" ->
              eni.with(
                  new SimulatedNetworkInterface.Settings(
                      value(params, "Description"), old.groupIds(), old.sourceDestCheck()));
          case "SourceDestCheck" ->
              eni.with(
                  new SimulatedNetworkInterface.Settings(
                      old.description(),
                      old.groupIds(),
                      Boolean.parseBoolean(value(params, "SourceDestCheck"))));
          case "SecurityGroupId" ->
              eni.with(
                  new SimulatedNetworkInterface.Settings(
                      old.description(),
                      new LinkedHashSet<>(
                          SecurityGroupActions.require(
                              state, params.texts("SecurityGroupId"), eni.vpcId(), call.now())),
                      old.sourceDestCheck()));
          default -> eni.with(Optional.of(attachment(eni, params)));
        };
    state.interfaces().update(eni.id(), call.now(), _ -> changed);
    return Ec2Context.success();
  }

  private static String value(Params params, String attribute) {
    return params
        .struct(attribute)
        .flatMap(a -> a.text("Value"))
        .orElseThrow(() -> ApiErrors.missing(attribute + ".Value"));
  }

  private static SimulatedNetworkInterface.Attachment attachment(
      SimulatedNetworkInterface eni, Params params) {
    Params requested = params.struct("Attachment").orElseThrow();
    String id = requested.required("AttachmentId");
    boolean delete =
        requested
            .flag("DeleteOnTermination")
            .orElseThrow(() -> ApiErrors.missing("Attachment.DeleteOnTermination"));
    return eni.attachment()
        .filter(attachment -> attachment.id().equals(id))
        .map(a -> new SimulatedNetworkInterface.Attachment(a.id(), a.instanceId(), delete))
        .orElseThrow(() -> unknownAttachment(id));
  }

  private static AwsError unknownAttachment(String id) {
    return ErrorWords.error("invalid-attachment-id-not-found", id);
  }

  private Struct detach(Call call) {
    String id = call.params().required("AttachmentId");
    boolean known =
        ec2.state(call)
            .interfaces()
            .all()
            .anyMatch(eni -> eni.attachment().filter(a -> a.id().equals(id)).isPresent());
    throw known
        ? ErrorWords.error("operation-not-permitted-network-interface")
        : unknownAttachment(id);
  }

  private Struct delete(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedNetworkInterface eni = eni(call, state);
    checkOwn(eni);
    if (eni.attachment().isPresent()) {
      throw ErrorWords.error("invalid-network-interface-in-use", eni.id());
    }
    NetworkInterfaces.remove(state, eni.id(), call.now());
    return Ec2Context.success();
  }

  private static void checkOwn(SimulatedNetworkInterface eni) {
    if (eni.requesterManaged()) {
      throw ErrorWords.error("operation-not-permitted-network-interface-2", eni.id(), eni.type());
    }
  }

  private static SimulatedNetworkInterface eni(Call call, Ec2State state) {
    return state.interfaces().require(call.params().required("NetworkInterfaceId"), call.now());
  }
}
