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
  public static final Component LAUNCH = Component.of(Instance.class, "launch");
  public static final Component PROFILE = Component.of(Instance.class, "profile");
  public static final Component TOKENS_REQUIRED = Component.of(Instance.class, "tokensRequired");
  public static final Component RUNNING = Component.of(Instance.class, "running");
  public static final Component NETWORK_INTERFACE =
      Component.of(Instance.class, "networkInterface");
  public static final Component TYPE = Component.of(Instance.class, "type");

  /** The tag that stores {@link #launch}. */
  public static final String TAG_LAUNCH = Ownership.PREFIX + "launch";

  public static Key key(String name) {
    return Key.of("instance", name);
  }
}
