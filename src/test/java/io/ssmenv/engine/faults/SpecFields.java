package io.ssmenv.engine.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The fields of the spec, from the schema in {@code crds/}. The schema has the values of an enum, a
 * boolean or an integer. A string, a list or a map needs interesting values in {@link #VALUES}; a
 * field without any fails the test.
 */
public final class SpecFields {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path DEFINITION = Path.of("crds", "ssmmanagedenvironments.ssmenv.io-v1.yml");

  /** Among them some that AWS or the API server refuses, which must have a message. */
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry("region", List.of("us-east-1")),
          Map.entry("connectivity/endpoints/additional", List.of("[logs]", "[logs, kms]")),
          Map.entry("drift/interval", List.of("5s", "24h")),
          Map.entry("instances/image/id", List.of("ami-0123456789abcdef0")),
          Map.entry(
              "instances/image/parameter",
              List.of(
                  "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
                  "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
                  "/no/such/parameter")),
          Map.entry("instances/name", List.of("web")),
          Map.entry("instances/type", List.of("t3.small", "t4g.micro", "x9.huge")),
          Map.entry("network/cidr", List.of("10.30.0.0/24")),
          Map.entry("network/zones", List.of("[eu-west-1b]", "[eu-west-1c, eu-west-1a]")),
          Map.entry("network/environment/name", List.of("other")),
          Map.entry("network/existing/vpcId", List.of("vpc-0123456789abcdef0")),
          Map.entry("network/existing/cidrs", List.of("[10.1.64.0/24]")),
          Map.entry("network/existing/subnetIds", List.of("[subnet-0123456789abcdef0]")),
          Map.entry(
              "role/managedPolicies",
              List.of(
                  "[arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy]",
                  "[arn:aws:iam::aws:policy/NoSuchPolicy]")),
          Map.entry(
              "role/permissionsBoundary", List.of("arn:aws:iam::111122223333:policy/no-such")),
          Map.entry("sessions/idleTimeout", List.of("1m", "60m")),
          Map.entry("sessions/kmsKeyId", List.of("alias/no-such")),
          Map.entry("sessions/log/cloudWatchGroup", List.of("/no/such/group")),
          Map.entry("sessions/log/s3Bucket", List.of("no-such-bucket")),
          Map.entry("sessions/maxDuration", List.of("1m", "24h")),
          Map.entry("sessions/runAs", List.of("operator")),
          Map.entry("sessions/shellProfile/linux", List.of("cd /srv")),
          Map.entry("sessions/shellProfile/windows", List.of("date")),
          Map.entry("tags", List.of("{team: a}", "{team: b, cost center: '1'}")),
          Map.entry("disruption/waitForSessions", List.of("1m", "24h")),
          Map.entry("verification/interval", List.of("5m", "24h")),
          Map.entry(
              "verification/addressServices",
              List.of("[https://checkip.amazonaws.com/, https://no-such-service.example/]")));

  /** More zones or instances than this take longer and show nothing new. */
  private static final int LARGEST_INTEGER = 3;

  private final List<SpecField> fields = new ArrayList<>();
  private final JsonNode root;
  private final JsonNode spec;

  private SpecFields(JsonNode root) {
    this.root = root;
    this.spec = root.at("/properties/spec");
    object("", spec);
  }

  /** Reads the schema. */
  public static SpecFields read() {
    try {
      return new SpecFields(
          YAML.readTree(Files.readString(DEFINITION))
              .at("/spec/versions/0/schema/openAPIV3Schema"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns all fields that have no further fields. */
  public List<SpecField> all() {
    return List.copyOf(fields);
  }

  /** Returns the rules that compare a spec with its predecessor. */
  public List<String> transitionRules() {
    return Stream.of(root, spec)
        .flatMap(schema ->
            StreamSupport.stream(schema.path("x-kubernetes-validations").spliterator(), false))
        .map(rule -> rule.path("rule").asText())
        .filter(rule -> rule.contains("oldSelf"))
        .toList();
  }

  private void object(String path, JsonNode schema) {
    schema
        .path("properties")
        .properties()
        .forEach(property ->
            field(
                path.isEmpty() ? property.getKey() : path + "/" + property.getKey(),
                property.getValue()));
  }

  private void field(String path, JsonNode schema) {
    JsonNode items = schema.path("items");
    if (schema.has("properties")) {
      object(path, schema);
    } else if (items.has("properties")) {
      object(path, items);
    } else {
      fields.add(new SpecField(path, values(path, schema)));
    }
  }

  private static List<JsonNode> values(String path, JsonNode schema) {
    if (schema.has("enum")) {
      return StreamSupport.stream(schema.path("enum").spliterator(), false).toList();
    }
    return switch (schema.path("type").asText()) {
      case "boolean" -> List.of(parsed("true"), parsed("false"));
      case "integer" -> integers(schema).stream().map(i -> parsed(i.toString())).toList();
      default ->
          Optional.ofNullable(VALUES.get(path))
              .orElseThrow(
                  () -> new AssertionError("Add values of the field " + path + " to SpecFields"))
              .stream()
              .map(SpecFields::parsed)
              .toList();
    };
  }

  private static Set<Integer> integers(JsonNode schema) {
    int smallest = schema.path("minimum").asInt();
    Set<Integer> values = new LinkedHashSet<>(List.of(smallest, smallest + 1));
    values.add(Math.min(schema.path("maximum").asInt(LARGEST_INTEGER), LARGEST_INTEGER));
    return values;
  }

  private static JsonNode parsed(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }
}
