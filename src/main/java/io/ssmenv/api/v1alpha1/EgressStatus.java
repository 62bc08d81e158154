package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * What an instance has answered to the question for the address that the Internet sees of it.
 *
 * @param expected the address, several that are separated by commas, {@code none} or {@code any};
 *     absent while it is not known
 * @param observed an address or {@code none}; absent before an answer, or if it says neither
 * @param verifiedAt when the instance was last asked: RFC 3339, by the clock of AWS
 * @param problem why the last answer says neither
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EgressStatus(
    @JsonPropertyDescription(
            "What the connectivity pattern promises: an address, several that are separated by commas,"
                + " none, or any if the NAT gateways are not those of the operator.")
        @Nullable String expected,
    @JsonPropertyDescription(
            "The address that the Internet sees, or none if it cannot be reached; absent if the"
                + " instance was not asked, or its answer says neither.")
        @Nullable String observed,
    @JsonPropertyDescription("When the instance was last asked.") @Nullable String verifiedAt,
    @JsonPropertyDescription("Why the last answer says nothing about the egress.")
        @Nullable String problem) {

  /** The same with what is expected now. */
  public EgressStatus expecting(@Nullable String now) {
    return new EgressStatus(now, observed, verifiedAt, problem);
  }
}
