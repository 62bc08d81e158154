package io.ssmenv.desired;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names and digests that are written into AWS. They have to be the same in every process and
 * version.
 */
public final class AwsNames {

  /**
   * The IAM path of everything that the operator creates: it makes listing cheap and lets policies
   * be restricted to it.
   */
  public static final String IAM_PATH = "/ssmenv/";

  private static final int READABLE = 40;

  private AwsNames() {}

  /**
   * The name of the role of an environment. Role names are unique in an account, independent of
   * their path, and have at most 64 characters. The name is a readable part and sixteen characters
   * that are unique to the environment.
   */
  public static String role(String cluster, String uid, String name) {
    String readable = name.length() > READABLE ? name.substring(0, READABLE) : name;
    return "ssmenv-" + readable + "-" + digest(cluster + "/" + uid, 16);
  }

  /**
   * The name of the security group of the instances of an environment in the VPC of another one: a
   * name is unique in a VPC.
   */
  static String guestGroup(String cluster, String uid, String name) {
    return role(cluster, uid, name);
  }

  /** The name of the instance profile of a role; it differs, so that a message identifies one. */
  public static String instanceProfile(String role) {
    return role + "-profile";
  }

  /** The name of the session document of an environment, from that of its role. */
  public static String sessionDocument(String role) {
    return role + "-sessions";
  }

  /** A digest of the image and type in the spec: see {@link io.ssmenv.topology.Instance#launch}. */
  public static String launch(String imageSource, String type) {
    return digest(imageSource + "\n" + type, 12);
  }

  private static String digest(String text, int length) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The managed policy that allows an agent to use Systems Manager. */
  public static String corePolicy(String region) {
    return "arn:" + partition(region) + ":iam::aws:policy/AmazonSSMManagedInstanceCore";
  }

  /** The partition of a region in ARNs. */
  public static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
