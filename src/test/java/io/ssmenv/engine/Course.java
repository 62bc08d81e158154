package io.ssmenv.engine;

import io.ssmenv.simulator.core.PublicImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the operator does in a run of the crash matrix: it builds environments, changes some that
 * are Ready, or deletes them.
 *
 * @param before the specs of the environments that are Ready when the course begins, by name
 * @param after the specs of the environments when the course ends, by name
 * @param adoption what is lost when the course begins; empty if nothing is
 */
record Course(
    String name,
    SortedMap<String, String> before,
    SortedMap<String, String> after,
    Optional<Adoption> adoption) {

  private static final String VPC = "VPC_ID";
  private static final String SUBNET = "SUBNET_ID";
  private static final String RANGE = ForeignNetwork.RANGE;

  /** The name of the environment of a course with only one. */
  static final String ENVIRONMENT = "one";

  /**
   * The object of the course is lost before it begins, and another one takes over its resources.
   *
   * @param cluster the cluster id of the operator from then on
   */
  record Adoption(String lost, String adopter, String cluster) {}

  /** A course in which no object is lost. */
  Course(String name, SortedMap<String, String> before, SortedMap<String, String> after) {
    this(name, before, after, Optional.empty());
  }

  /** An older public image for x86_64, which is not the default. */
  private static final String OTHER_IMAGE =
      "image: {id: " + PublicImages.of("eu-west-1").getFirst().id() + "}";

  /**
   * Every pattern is built and deleted, and changed to every other one; every other change of a
   * running environment has a pattern in which it concerns most resources.
   */
  static List<Course> all() {
    List<Course> all = new ArrayList<>(sharing());
    all.addAll(inForeignVpc());
    all.addAll(adoptions());
    for (String pattern : EngineScenario.PATTERNS) {
      all.add(new Course("build " + pattern, none(), one(spec(pattern))));
      all.add(new Course("delete " + pattern, one(spec(pattern)), none()));
      EngineScenario.PATTERNS.stream()
          .filter(other -> !other.equals(pattern))
          .forEach(other -> all.add(change(pattern + " to " + other, spec(pattern), spec(other))));
    }
    all.add(
        change(
            "image", group("ElasticIp", "count: 2"), group("ElasticIp", "count: 2", OTHER_IMAGE)));
    all.add(change("type", group("NatGateway"), group("NatGateway", "type: t3.small")));
    all.add(change("count up", group("ElasticIp"), group("ElasticIp", "count: 3")));
    all.add(change("count down", group("ElasticIp", "count: 3"), group("ElasticIp")));
    for (String pattern : EngineScenario.PATTERNS) {
      all.add(
          change(
              "zones " + pattern,
              spec(pattern, "network: {availabilityZones: 1}"),
              spec(pattern, "network: {availabilityZones: 3}")));
    }
    return all;
  }

  private static Course change(String name, String before, String after) {
    return new Course(name, one(before), one(after));
  }

  /** A guest joins and leaves a host whose network has to grow and shrink with it. */
  private static List<Course> sharing() {
    List<Course> all = new ArrayList<>();
    for (String pattern : List.of("NatGateway", "PrivateEndpoints")) {
      SortedMap<String, String> alone = new TreeMap<>(Map.of("public", spec("ElasticIp")));
      SortedMap<String, String> shared = new TreeMap<>(alone);
      shared.put("guest", spec(pattern, "network: {environment: {name: public}}"));
      all.add(new Course("guest joins: " + pattern, alone, shared));
      all.add(new Course("guest leaves: " + pattern, shared, alone));
      all.add(new Course("host goes with guest: " + pattern, shared, none()));
    }
    return all;
  }

  /** In a VPC of somebody else, whose ids {@link #in} fills in. */
  private static List<Course> inForeignVpc() {
    String nat = inRanges("NatGateway");
    String endpoints = inRanges("PrivateEndpoints");
    return List.of(
        new Course("existing VPC: build NatGateway", none(), one(nat)),
        new Course("existing VPC: delete PrivateEndpoints", one(endpoints), none()),
        change("existing VPC: NatGateway to PrivateEndpoints", nat, endpoints),
        change("existing VPC: PrivateEndpoints to ElasticIp", endpoints, inRanges("ElasticIp")),
        new Course("existing subnets: build PrivateEndpoints", none(), one(inSubnet())),
        new Course("existing subnets: delete PrivateEndpoints", one(inSubnet()), none()));
  }

  private static String inRanges(String pattern) {
    return spec(pattern, "network: {existing: {vpcId: %s, cidrs: [%s]}}".formatted(VPC, RANGE));
  }

  private static String inSubnet() {
    return spec("PrivateEndpoints", "network: {existing: {subnetIds: [%s]}}".formatted(SUBNET));
  }

  boolean needsForeignVpc() {
    return Stream.concat(before.values().stream(), after.values().stream())
        .anyMatch(spec -> spec.contains("existing:"));
  }

  /** The same in a certain VPC of somebody else. */
  Course in(ForeignNetwork foreign) {
    return new Course(name, in(foreign, before), in(foreign, after), adoption);
  }

  private static SortedMap<String, String> in(
      ForeignNetwork foreign, SortedMap<String, String> specs) {
    SortedMap<String, String> all = new TreeMap<>(specs);
    all.replaceAll((_, spec) -> spec.replace(VPC, foreign.vpc).replace(SUBNET, foreign.closed));
    return all;
  }

  /** What a lost object left is taken over, in the same cluster or in another one. */
  private static List<Course> adoptions() {
    List<Course> all = new ArrayList<>();
    for (String pattern : EngineScenario.PATTERNS) {
      for (String cluster : List.of(EngineHarness.CLUSTER, "another")) {
        all.add(
            new Course(
                "adopt " + pattern + " in " + cluster,
                one(spec(pattern)),
                new TreeMap<>(Map.of("adopter", spec(pattern))),
                Optional.of(new Adoption(ENVIRONMENT, "adopter", cluster))));
      }
    }
    all.add(adoptsInForeignVpc("adopt in existing VPC", inRanges("NatGateway")));
    all.add(adoptsInForeignVpc("adopt in existing subnets", inSubnet()));
    all.add(adoptsInShared("adopt guest", "NatGateway", "guest", "adopter"));
    all.add(adoptsInShared("adopt host", "ElasticIp", "public", "public"));
    return all;
  }

  private static Course adoptsInForeignVpc(String name, String spec) {
    return new Course(
        name,
        one(spec),
        new TreeMap<>(Map.of("adopter", spec)),
        Optional.of(new Adoption(ENVIRONMENT, "adopter", EngineHarness.CLUSTER)));
  }

  /** The guest needs a NAT gateway, which is that of the host. */
  private static Course adoptsInShared(String name, String host, String lost, String adopter) {
    SortedMap<String, String> before = new TreeMap<>();
    before.put("public", spec(host));
    before.put("guest", spec("NatGateway", "network: {environment: {name: public}}"));
    SortedMap<String, String> after = new TreeMap<>(before);
    after.put(adopter, after.remove(lost));
    return new Course(
        name, before, after, Optional.of(new Adoption(lost, adopter, EngineHarness.CLUSTER)));
  }

  private static SortedMap<String, String> none() {
    return new TreeMap<>();
  }

  private static SortedMap<String, String> one(String spec) {
    return new TreeMap<>(Map.of(ENVIRONMENT, spec));
  }

  private static String spec(String pattern, String... more) {
    return EngineScenario.spec(pattern, more);
  }

  /** A spec whose only group has further fields. */
  private static String group(String pattern, String... fields) {
    String joined = String.join(", ", fields);
    return EngineScenario.spec(pattern)
        .replace("{name: app}", fields.length == 0 ? "{name: app}" : "{name: app, " + joined + "}");
  }

  @Override
  public String toString() {
    return name;
  }
}
