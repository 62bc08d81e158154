package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.UserTags;
import io.ssmenv.aws.inventory.ListedResource;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;

/** Decodes the result of DescribeInstances. */
final class InstanceDecoder {

  private static final Ref NONE = Ref.id("none");

  private InstanceDecoder() {}

  /** A terminated instance and its reason stay visible for up to an hour. */
  static ListedResource item(software.amazon.awssdk.services.ec2.model.Instance instance) {
    String word = States.word(instance.state() == null ? null : instance.state().nameAsString());
    String awsState =
        States.withReason(
            word, instance.stateReason() == null ? null : instance.stateReason().message());
    return ListedResource.of(
        instance.instanceId(),
        Tagging.read(instance.tags()),
        word.equals("terminated"),
        awsState,
        key ->
            List.of(
                new Observed(
                    decode(instance, key, word),
                    instance.instanceId(),
                    state(word),
                    awsState,
                    details(instance))));
  }

  /** A stopped instance is ready; that it does not run is a difference to correct. */
  private static State state(String word) {
    return switch (word) {
      case "pending" -> State.PENDING;
      case "shutting-down", "terminated" -> State.DELETING;
      default -> State.READY;
    };
  }

  private static Instance decode(
      software.amazon.awssdk.services.ec2.model.Instance instance, Key key, String word) {
    Map<String, String> tags = Tagging.read(instance.tags());
    Ref none = state(word) == State.PENDING ? new Ref.NotShownYet() : NONE;
    return new Instance(
        key,
        firstInterface(instance).map(Ref::id).orElse(none),
        profile(instance).map(Ref::id).orElse(none),
        tags.getOrDefault(Instance.TAG_LAUNCH, ""),
        Optional.ofNullable(instance.imageId()).orElse(""),
        Optional.ofNullable(instance.rootDeviceName()).orElse(""),
        instance.instanceTypeAsString(),
        instance.metadataOptions() != null
            && instance.metadataOptions().httpTokens() == HttpTokensState.REQUIRED,
        !word.equals("stopping") && !word.equals("stopped"),
        UserTags.of(tags));
  }

  private static Optional<String> firstInterface(
      software.amazon.awssdk.services.ec2.model.Instance instance) {
    return instance.networkInterfaces().stream()
        .filter(one ->
            one.attachment() == null
                || one.attachment().deviceIndex() == null
                || one.attachment().deviceIndex() == 0)
        .map(one -> one.networkInterfaceId())
        .findFirst();
  }

  /** Returns the name, which is the last part of the ARN after any path. */
  private static Optional<String> profile(
      software.amazon.awssdk.services.ec2.model.Instance instance) {
    return Optional.ofNullable(instance.iamInstanceProfile())
        .flatMap(profile -> Optional.ofNullable(profile.arn()))
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1));
  }

  private static Map<String, String> details(
      software.amazon.awssdk.services.ec2.model.Instance instance) {
    Map<String, String> details = new LinkedHashMap<>();
    if (instance.privateIpAddress() != null) {
      details.put(Observed.PRIVATE_IP, instance.privateIpAddress());
    }
    if (instance.publicIpAddress() != null) {
      details.put(Observed.PUBLIC_IP, instance.publicIpAddress());
    }
    if (instance.launchTime() != null) {
      details.put(Observed.LAUNCHED_AT, instance.launchTime().toString());
    }
    if (instance.metadataOptions() != null
        && instance.metadataOptions().httpEndpointAsString() != null) {
      details.put(Observed.METADATA_ENDPOINT, instance.metadataOptions().httpEndpointAsString());
    }
    return details;
  }
}
