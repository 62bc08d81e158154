package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A VPC that several environments use. The operator reads the ranges of guests: one gets what is
 * recorded here, and no range is given twice.
 *
 * @param guests of the environment that owns the VPC, by name
 * @param endpoints the services whose names resolve to endpoints in the VPC, or will
 * @param appliedHash of the network that the environments in the VPC need together, as AWS was last
 *     made to match it; absent if only one environment uses the VPC
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NetworkStatus(
    @JsonPropertyDescription("The environments that stand in the VPC of this one.")
        List<Guest> guests,
    @JsonPropertyDescription(
            "The services whose DNS names resolve to endpoints in the VPC, for all environments in it.")
        List<String> endpoints,
    @JsonPropertyDescription(
            "A hash of the network that the environments in the VPC need together, as AWS was last made to match it. What they have changed since then is no drift.")
        @Nullable String appliedHash) {

  /** No other environment is in the VPC. */
  public static final NetworkStatus NONE = new NetworkStatus(List.of(), List.of());

  public NetworkStatus(List<Guest> guests, List<String> endpoints) {
    this(guests, endpoints, null);
  }

  public NetworkStatus {
    guests = Lists.copyOrEmpty(guests);
    endpoints = Lists.copyOrEmpty(endpoints);
  }

  /** The same with another hash. */
  public NetworkStatus applied(Optional<String> hash) {
    return new NetworkStatus(guests, endpoints, hash.orElse(null));
  }

  /**
   * An environment in the VPC of another one.
   *
   * @param subnets the ranges of its subnets, by the letter of the zone
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Guest(
      @JsonPropertyDescription("The name of the environment.") @Required String name,
      @JsonPropertyDescription("The metadata.uid of the environment.") @Required String uid,
      @JsonPropertyDescription("The ranges of its subnets, by the letter of the zone.")
          Map<String, String> subnets) {

    public Guest {
      subnets = Collections.unmodifiableMap(new TreeMap<>(subnets == null ? Map.of() : subnets));
    }
  }
}
