package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.ec2.SimulatedInstance.PrimaryInterface;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Renders and filters instances for describes. */
final class InstanceView {
  private InstanceView() {}

  static Filters<SimulatedInstance> filters(Ec2State state) {
    return Filters.tagged(SimulatedInstance::tags)
        .one("instance-id", SimulatedInstance::id)
        .one("instance-state-name", instance -> instance.state().name().wireName())
        .one("instance-state-code", i -> Integer.toString(i.state().name().code()))
        .one("instance-type", SimulatedInstance::type)
        .one("image-id", instance -> instance.launch().image().id())
        .one("architecture", instance -> instance.launch().image().architecture())
        .one("availability-zone", instance -> instance.launch().zone())
        .one("reservation-id", instance -> instance.launch().reservationId())
        .one("owner-id", _ -> state.accountId())
        .one("root-device-name", instance -> instance.launch().image().rootDevice())
        .any("client-token", instance -> instance.launch().clientToken().stream())
        .any("vpc-id", instance -> primaryInterface(instance).map(PrimaryInterface::vpcId))
        .any("subnet-id", instance -> primaryInterface(instance).map(PrimaryInterface::subnetId))
        .any(
            "private-ip-address",
            instance -> primaryInterface(instance).map(PrimaryInterface::privateIp))
        .any(
            "network-interface.network-interface-id",
            i -> primaryInterface(i).map(PrimaryInterface::networkInterfaceId))
        .any(
            "network-interface.subnet-id", i -> primaryInterface(i).map(PrimaryInterface::subnetId))
        .any("network-interface.vpc-id", i -> primaryInterface(i).map(PrimaryInterface::vpcId))
        .any("instance.group-id", i -> eni(state, i).flatMap(e -> groups(e)))
        .any("network-interface.group-id", i -> eni(state, i).flatMap(e -> groups(e)))
        .any("ip-address", i -> eni(state, i).flatMap(e -> state.publicIpOf(e).stream()))
        .any(
            "iam-instance-profile.arn",
            i -> profile(state, i).map(ProfileAssociation::profileArn).stream())
        .any(
            "iam-instance-profile.id",
            i -> profile(state, i).map(ProfileAssociation::profileId).stream());
  }

  private static Stream<PrimaryInterface> primaryInterface(SimulatedInstance instance) {
    return instance.primaryInterface().stream();
  }

  private static Stream<SimulatedNetworkInterface> eni(Ec2State state, SimulatedInstance instance) {
    return primaryInterface(instance)
        .flatMap(p -> state.interfaces().get(p.networkInterfaceId()).stream());
  }

  private static Stream<String> groups(SimulatedNetworkInterface eni) {
    return eni.settings().groupIds().stream();
  }

  static Optional<ProfileAssociation> profile(Ec2State state, SimulatedInstance instance) {
    return state
        .reverseIndex()
        .profilesOf(instance.id())
        .filter(a -> !a.state().equals("disassociating"))
        .findFirst();
  }

  static Struct state(SimulatedInstance instance) {
    return Struct.empty()
        .with("code", instance.state().name().code())
        .with("name", instance.state().name().wireName());
  }

  /** Renders a reservation; in describes, each instance has its own. */
  static Struct reservation(Ec2State state, SimulatedInstance instance) {
    return Struct.empty()
        .with("reservationId", instance.launch().reservationId())
        .with("ownerId", state.accountId())
        .with("groupSet", List.of())
        .with("instancesSet", List.of(render(state, instance)));
  }

  static Struct render(Ec2State state, SimulatedInstance instance) {
    SimulatedInstance.Launch launch = instance.launch();
    Struct rendered =
        Struct.empty()
            .with("instanceId", instance.id())
            .with("imageId", launch.image().id())
            .with("instanceState", state(instance))
            .with("reason", instance.state().transitionReason())
            .with("amiLaunchIndex", launch.index())
            .with("productCodes", List.of())
            .with("instanceType", instance.type())
            .with("launchTime", launch.launchedAt())
            .with(
                "placement",
                Struct.empty()
                    .with("availabilityZone", launch.zone())
                    .with("groupName", "")
                    .with("tenancy", "default"))
            .with("monitoring", Struct.empty().with("state", "disabled"))
            .with("architecture", launch.image().architecture())
            .with("rootDeviceType", "ebs")
            .with("rootDeviceName", launch.image().rootDevice())
            .with("blockDeviceMapping", volumes(state, instance))
            .with("virtualizationType", "hvm")
            .with("hypervisor", "xen")
            .with("platformDetails", "Linux/UNIX")
            .with("clientToken", launch.clientToken())
            .with("ebsOptimized", launch.ebsOptimized())
            .with("enaSupport", true)
            .with("metadataOptions", metadata(instance.metadata()))
            .with("tagSet", Ec2Tags.set(instance.tags()));
    instance
        .state()
        .reason()
        .ifPresent(r ->
            rendered.with(
                "stateReason", Struct.empty().with("code", r.code()).with("message", r.message())));
    profile(state, instance)
        .ifPresent(p ->
            rendered.with(
                "iamInstanceProfile",
                Struct.empty().with("arn", p.profileArn()).with("id", p.profileId())));
    instance.primaryInterface().ifPresent(primary -> addNetwork(state, rendered, primary));
    return rendered;
  }

  private static void addNetwork(Ec2State state, Struct rendered, PrimaryInterface primary) {
    Optional<SimulatedNetworkInterface> eni = state.interfaces().get(primary.networkInterfaceId());
    rendered
        .with("vpcId", primary.vpcId())
        .with("subnetId", primary.subnetId())
        .with("privateIpAddress", primary.privateIp())
        .with("privateDnsName", NetworkInterfaceView.privateDnsName(state, primary.privateIp()))
        .with("ipAddress", eni.flatMap(state::publicIpOf));
    eni.ifPresent(e ->
        rendered
            .with("sourceDestCheck", e.settings().sourceDestCheck())
            .with("groupSet", NetworkInterfaceView.groups(state, e.settings().groupIds()))
            .with("networkInterfaceSet", List.of(NetworkInterfaceView.renderInInstance(state, e))));
  }

  private static List<Struct> volumes(Ec2State state, SimulatedInstance instance) {
    return state
        .reverseIndex()
        .volumesOf(instance.id())
        .map(volume ->
            Struct.empty()
                .with("deviceName", volume.device())
                .with(
                    "ebs",
                    Struct.empty()
                        .with("volumeId", volume.id())
                        .with("status", "attached")
                        .with("attachTime", volume.createdAt())
                        .with("deleteOnTermination", true)))
        .toList();
  }

  static Struct metadata(SimulatedInstance.MetadataOptions options) {
    return Struct.empty()
        .with("state", options.state())
        .with("httpTokens", options.httpTokens())
        .with("httpPutResponseHopLimit", options.hopLimit())
        .with("httpEndpoint", options.httpEndpoint())
        .with("httpProtocolIpv6", "disabled")
        .with("instanceMetadataTags", options.instanceTags());
  }
}
