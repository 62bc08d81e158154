package io.ssmenv.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.UnresolvedFact;
import io.ssmenv.desired.ZoneRequirements;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.SecurityGroupRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a failed lookup leaves open, and what the status may say instead. */
class PartialFactsTest {

  private static final CloudError ERROR =
      new CloudError.Unavailable("Describe", "ServiceUnavailable", "No");
  private static final Lookup ZONES =
      new Lookup.Zones(
          new TreeSet<>(Set.of("b", "c")),
          new ZoneRequirements(List.of(), new TreeMap<>(), new TreeMap<>()),
          new TreeSet<>());
  private static final Lookup PREFIX_LIST = new Lookup.S3PrefixList();
  private static final Facts ONE_ZONE =
      Facts.of(List.of("eu-west-1a"), Map.of(), Set.of(), Optional.empty());

  @Test
  void aZoneThatTheStatusRemembersIsUsedAndAnotherOneIsOpen() {
    PartialFacts facts = without(ZONES, zones("eu-west-1a", "eu-west-1b"), Observation.NOTHING);

    assertThat(facts.known().zones()).containsOnlyKeys("a", "b").containsEntry("b", "eu-west-1b");
    assertThat(facts.assumed().zones()).containsOnlyKeys("a", "b", "c");
    assertThat(unresolved(facts, ZONES))
        .containsExactlyInAnyOrder(Key.of("subnet", "workload-c"), Key.of("subnet", "public-c"));
  }

  @Test
  void aZoneThatAwsCouldAcceptByMistakeIsNotUsed() {
    for (String zone :
        List.of("eu-west-1a", "us-east-1b", "eu-west-1-lhr-1a", "eu-west-1", "eu-west-1B", "x")) {
      PartialFacts facts = without(ZONES, zones("", zone), Observation.NOTHING);
      assertThat(facts.known().zones()).as(zone).containsOnlyKeys("a");
    }
  }

  @Test
  void anEndpointServiceThatTheStatusRemembersIsUsed() {
    Lookup services = new Lookup.Services();
    Facts recorded = Facts.NONE.withEndpointServices(Set.of(EndpointServices.EC2_MESSAGES));

    assertThat(unresolved(without(services, recorded, Observation.NOTHING), services)).isEmpty();
    assertThat(unresolved(without(services, Facts.NONE, Observation.NOTHING), services))
        .containsExactly(Key.of("vpcendpoint", "ec2messages"));
  }

  @Test
  void aPrefixListThatOnlyTheStatusNamesIsNotUsedButARuleThatExistsStays() {
    Facts recorded = Facts.NONE.withS3PrefixList(Optional.of("pl-status"));
    PartialFacts unknown = without(PREFIX_LIST, recorded, Observation.NOTHING);
    assertThat(unknown.known().s3PrefixList()).isEmpty();
    assertThat(unknown.assumed().s3PrefixList()).isPresent().isNotEqualTo(Optional.of("pl-status"));

    SecurityGroupRule rule = EndpointServices.s3Rule("pl-there");
    PartialFacts existing = without(PREFIX_LIST, recorded, observed(rule));
    assertThat(existing.known().s3PrefixList()).as("is not proven").isEmpty();
    assertThat(existing.assumed().s3PrefixList()).contains("pl-there");
    assertThat(unresolved(existing, PREFIX_LIST)).containsExactly(rule.key());
  }

  /** Any of them may be that of S3, and somebody else may have added the others. */
  @Test
  void ofSeveralRulesNoneDecidesAndAllStay() {
    SecurityGroupRule first = EndpointServices.s3Rule("pl-1");
    SecurityGroupRule second = EndpointServices.s3Rule("pl-2");

    PartialFacts facts = without(PREFIX_LIST, Facts.NONE, observed(first, second));

    assertThat(facts.assumed().s3PrefixList()).get().isNotIn("pl-1", "pl-2");
    assertThat(unresolved(facts, PREFIX_LIST)).contains(first.key(), second.key()).hasSize(3);
  }

  private static Observation observed(SecurityGroupRule... rules) {
    return new Observation(
        "1",
        Stream.of(rules)
            .collect(
                Collectors.toMap(
                    SecurityGroupRule::key,
                    rule -> new Observed(rule, "sg-1", Observed.State.READY, "available"))),
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Observation.NOTHING.pings());
  }

  private static PartialFacts without(Lookup lookup, Facts recorded, Observation observed) {
    return PartialFacts.of(ONE_ZONE, List.of(lookup), SPEC, recorded, observed);
  }

  private static Set<Key> unresolved(PartialFacts facts, Lookup lookup) {
    UnresolvedFact fact = facts.unresolved(lookup, ERROR);
    assertThat(fact.message()).endsWith(": Describe: ServiceUnavailable: No");
    return fact.keys();
  }

  private static Facts zones(String... zones) {
    return Facts.of(List.of(zones), Map.of(), Set.of(), Optional.empty());
  }

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "eu-west-1",
          new Connectivity(Pattern.PRIVATE_ENDPOINTS, null),
          null,
          List.of(),
          null,
          null,
          null,
          null,
          null);
}
