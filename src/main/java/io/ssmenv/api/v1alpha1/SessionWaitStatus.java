package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that waits for sessions to end, or has waited for them and is not done yet.
 *
 * @param change the key of an instance, or {@code connection}
 * @param since when it could have been made: RFC 3339
 * @param until when it is made in any case
 * @param sessions the ids of the sessions; at most {@value #MAX_SESSIONS}
 * @param expired whether the time has passed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionWaitStatus(
    @JsonPropertyDescription(
            "What is changed: an instance, such as instance/app-0, or the connection of all instances.")
        String change,
    @JsonPropertyDescription("Since when the change waits.") @Nullable String since,
    @JsonPropertyDescription("When the change is made although sessions are open.")
        @Nullable String until,
    @JsonPropertyDescription(
            "The sessions that it waits for, by their ids, which begin with the name of the user; at"
                + " most 10.")
        List<String> sessions,
    @JsonPropertyDescription("Whether the time has passed.") @Nullable Boolean expired) {

  /** The maximum number of {@link #sessions}. */
  public static final int MAX_SESSIONS = 10;

  public SessionWaitStatus {
    sessions = Lists.copyOrEmpty(sessions);
  }

  /** Whether the time has passed; false by default. */
  public boolean expiredOrDefault() {
    return expired != null && expired;
  }
}
