package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.core.Operation.read;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.PublicImages;
import io.ssmenv.simulator.core.PublicImages.Image;
import io.ssmenv.simulator.core.Struct;
import java.util.List;

/** Describes images: only Amazon's public ones. */
final class ImageActions implements Ec2ActionGroup {
  private static final String AMAZON = "137112412989";

  private static final Filters<Image> FILTERS =
      Filters.<Image>untagged()
          .one("image-id", Image::id)
          .one("name", Image::name)
          .one("architecture", Image::architecture)
          .one("owner-alias", _ -> "amazon")
          .one("owner-id", _ -> AMAZON)
          .one("state", _ -> "available")
          .one("is-public", _ -> "true")
          .one("image-type", _ -> "machine")
          .one("root-device-name", Image::rootDevice)
          .one("root-device-type", _ -> "ebs")
          .one("virtualization-type", _ -> "hvm")
          .one("hypervisor", _ -> "xen");

  private final Ec2Context ec2;

  ImageActions(Ec2Context ec2) {
    this.ec2 = ec2;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        read("DescribeImages", this::describe, "ImageId", "Owner", "IncludeDeprecated")
            .and(Filters.PARAMETERS)
            .and(Pages.PARAMETERS));
  }

  /** Returns the image with this id. */
  static Image require(String region, String id) {
    if (!id.matches("ami-[0-9a-f]{8,17}")) {
      throw ErrorWords.error("invalid-amiid-malformed", id);
    }
    return PublicImages.find(region, id)
        .orElseThrow(() -> ErrorWords.error("invalid-amiid-not-found", id));
  }

  private Struct describe(Call call) {
    List<String> ids = call.params().texts("ImageId");
    List<String> owners = call.params().texts("Owner");
    List<Image> images =
        ids.isEmpty()
            ? PublicImages.of(call.region())
            : ids.stream().map(id -> require(call.region(), id)).toList();
    boolean ownersMatch = owners.isEmpty() || owners.contains("amazon") || owners.contains(AMAZON);
    return ec2.page(
        call,
        "imagesSet",
        new Pages.Limits(1, 1000),
        () ->
            images.stream()
                .filter(_ -> ownersMatch)
                .filter(FILTERS.of(call))
                .map(ImageActions::render));
  }

  private static Struct render(Image image) {
    Struct root =
        Struct.empty()
            .with("deviceName", image.rootDevice())
            .with(
                "ebs",
                Struct.empty()
                    .with("volumeSize", image.rootSize())
                    .with("volumeType", "gp3")
                    .with("encrypted", false)
                    .with("deleteOnTermination", true));
    return Struct.empty()
        .with("imageId", image.id())
        .with("name", image.name())
        .with("description", "Amazon Linux 2023 AMI " + image.architecture() + " HVM kernel-6.1")
        .with("architecture", image.architecture())
        .with("imageState", "available")
        .with("imageType", "machine")
        .with("imageOwnerId", AMAZON)
        .with("imageOwnerAlias", "amazon")
        .with("imageLocation", "amazon/" + image.name())
        .with("isPublic", true)
        .with("rootDeviceName", image.rootDevice())
        .with("rootDeviceType", "ebs")
        .with("virtualizationType", "hvm")
        .with("hypervisor", "xen")
        .with("enaSupport", true)
        .with("platformDetails", "Linux/UNIX")
        .with("creationDate", image.createdAt().toString().replace("Z", ".000Z"))
        .with("blockDeviceMapping", List.of(root));
  }
}
