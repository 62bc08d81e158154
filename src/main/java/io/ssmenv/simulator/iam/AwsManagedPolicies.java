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
 * The policies that AWS itself provides in every account, as far as the simulation knows them. They
 * come from {@code managed-policies.json}; any other name is refused as AWS refuses an unknown one.
 */
public final class AwsManagedPolicies {
  private static final Instant CREATED = Instant.parse("2019-03-15T17:22:12Z");

  /** Read when it is first asked for, and not while a simulated AWS starts. */
  private static final class Catalogue {
    static final Map<String, ManagedPolicy> BY_ARN = read();
  }

  /** Reads the catalogue that is packed with the simulation. */
  private static Map<String, ManagedPolicy> read() {
    Map<String, ManagedPolicy> byArn = new LinkedHashMap<>();
    try (InputStream in =
        Objects.requireNonNull(
            AwsManagedPolicies.class.getResourceAsStream("managed-policies.json"),
            "managed-policies.json is missing beside " + AwsManagedPolicies.class)) {
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

  /** The same 17 characters for a name in every run, as AWS's own ids are the same everywhere. */
  private static String stableSuffix(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "")
        .toUpperCase(Locale.ROOT)
        .substring(0, 17);
  }

  /** The policy of that ARN, if it is one that the simulation knows. */
  public Optional<ManagedPolicy> find(String arn) {
    return Optional.ofNullable(Catalogue.BY_ARN.get(arn));
  }
}
