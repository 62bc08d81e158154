package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.SdkListing;
import io.ssmenv.plan.LifecycleRules.Availability;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.SecurityGroupRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** EC2 instances. */
public final class InstanceHandler implements ListedHandler<Instance> {

  private static final Listing LISTING =
      new SdkListing<>(
          "DescribeInstances",
          Instance.class,
          Set.of(),
          (clients, scope) ->
              clients
                  .ec2()
                  .describeInstancesPaginator(
                      request -> request.filters(Tagging.inScope(scope)).maxResults(1000))
                  .reservations()
                  .stream()
                  .flatMap(reservation -> reservation.instances().stream()),
          (clients, id) ->
              clients
                  .ec2()
                  .describeInstances(request -> request.instanceIds(id))
                  .reservations()
                  .stream()
                  .flatMap(reservation -> reservation.instances().stream())
                  .toList(),
          InstanceDecoder::item);

  private static final List<String> DEAD = List.of("shutting-down", "terminated");

  /** Only processes on the instance get the credentials of its role, not hosts behind it. */
  private static final int HOP_LIMIT = 1;

  @Override
  public Class<Instance> type() {
    return Instance.class;
  }

  @Override
  public Listing listing() {
    return LISTING;
  }

  /** Launches the instance on its network interface, which determines subnet and groups. */
  @Override
  public Created create(AwsCall call, Instance desired) {
    var instance = run(call, desired).instances().getFirst();
    Created created =
        States.created(
            "RunInstances",
            instance.instanceId(),
            States.word(instance.state().nameAsString()),
            DEAD);
    return Optional.ofNullable(instance.privateIpAddress())
        .map(ip -> created.withDetail(Observed.PRIVATE_IP, ip))
        .orElse(created);
  }

  /** EC2 takes the root volume size from the image; other services need the size in the call. */
  private static RunInstancesResponse run(AwsCall call, Instance desired) {
    try {
      return call.ec2().runInstances(request -> describe(call, desired, request, volume -> {}));
    } catch (Ec2Exception e) {
      if (!ErrorClassifier.isCode(e, "MissingParameter")) {
        throw e;
      }
      int size = rootVolumeSize(call, desired).orElseThrow(() -> e);
      return call.ec2()
          .runInstances(
              request -> describe(call, desired, request, volume -> volume.volumeSize(size)));
    }
  }

  private static Optional<Integer> rootVolumeSize(AwsCall call, Instance desired) {
    return call
        .ec2()
        .describeImages(request -> request.imageIds(desired.imageId()))
        .images()
        .stream()
        .flatMap(image -> image.blockDeviceMappings().stream())
        .filter(device -> desired.rootDevice().equals(device.deviceName()) && device.ebs() != null)
        .flatMap(device -> Optional.ofNullable(device.ebs().volumeSize()).stream())
        .findFirst();
  }

  static void describe(
      AwsCall call,
      Instance desired,
      RunInstancesRequest.Builder request,
      Consumer<EbsBlockDevice.Builder> size) {
    Map<String, String> tags = call.tags(desired.tags());
    Map<String, String> instanceTags = new HashMap<>(tags);
    instanceTags.put(Instance.TAG_LAUNCH, desired.launch());
    request
        .minCount(1)
        .maxCount(1)
        .imageId(desired.imageId())
        .instanceType(desired.type())
        .clientToken(call.token())
        .networkInterfaces(
            InstanceNetworkInterfaceSpecification.builder()
                .deviceIndex(0)
                .networkInterfaceId(call.id(desired.networkInterface()))
                .deleteOnTermination(false)
                .build())
        .iamInstanceProfile(profile -> profile.name(call.id(desired.profile())))
        .metadataOptions(options ->
            options
                .httpTokens(
                    desired.tokensRequired() ? HttpTokensState.REQUIRED : HttpTokensState.OPTIONAL)
                .httpEndpoint(InstanceMetadataEndpointState.ENABLED)
                .httpPutResponseHopLimit(HOP_LIMIT))
        .blockDeviceMappings(
            BlockDeviceMapping.builder()
                .deviceName(desired.rootDevice())
                .ebs(volume ->
                    volume
                        .encrypted(true)
                        .volumeType(VolumeType.GP3)
                        .deleteOnTermination(true)
                        .applyMutation(size))
                .build())
        .tagSpecifications(
            Tagging.specification(ResourceType.INSTANCE, instanceTags),
            Tagging.specification(ResourceType.VOLUME, tags));
  }

  /** Starting comes last, so that a stopped instance boots with all corrections. */
  @Override
  public String update(AwsCall call, Instance desired, Observed current, Set<Component> changed) {
    String id = current.id();
    Tagging.correct(call, id, desired.tags(), ((Instance) current.resource()).tags());
    if (changed.contains(Instance.LAUNCH)) {
      Tagging.write(call, id, Map.of(Instance.TAG_LAUNCH, desired.launch()));
    }
    if (changed.contains(Instance.PROFILE)) {
      ProfileAssociations.use(call, id, call.id(desired.profile()));
    }
    if (changed.contains(Instance.TOKENS_REQUIRED)) {
      call.ec2()
          .modifyInstanceMetadataOptions(request ->
              request
                  .instanceId(id)
                  .httpTokens(
                      desired.tokensRequired()
                          ? HttpTokensState.REQUIRED
                          : HttpTokensState.OPTIONAL)
                  .httpEndpoint(InstanceMetadataEndpointState.ENABLED));
    }
    if (changed.contains(Instance.RUNNING)) {
      call.ec2().startInstances(request -> request.instanceIds(id));
    }
    return current.id();
  }

  @Override
  public Deletion delete(AwsCall call, Instance observed, String id) {
    return NotFound.deleting(
        () -> call.ec2().terminateInstances(request -> request.instanceIds(id)));
  }

  @Override
  public void checkReplacement(AwsCall call, Instance desired, Instance observed) {
    LaunchCheck.check(call, desired, observed);
  }

  @Override
  public Availability availability(Observed current, Pings pings) {
    boolean runs =
        current.is(State.READY)
            && current.resource() instanceof Instance instance
            && instance.running();
    if (!runs) {
      return Availability.UNAVAILABLE;
    }
    return switch (pings) {
      case Pings.Unknown _ -> Availability.UNKNOWN;
      case Pings.Known known ->
          known.of(current.id()).filter(Ping::online).isPresent()
              ? Availability.AVAILABLE
              : Availability.UNAVAILABLE;
    };
  }

  /** AWS lets everything out of a new group, until that rule is deleted [D]. */
  @Override
  public Set<Class<? extends Resource>> createdAfterPruning() {
    return Set.of(SecurityGroupRule.class);
  }

  /**
   * Only a changed spec replaces an instance. A missing launch tag is added again and replaces
   * nothing.
   */
  @Override
  public Change change(Instance desired, Instance observed, Set<Component> changed) {
    if (changed.contains(Instance.LAUNCH) && !observed.launch().isEmpty()) {
      return new Change.DeleteFirstInTurn();
    }
    if (changed.contains(Instance.NETWORK_INTERFACE)) {
      return new Change.Refused(
          "The first network interface of an instance cannot be replaced. Terminate the instance;"
              + " the operator launches a new one on the right interface");
    }
    if (changed.contains(Instance.TYPE)) {
      return new Change.Refused(
          "The type of the instance was changed in AWS, and the operator does not stop an instance"
              + " to change it back. Set the type in spec.instances, which replaces the instance, or"
              + " change it back while the instance is stopped");
    }
    return new Change.InPlace(true); // A launch waits for the path; an instance is there.
  }
}
