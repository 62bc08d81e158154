package io.ssmenv.aws.call;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.topology.Ownership;
import java.util.Map;

/** Decides whether an existing AWS resource may be used where one was to be created. */
public final class AdoptionCheck {

  private AdoptionCheck() {}

  /**
   * Accepts the resource if its tags show that an earlier attempt, whose response was lost, created
   * it.
   *
   * @param what names the resource in the message, such as {@code The role
   *     team-a-reports-0123456789abcdef}
   * @param tags the tags of the resource
   * @throws CloudException if the tags do not match
   */
  public static void require(AwsCall call, String action, String what, Map<String, String> tags) {
    if (!isOwn(call, tags)) {
      throw new CloudException(
          new CloudError.Refused(
              action,
              "NotOwned",
              what
                  + " already exists without the tags of "
                  + call.key()
                  + " of "
                  + call.owner()
                  + ", so the operator does not use it, and AWS cannot rename it. If it was built"
                  + " for this environment, restore its ssmenv.io/ tags; otherwise delete it, or"
                  + " create the environment under another name."));
    }
  }

  /** Whether the tags are those that an attempt of this call sets. */
  public static boolean isOwn(AwsCall call, Map<String, String> tags) {
    return Ownership.read(tags)
        .filter(ownership -> call.owner().owns(ownership))
        .filter(ownership -> ownership.key().equals(call.key()))
        .isPresent();
  }
}
