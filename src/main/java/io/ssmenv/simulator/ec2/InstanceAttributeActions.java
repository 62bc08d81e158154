package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;
import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Describes and modifies attributes of instances and their metadata options. */
final class InstanceAttributeActions implements Ec2ActionGroup {
  private final Ec2Context ec2;

  InstanceAttributeActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write(
            "ModifyInstanceAttribute",
            this::modify,
            "InstanceId",
            "DisableApiTermination.Value",
            "InstanceType.Value",
            "SourceDestCheck.Value",
            "GroupId"),
        read("DescribeInstanceAttribute", this::describe, "InstanceId", "Attribute"),
        write(
            "ModifyInstanceMetadataOptions",
            this::modifyMetadata,
            "InstanceId",
            "HttpTokens",
            "HttpPutResponseHopLimit",
            "HttpEndpoint",
            "InstanceMetadataTags"));
  }

  /** Returns the options with the requested changes, in the state pending. */
  static SimulatedInstance.MetadataOptions changed(
      SimulatedInstance.MetadataOptions old, Params params) {
    String tokens = params.text("HttpTokens").orElse(old.httpTokens());
    String endpoint = params.text("HttpEndpoint").orElse(old.httpEndpoint());
    String tags = params.text("InstanceMetadataTags").orElse(old.instanceTags());
    int hops = params.integer("HttpPutResponseHopLimit").orElse(old.hopLimit());
    check("HttpTokens", tokens, Set.of("optional", "required"));
    check("HttpEndpoint", endpoint, Set.of("enabled", "disabled"));
    check("InstanceMetadataTags", tags, Set.of("enabled", "disabled"));
    if (hops < 1 || hops > 64) {
      throw ApiErrors.invalid("HttpPutResponseHopLimit must be from 1 to 64, not %d", hops);
    }
    return new SimulatedInstance.MetadataOptions("pending", tokens, hops, endpoint, tags);
  }

  private static void check(String parameter, String value, Set<String> admitted) {
    if (!admitted.contains(value)) {
      throw ApiErrors.invalid("Invalid value '%s' for %s.", value, parameter);
    }
  }

  private Struct modifyMetadata(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedInstance instance = instance(call, state);
    if (instance.state().name().isTerminating()) {
      throw incorrectState(instance);
    }
    SimulatedInstance.MetadataOptions options = changed(instance.metadata(), call.params());
    state.instances().update(instance.id(), call.now(), i -> i.with(options));
    state.schedule(
        call.now(),
        StateDuration.METADATA_OPTIONS_APPLIED,
        instance.id() + "/" + call.now(),
        at -> state.instances().update(instance.id(), at, i -> i.with(i.metadata().applied())));
    return Struct.empty()
        .with("instanceId", instance.id())
        .with("instanceMetadataOptions", InstanceView.metadata(options));
  }

  private Struct modify(Call call) {
    Ec2State state = ec2.state(call);
    SimulatedInstance instance = instance(call, state);
    List<String> given =
        Stream.of("DisableApiTermination", "InstanceType", "SourceDestCheck", "GroupId")
            .filter(call.params()::has)
            .toList();
    if (given.size() != 1) {
      throw ApiErrors.combination("Exactly one attribute must be specified, not %s", given);
    }
    if (instance.state().name().isTerminating()) {
      throw incorrectState(instance);
    }
    switch (given.getFirst()) {
      case "DisableApiTermination" -> {
        boolean on = Boolean.parseBoolean(value(call, "DisableApiTermination"));
        update(call, state, instance, instance.withTerminationProtection(on));
      }
      case "InstanceType" -> modifyType(call, state, instance);
      default -> modifyInterface(call, state, instance);
    }
    return Ec2Context.success();
  }

  private static void modifyType(Call call, Ec2State state, SimulatedInstance instance) {
    String type = value(call, "InstanceType");
    if (InstanceType.find(type).isEmpty()) {
      throw ApiErrors.invalid("Invalid value '%s' for InstanceType.", type);
    }
    if (!instance.is(SimulatedInstance.StateName.STOPPED)) {
      throw incorrectState(instance);
    }
    update(call, state, instance, instance.withType(type));
  }

  private static void modifyInterface(Call call, Ec2State state, SimulatedInstance instance) {
    SimulatedNetworkInterface eni =
        state
            .interfaces()
            .get(instance.primaryInterface().orElseThrow().networkInterfaceId())
            .orElseThrow();
    SimulatedNetworkInterface.Settings old = eni.settings();
    SimulatedNetworkInterface.Settings settings =
        call.params().has("GroupId")
            ? new SimulatedNetworkInterface.Settings(
                old.description(),
                SecurityGroupActions.require(
                    state, call.params().texts("GroupId"), eni.vpcId(), call.now()),
                old.sourceDestCheck())
            : new SimulatedNetworkInterface.Settings(
                old.description(),
                old.groupIds(),
                Boolean.parseBoolean(value(call, "SourceDestCheck")));
    state.interfaces().update(eni.id(), call.now(), e -> e.with(settings));
  }

  private static void update(
      Call call, Ec2State state, SimulatedInstance instance, SimulatedInstance changed) {
    state.instances().update(instance.id(), call.now(), _ -> changed);
  }

  private static String value(Call call, String attribute) {
    return call.params()
        .struct(attribute)
        .flatMap(a -> a.text("Value"))
        .orElseThrow(() -> ApiErrors.missing(attribute + ".Value"));
  }

  private Struct describe(Call call) {
    Ec2State state = ec2.state(call);
    String id = call.params().required("InstanceId");
    SimulatedInstance instance =
        state.instances().described(List.of(id), call.now()).findFirst().orElseThrow();
    String attribute = call.params().required("Attribute");
    Struct value = Struct.empty();
    switch (attribute) {
      case "disableApiTermination" -> value.with("value", instance.terminationProtection());
      case "instanceType" -> value.with("value", instance.type());
      case "userData" -> value.with("value", instance.launch().userData());
      default ->
          throw ApiErrors.invalid(
              "The simulator does not support the instance attribute '%s'", attribute);
    }
    return Struct.empty().with("instanceId", id).with(attribute, value);
  }

  private static SimulatedInstance instance(Call call, Ec2State state) {
    return state.instances().require(call.params().required("InstanceId"), call.now());
  }

  private static AwsError incorrectState(SimulatedInstance instance) {
    return ErrorWords.error(
        "incorrect-instance-state-instance-attribute",
        instance.id(),
        instance.state().name().wireName());
  }
}
