package io.ssmenv.topology;

/**
 * An EC2 instance.
 *
 * @param launch a digest of the image and type in the spec, stored in a tag. If it differs, the
 *     spec has changed and the instance is replaced. If only {@code type} differs, somebody changed
 *     the instance in AWS, which is never a reason to terminate it.
 * @param imageId the image that was resolved for the launch
 * @param rootDevice the root device name of the image, such as {@code /dev/xvda}; the volume is
 *     encrypted
 * @param tokensRequired whether the metadata service requires IMDSv2
 * @param running false for an instance that is stopped or stopping
 */
public record Instance(
    Key key,
    Ref networkInterface,
    Ref profile,
    String launch,
    @CreateOnly String imageId,
    @CreateOnly String rootDevice,
    String type,
    boolean tokensRequired,
    boolean running,
    Tags tags)
    implements Resource {

  /** The tag that stores {@link #launch}. */
  public static final String TAG_LAUNCH = Ownership.PREFIX + "launch";

  public static Key key(String name) {
    return Key.of("instance", name);
  }
}
