package io.ssmenv.simulator.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The public images of a region, which EC2 describes and Systems Manager's public parameters
 * reference. As in AWS, their ids differ from region to region.
 */
public final class PublicImages {
  private static final String AL2023 = "/aws/service/ami-amazon-linux-latest/";

  /**
   * A public image.
   *
   * @param id {@code ami-…}
   * @param name its name
   * @param architecture {@code x86_64} or {@code arm64}
   * @param rootDevice the name of its root device
   * @param rootSize the size of its root volume in GiB
   * @param createdAt when AWS published it
   * @param parameters the public parameters whose value is this image
   */
  public record Image(
      String id,
      String name,
      String architecture,
      String rootDevice,
      int rootSize,
      Instant createdAt,
      List<String> parameters) {
    /** Copies the parameters. */
    public Image {
      parameters = List.copyOf(parameters);
    }
  }

  private PublicImages() {}

  /**
   * Returns all images of a region: the current Amazon Linux 2023 and the one of two months ago,
   * each for both architectures.
   */
  public static List<Image> of(String region) {
    return List.of(
        image(region, "2023.9.20260901.0", "6.1", "x86_64", "2026-09-02T10:00:00Z", List.of()),
        image(region, "2023.9.20260901.0", "6.1", "arm64", "2026-09-02T10:00:00Z", List.of()),
        latest(region, "x86_64"),
        latest(region, "arm64"));
  }

  /** Returns the image with this id in a region. */
  public static Optional<Image> find(String region, String id) {
    return of(region).stream().filter(image -> image.id().equals(id)).findFirst();
  }

  private static Image latest(String region, String architecture) {
    return image(
        region,
        "2023.9.20261110.0",
        "6.1",
        architecture,
        "2026-11-11T10:00:00Z",
        List.of(
            AL2023 + "al2023-ami-kernel-default-" + architecture,
            AL2023 + "al2023-ami-kernel-6.1-" + architecture));
  }

  private static Image image(
      String region,
      String version,
      String kernel,
      String architecture,
      String createdAt,
      List<String> parameters) {
    String name = "al2023-ami-%s-kernel-%s-%s".formatted(version, kernel, architecture);
    long digits = new Ids((region + name).hashCode()).next("").hashCode() & 0xffffffffL;
    return new Image(
        "ami-%017x".formatted(digits * 0x1F1F1F1FL & Long.MAX_VALUE),
        name,
        architecture,
        "/dev/xvda",
        8,
        Instant.parse(createdAt),
        parameters);
  }
}
