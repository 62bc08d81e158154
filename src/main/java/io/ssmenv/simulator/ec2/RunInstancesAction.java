package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.write;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.InstanceProfileSource.ProfileView;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Launches instances. */
final class RunInstancesAction implements Ec2ActionGroup {
  private final Ec2Context ec2;

  RunInstancesAction(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        write("RunInstances", this::run, LaunchRequest.PARAMETERS).and(Ec2Tags.ON_CREATE));
  }

  private Struct run(Call call) {
    if (DryRun.isRequested(call)) {
      throw DryRun.wouldSucceed(LaunchRequest.check(ec2, call));
    }
    Ec2State state = ec2.state(call);
    return state.tokens().once(call, () -> launch(call, state));
  }

  private Supplier<Struct> launch(Call call, Ec2State state) {
    LaunchRequest request = LaunchRequest.check(ec2, call);
    Capacity.require(call, state, request.type().name(), request.network().subnet().zone());
    String reservationId = state.simulation().ids().next("r");
    List<String> ids =
        IntStream.range(0, request.count())
            .mapToObj(index -> launch(call, state, request, reservationId, index))
            .toList();
    return () -> answer(state, reservationId, ids);
  }

  /**
   * Renders the response. A client token is still valid after its instances are terminated. The
   * call then fails, in words without an id [C, boto3#4406]; until 2025 it returned the terminated
   * instances while they were visible [C, the same], and the seed decides.
   */
  private static Struct answer(Ec2State state, String reservationId, List<String> ids) {
    List<SimulatedInstance> visible =
        ids.stream().flatMap(id -> state.instances().get(id).stream()).toList();
    boolean terminated =
        visible.stream().allMatch(instance -> instance.state().name().isTerminating());
    boolean shown =
        !visible.isEmpty()
            && state.simulation().random().fraction("token of terminated " + ids) < 0.5;
    if (terminated && !shown) {
      throw ErrorWords.error("idempotent-instance-terminated");
    }
    return Struct.empty()
        .with("reservationId", reservationId)
        .with("ownerId", state.accountId())
        .with("groupSet", List.of())
        .with("instancesSet", visible.stream().map(i -> InstanceView.render(state, i)));
  }

  private String launch(
      Call call, Ec2State state, LaunchRequest request, String reservationId, int index) {
    String id = state.newId(ResourceIdType.INSTANCE);
    SimulatedNetworkInterface eni = attach(call, state, request.network(), id);
    SimulatedInstance instance =
        new SimulatedInstance(
            id,
            new SimulatedInstance.Launch(
                request.image(),
                reservationId,
                index,
                request.network().subnet().zone(),
                ClientTokens.token(call),
                call.params().text("UserData"),
                call.params().flag("EbsOptimized").orElse(false),
                call.now()),
            new SimulatedInstance.State(
                SimulatedInstance.StateName.PENDING,
                call.now(),
                "",
                Optional.of(new SimulatedInstance.Reason("pending", "pending"))),
            request.type().name(),
            request.metadata(),
            call.params().flag("DisableApiTermination").orElse(false),
            Optional.of(
                new SimulatedInstance.PrimaryInterface(
                    eni.vpcId(), eni.subnetId(), eni.id(), eni.privateIp())),
            InstanceHealth.GOOD,
            request.instanceTags());
    state.instances().add(instance, call.now());
    addVolume(call, state, request, id);
    request.profile().ifPresent(profile -> addProfile(call, state, id, profile));
    InstanceLifecycle.start(state, id, call.now());
    return id;
  }

  private SimulatedNetworkInterface attach(
      Call call, Ec2State state, LaunchRequest.Network network, String instanceId) {
    SimulatedNetworkInterface eni =
        network
            .existing()
            .orElseGet(() ->
                NetworkInterfaces.plain(
                    state,
                    network.subnet(),
                    new SimulatedNetworkInterface.Settings("", network.groupIds(), true),
                    network.privateIp(),
                    Ec2Tags.onCreate(
                        call,
                        ResourceIdType.NETWORK_INTERFACE,
                        ResourceIdType.INSTANCE,
                        ResourceIdType.VOLUME),
                    call.now()));
    SimulatedNetworkInterface.Attachment attachment =
        new SimulatedNetworkInterface.Attachment(
            state.simulation().ids().next("eni-attach"), instanceId, network.deleteOnTermination());
    Optional<String> publicIp =
        network.publicIp() ? Optional.of(ec2.newPublicIp()) : Optional.empty();
    state
        .interfaces()
        .update(
            eni.id(), call.now(), e -> e.with(Optional.of(attachment)).withAutoPublicIp(publicIp));
    return eni;
  }

  private static void addVolume(
      Call call, Ec2State state, LaunchRequest request, String instanceId) {
    LaunchRequest.RootVolume root = request.root();
    state
        .volumes()
        .add(
            new Volume(
                state.newId(ResourceIdType.VOLUME),
                instanceId,
                request.image().rootDevice(),
                root.size(),
                root.type(),
                root.encrypted(),
                request.network().subnet().zone(),
                call.now(),
                request.volumeTags()),
            call.now());
  }

  private static void addProfile(
      Call call, Ec2State state, String instanceId, ProfileView profile) {
    ProfileAssociation association =
        new ProfileAssociation(
            state.newId(ResourceIdType.PROFILE_ASSOCIATION),
            instanceId,
            profile.arn(),
            profile.id(),
            "associating",
            call.now());
    ProfileAssociationActions.add(state, association, call.now());
  }
}
