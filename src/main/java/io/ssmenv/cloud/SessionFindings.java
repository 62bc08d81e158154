package io.ssmenv.cloud;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What AWS says of the {@link SessionTargets}; one finding for each of them. */
public record SessionFindings(List<Finding> all) {

  public SessionFindings {
    all = List.copyOf(all);
  }

  /** What AWS says of one of them. */
  public sealed interface Finding {}

  /** A log group of the region. */
  public record LogGroup(String name, boolean exists) implements Finding {}

  /**
   * A bucket.
   *
   * @param region in which it is; empty if it does not exist
   */
  public record Bucket(String name, Optional<String> region, Encryption encryption)
      implements Finding {}

  /** The default encryption of a bucket. */
  public sealed interface Encryption {

    /** There is none, also because there is no bucket. */
    record None() implements Encryption {}

    /**
     * Objects are encrypted with a key.
     *
     * @param key its id, alias or ARN; empty if it is the one of S3
     */
    record With(Optional<String> key) implements Encryption {}

    /** AWS has not told it. */
    record NotRead(CloudError error) implements Encryption {}
  }

  /**
   * A key.
   *
   * @param name as the spec has it
   * @param details empty if it does not exist in the region
   */
  public record EncryptionKey(String name, Optional<Details> details) implements Finding {

    /**
     * Its properties, in the words of AWS.
     *
     * @param state such as {@code Enabled}
     * @param usage such as {@code ENCRYPT_DECRYPT}
     * @param spec such as {@code SYMMETRIC_DEFAULT}
     */
    public record Details(String arn, String state, String usage, String spec) {

      /** Whether sessions can be encrypted with it. */
      public boolean isUsable() {
        return state.equals("Enabled")
            && usage.equals("ENCRYPT_DECRYPT")
            && spec.equals("SYMMETRIC_DEFAULT");
      }
    }
  }

  /**
   * AWS has not answered.
   *
   * @param name what was looked up
   */
  public record NotRead(String name, CloudError error) implements Finding {}

  /** The findings of a kind. */
  public <F extends Finding> Stream<F> of(Class<F> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast);
  }
}
