package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.InstanceProfileSource.ProfileView;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.PublicImages.Image;
import io.ssmenv.simulator.core.ZonalService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A validated {@code RunInstances} request.
 *
 * @param count the number of instances
 * @param profile their instance profile
 * @param network their network
 * @param root their root volume
 */
record LaunchRequest(
    Image image,
    InstanceType type,
    int count,
    Optional<ProfileView> profile,
    Network network,
    RootVolume root,
    SimulatedInstance.MetadataOptions metadata,
    Map<String, String> instanceTags,
    Map<String, String> volumeTags) {

  /**
   * The network of the instances.
   *
   * @param existing an existing interface; without it, one is created in the subnet
   * @param publicIp whether they get an automatic public address
   */
  record Network(
      SimulatedSubnet subnet,
      Optional<SimulatedNetworkInterface> existing,
      Set<String> groupIds,
      boolean deleteOnTermination,
      boolean publicIp,
      Optional<String> privateIp) {}

  /** A root volume, which is deleted with its instance. */
  record RootVolume(int size, String type, boolean encrypted) {}

  /** The request parameters. */
  static final String[] PARAMETERS = {
    "ImageId",
    "InstanceType",
    "MinCount",
    "MaxCount",
    "IamInstanceProfile.Name",
    "IamInstanceProfile.Arn",
    "SubnetId",
    "SecurityGroupId",
    "PrivateIpAddress",
    "NetworkInterface.DeviceIndex",
    "NetworkInterface.NetworkInterfaceId",
    "NetworkInterface.SubnetId",
    "NetworkInterface.SecurityGroupId",
    "NetworkInterface.AssociatePublicIpAddress",
    "NetworkInterface.DeleteOnTermination",
    "NetworkInterface.PrivateIpAddress",
    "BlockDeviceMapping.DeviceName",
    "BlockDeviceMapping.Ebs.Encrypted",
    "BlockDeviceMapping.Ebs.VolumeSize",
    "BlockDeviceMapping.Ebs.VolumeType",
    "BlockDeviceMapping.Ebs.DeleteOnTermination",
    "MetadataOptions.HttpTokens",
    "MetadataOptions.HttpPutResponseHopLimit",
    "MetadataOptions.HttpEndpoint",
    "MetadataOptions.InstanceMetadataTags",
    "ClientToken",
    "UserData",
    "EbsOptimized",
    "DisableApiTermination",
    "Monitoring.Enabled",
    "DryRun"
  };

  /**
   * Validates a call in AWS's order, as far as it is known: image and type, network, profile last.
   * A dry run finds neither an exhausted quota nor a lack of capacity (aws-parallelcluster, pull
   * request 1779) [C].
   */
  static LaunchRequest check(Ec2Context ec2, Call call) {
    Params params = call.params();
    Ec2State state = ec2.state(call);
    Image image = ImageActions.require(call.region(), params.required("ImageId"));
    InstanceType type = type(params, image);
    int min = params.integer("MinCount").orElseThrow(() -> ApiErrors.missing("MinCount"));
    int max = params.integer("MaxCount").orElseThrow(() -> ApiErrors.missing("MaxCount"));
    if (min < 1 || max < min) {
      throw ApiErrors.invalid("Invalid numbers of instances: %d to %d", min, max);
    }
    Network network = LaunchNetwork.check(call, state, max);
    checkZone(state, type, network.subnet().zone());
    RootVolume root = root(params, image);
    SimulatedInstance.MetadataOptions metadata = metadata(params);
    Map<String, String> instanceTags =
        Ec2Tags.onCreate(
            call, ResourceIdType.INSTANCE, ResourceIdType.VOLUME, ResourceIdType.NETWORK_INTERFACE);
    Map<String, String> volumeTags =
        Ec2Tags.onCreate(
            call, ResourceIdType.VOLUME, ResourceIdType.INSTANCE, ResourceIdType.NETWORK_INTERFACE);
    if (!DryRun.isRequested(call)) {
      checkVcpus(ec2, state, type, max);
    }
    Optional<ProfileView> profile = InstanceProfileLookup.find(ec2, call);
    return new LaunchRequest(
        image, type, max, profile, network, root, metadata, instanceTags, volumeTags);
  }

  private static InstanceType type(Params params, Image image) {
    String name = params.text("InstanceType").orElse("m1.small");
    InstanceType type =
        InstanceType.find(name)
            .orElseThrow(() -> ApiErrors.invalid("Invalid value '%s' for InstanceType.", name));
    if (!type.architecture().equals(image.architecture())) {
      throw ApiErrors.invalid(
          "The architecture '%s' of the specified instance type does not match the architecture"
              + " '%s' of the specified AMI.",
          type.architecture(), image.architecture());
    }
    return type;
  }

  /** A dry run finds this, too [F]. */
  private static void checkZone(Ec2State state, InstanceType type, String zone) {
    Predicate<String> offered =
        one ->
            state.simulation().faults().isOffered(one, new ZonalService.InstanceTypes(type.name()));
    if (!offered.test(zone)) {
      throw ErrorWords.oneOf(
          state.simulation().random(),
          "type-not-in-zone",
          type.name(),
          zone,
          Zone.of(state.region()).stream()
              .map(Zone::name)
              .filter(offered)
              .collect(Collectors.joining(", ")));
    }
  }

  private static RootVolume root(Params params, Image image) {
    List<Params> mappings = params.structs("BlockDeviceMapping");
    if (mappings.isEmpty()) {
      return new RootVolume(image.rootSize(), "gp3", false);
    }
    if (mappings.size() > 1
        || !mappings.getFirst().required("DeviceName").equals(image.rootDevice())) {
      throw ApiErrors.invalid("The simulator supports only the root device %s", image.rootDevice());
    }
    Optional<Params> ebs = mappings.getFirst().struct("Ebs");
    int size = ebs.flatMap(e -> e.integer("VolumeSize")).orElse(image.rootSize());
    if (size < image.rootSize()) {
      throw new AwsError(
          "InvalidBlockDeviceMapping",
          "Volume of size %dGB is smaller than snapshot, expect size >= %dGB"
              .formatted(size, image.rootSize()));
    }
    if (!ebs.flatMap(e -> e.flag("DeleteOnTermination")).orElse(true)) {
      throw ApiErrors.invalid(
          "The simulator supports only volumes that are deleted with their instance");
    }
    return new RootVolume(
        size,
        ebs.flatMap(e -> e.text("VolumeType")).orElse("gp3"),
        ebs.flatMap(e -> e.flag("Encrypted")).orElse(false));
  }

  private static SimulatedInstance.MetadataOptions metadata(Params params) {
    SimulatedInstance.MetadataOptions defaults =
        new SimulatedInstance.MetadataOptions("pending", "required", 2, "enabled", "disabled");
    return params
        .struct("MetadataOptions")
        .map(requested -> InstanceAttributeActions.changed(defaults, requested))
        .orElse(defaults);
  }

  private static void checkVcpus(Ec2Context ec2, Ec2State state, InstanceType type, int count) {
    int running =
        state
            .instances()
            .all()
            .filter(i ->
                i.is(SimulatedInstance.StateName.PENDING)
                    || i.is(SimulatedInstance.StateName.RUNNING))
            .flatMap(i -> InstanceType.find(i.type()).stream())
            .mapToInt(InstanceType::vcpus)
            .sum();
    if (running + type.vcpus() * count > ec2.quotas().vcpus()) {
      throw ErrorWords.error("vcpu-limit-exceeded", ec2.quotas().vcpus());
    }
  }
}
