package io.ssmenv.simulator.sts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmenv.simulator.core.AwsError;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * The claims of an OpenID Connect provider's JSON Web Token. The signature is not verified, because
 * the simulation does not fetch keys.
 *
 * @param issuer the provider's URL
 * @param subject the subject
 * @param audiences the audiences, at least one
 * @param expires when it expires, in real time
 */
record IdentityToken(String issuer, String subject, List<String> audiences, Instant expires) {
  private static final ObjectMapper JSON = new ObjectMapper();

  IdentityToken {
    audiences = List.copyOf(audiences);
  }

  /**
   * Parses a token.
   *
   * @throws AwsError {@code InvalidIdentityToken} if it is malformed
   */
  static IdentityToken parse(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3 || !json(parts[0]).has("alg") || parts[2].isEmpty()) {
      throw unreadable();
    }
    JsonNode claims = json(parts[1]);
    for (String claim : List.of("iss", "sub", "aud", "exp")) {
      if (!claims.hasNonNull(claim)) {
        throw invalid("Missing a required claim: " + claim);
      }
    }
    if (claims.has("https://aws.amazon.com/tags")) {
      throw new AwsError("NotSimulated", "The simulator does not support session tags in a token");
    }
    JsonNode audience = claims.get("aud");
    return new IdentityToken(
        claims.get("iss").asText(),
        claims.get("sub").asText(),
        audience.isArray()
            ? audience.valueStream().map(JsonNode::asText).toList()
            : List.of(audience.asText()),
        Instant.ofEpochSecond(claims.get("exp").asLong()));
  }

  private static JsonNode json(String part) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(part));
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable();
    }
  }

  private static AwsError unreadable() {
    return invalid(
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access"
            + " Token)");
  }

  static AwsError invalid(String message) {
    return new AwsError("InvalidIdentityToken", message);
  }
}
