package io.ssmenv.simulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The AWS managed policies that the simulation supports, read from {@code managed-policies.json}.
 * Any other ARN fails like an unknown policy in AWS.
 */
public final class AwsManagedPolicies {
  private static final Instant CREATED = Instant.parse("2019-03-15T17:22:12Z");

  /** Read on first use, to keep the start of a simulated AWS fast. */
  private static final class Catalogue {
    static final Map<String, ManagedPolicy> BY_ARN = read();
  }

  /** Reads the policies from the resource file. */
  private static Map<String, ManagedPolicy> read() {
    Map<String, ManagedPolicy> byArn = new LinkedHashMap<>();
    try (InputStream in =
        Objects.requireNonNull(
            AwsManagedPolicies.class.getResourceAsStream("managed-policies.json"),
            "managed-policies.json is missing in the package of " + AwsManagedPolicies.class)) {
      for (JsonNode json : new ObjectMapper().readTree(in)) {
        ManagedPolicy policy = policy(json);
        byArn.put(policy.arn(), policy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return byArn;
  }

  private static ManagedPolicy policy(JsonNode json) {
    String name = json.path("name").asText();
    String path = json.path("path").asText();
    return new ManagedPolicy(
        name,
        "ANPA" + stableSuffix(name),
        "arn:aws:iam::aws:policy" + path + name,
        path,
        json.path("description").asText(),
        PolicyDocument.parse(json.path("document").toString(), PolicyDocument.Use.PERMISSIONS),
        CREATED);
  }

  /**
   * Derives 17 characters from a name, so that the ids are the same in every run and account, as in
   * AWS.
   */
  private static String stableSuffix(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "")
        .toUpperCase(Locale.ROOT)
        .substring(0, 17);
  }

  /** Returns the policy with an ARN, if the simulation supports it. */
  public Optional<ManagedPolicy> find(String arn) {
    return Optional.ofNullable(Catalogue.BY_ARN.get(arn));
  }
}
