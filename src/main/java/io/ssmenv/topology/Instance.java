package io.ssmenv.topology;

/**
 * An EC2 instance.
 *
 * @param launch a digest of what the spec says of image and type, kept in a tag: where it differs,
 *     a person changed the spec and the instance is replaced; where only {@code type} differs,
 *     somebody changed the instance, which is never a reason to terminate it
 * @param imageId the image resolved at launch
 * @param rootDevice the image's root device name, such as {@code /dev/xvda}; its volume is
 *     encrypted
 * @param tokensRequired whether the metadata service insists on IMDSv2
 * @param running false for one that is stopped or stopping
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

  /** Carries {@link #launch}. */
  public static final String TAG_LAUNCH = Ownership.PREFIX + "launch";

  public static Key key(String name) {
    return Key.of("instance", name);
  }
}
