package io.ssmenv.aws.call;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.topology.Ownership;
import java.util.Map;

/** Decides about something that was found where ours was to be created. */
public final class AdoptionCheck {

  private AdoptionCheck() {}

  /**
   * Lets it pass as our own if its own tags say so: an earlier attempt made it, and its answer was
   * lost.
   *
   * @param what names it for people, such as {@code The role team-a-reports-0123456789abcdef}
   * @param tags those that it carries
   * @throws CloudException if it is not ours
   */
  public static void require(AwsCall call, String action, String what, Map<String, String> tags) {
    boolean ours =
        Ownership.read(tags)
            .filter(ownership -> call.owner().owns(ownership))
            .filter(ownership -> ownership.key().equals(call.key()))
            .isPresent();
    if (!ours) {
      throw new CloudException(
          new CloudError.Refused(
              action,
              "NotOurs",
              what
                  + " exists already and is not tagged as "
                  + call.key()
                  + " of "
                  + call.owner()
                  + ", so it is left alone. Delete it or rename it if nobody needs it."));
    }
  }
}
