package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.topology.Instance;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/**
 * A dry run of a launch, before the instance is terminated whose place the new one takes. It finds
 * an image that does not exist, a type that does not fit to it, and a missing permission. It finds
 * no lack of capacity, which a launch alone can find.
 */
final class LaunchCheck {

  private LaunchCheck() {}

  /**
   * Returns if AWS accepts the launch.
   *
   * @throws CloudException with AWS's error for the launch
   */
  static void check(AwsCall call, Instance desired, Instance observed) {
    NetworkInterface network = network(call, desired);
    try {
      call.ec2()
          .runInstances(request -> {
            InstanceHandler.describe(call, desired, request, volume -> {});
            // The token belongs to the launch of the instance that runs. The SDK adds another.
            inSubnetOf(network, request.dryRun(true).clientToken(null));
          });
    } catch (Ec2Exception e) {
      CloudError error = ErrorClassifier.classify("RunInstances", e);
      if (!isAccepted(e) && !isFreedFirst(error, desired, observed)) {
        throw new CloudException(error);
      }
    }
  }

  /** The second code is that of services that need the root volume size, which the launch adds. */
  private static boolean isAccepted(Ec2Exception e) {
    return ErrorClassifier.isCode(e, "DryRunOperation", "MissingParameter");
  }

  /** An instance of the same type needs as much of a quota as the old one, which ends first. */
  private static boolean isFreedFirst(CloudError error, Instance desired, Instance observed) {
    return error instanceof CloudError.QuotaExceeded && desired.type().equals(observed.type());
  }

  private static NetworkInterface network(AwsCall call, Instance desired) {
    String id = call.id(desired.networkInterface());
    try {
      return call.ec2()
          .describeNetworkInterfaces(request -> request.networkInterfaceIds(id))
          .networkInterfaces()
          .getFirst();
    } catch (Ec2Exception e) {
      throw new CloudException(ErrorClassifier.classify("DescribeNetworkInterfaces", e));
    }
  }

  /** The interface itself is still in use, which AWS refuses; its subnet and groups stay. */
  private static void inSubnetOf(NetworkInterface network, RunInstancesRequest.Builder request) {
    List<String> groups = network.groups().stream().map(GroupIdentifier::groupId).toList();
    request.networkInterfaces(
        InstanceNetworkInterfaceSpecification.builder()
            .deviceIndex(0)
            .subnetId(network.subnetId())
            .groups(groups)
            .associatePublicIpAddress(false)
            .build());
  }
}
