package io.ssmenv.engine.faults;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the API server refuses because of the rules of the schema, as far as {@link SpecMutation}s
 * reach them. {@code AdmissionIT} tests the rules themselves.
 */
public final class Admission {

  /** How many rules {@link #refusesChange} knows that compare a spec with its predecessor. */
  public static final int TRANSITION_RULES = 6;

  private Admission() {}

  /** Whether no object can have this spec. */
  public static boolean refuses(JsonNode spec) {
    JsonNode image = spec.path("instances").path(0).path("image");
    return (spec.path("connectivity").has("endpoints")
            && !spec.path("connectivity").path("pattern").asText().equals("PrivateEndpoints"))
        || (spec.path("network").has("zones") && spec.path("network").has("availabilityZones"))
        || (spec.path("network").has("environment")
            && (spec.path("network").has("cidr") || spec.path("network").has("zones")))
        || spec.path("connectivity").path("endpoints").path("provided").asBoolean()
        || (!image.isMissingNode() && image.has("id") == image.has("parameter"));
  }

  /** Whether an object cannot change from one spec to another. */
  public static boolean refusesChange(JsonNode from, JsonNode to) {
    return !from.path("region").equals(to.path("region"))
        || !from.path("network").path("cidr").equals(to.path("network").path("cidr"))
        || !from.path("network").path("zones").equals(to.path("network").path("zones"))
        || !from.path("network").path("environment").equals(to.path("network").path("environment"))
        || !from.path("network").path("existing").equals(to.path("network").path("existing"))
        || zones(from) > zones(to);
  }

  private static int zones(JsonNode spec) {
    return spec.path("network").path("availabilityZones").asInt(1);
  }
}
