package io.ssmenv.aws;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;

/** Reads the root device name of images. */
final class RootDevice {

  private RootDevice() {}

  /**
   * Returns the root device name of an image.
   *
   * @throws CloudException if it does not exist or is not available
   */
  static String of(Ec2Client ec2, String imageId) {
    List<Image> images = ec2.describeImages(request -> request.imageIds(imageId)).images();
    return images.stream()
        .filter(image ->
            image.stateAsString() == null || "available".equalsIgnoreCase(image.stateAsString()))
        .flatMap(image -> Optional.ofNullable(image.rootDeviceName()).stream())
        .findFirst()
        .orElseThrow(() ->
            new CloudException(
                new CloudError.Invalid(
                    "DescribeImages",
                    "InvalidAMIID.Unavailable",
                    "the image "
                        + imageId
                        + " does not exist in this region or is not available")));
  }
}
