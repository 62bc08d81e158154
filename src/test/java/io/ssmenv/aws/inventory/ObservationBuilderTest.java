package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Vpc;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObservationBuilderTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Owner OWNER = new Owner("cluster", "uid", "team-a/reports");
  private static final Key VPC = Key.of("vpc");
  private static final Key SUBNET = Key.of("subnet", "workload-a");
  private static final FakeListing VPCS = new FakeListing(Vpc.class);
  private static final FakeListing SUBNETS = new FakeListing(Subnet.class);

  private final EnvironmentCache cache = new EnvironmentCache(OWNER);

  @Test
  void referencesToResourcesOfTheEnvironmentAreKeys() {
    Observation observed = observe(List.of(vpc("vpc-1")), List.of(subnet("subnet-1", "vpc-1")));

    assertThat(((Subnet) observed.present().get(SUBNET).resource()).vpc()).isEqualTo(Ref.to(VPC));
    assertThat(observed.unlisted()).isEmpty();
  }

  @Test
  void referencesToKnownResourcesOfAnotherEnvironmentAreKeys() {
    Key inHost = VPC.inHost();
    List<ListedResource> subnets = List.of(subnet("subnet-1", "vpc-9"));
    assertThat(((Subnet) observe(List.of(), subnets).present().get(SUBNET).resource()).vpc())
        .isEqualTo(Ref.id("vpc-9"));

    Observed vpc =
        new Observed(
            new Vpc(VPC, "10.0.0.0/16", true, true, Tags.NONE), "vpc-9", State.READY, "available");
    cache.withExternal(Map.of(inHost, vpc));
    Observation observed = observe(List.of(), subnets);

    assertThat(((Subnet) observed.present().get(SUBNET).resource()).vpc())
        .isEqualTo(Ref.to(inHost));
    assertThat(observed.present()).containsOnlyKeys(SUBNET);
    assertThat(observed.find(inHost)).contains(vpc);
    assertThat(cache.id(inHost)).contains("vpc-9");
  }

  @Test
  void resourcesOfOtherEnvironmentsAreIgnored() {
    ListedResource foreign =
        item("vpc-9", new Owner("cluster", "other", "team-b/x"), VPC, key -> List.of());

    assertThat(observe(List.of(foreign), List.of()).present()).isEmpty();
  }

  @Test
  void ofDuplicatesTheReferencedOneIsKept() {
    Observation observed =
        observe(List.of(vpc("vpc-1"), vpc("vpc-2")), List.of(subnet("subnet-1", "vpc-2")));

    assertThat(observed.present().get(VPC).id()).isEqualTo("vpc-2");
    assertThat(observed.duplicates()).extracting(Observed::id).containsExactly("vpc-1");
  }

  @Test
  void ofUnreferencedDuplicatesTheSmallestIdIsKept() {
    Observation observed = observe(List.of(vpc("vpc-2"), vpc("vpc-1")), List.of());

    assertThat(observed.present().get(VPC).id()).isEqualTo("vpc-1");
    assertThat(observed.duplicates()).extracting(Observed::id).containsExactly("vpc-2");
  }

  @Test
  void oneListingAfterTheStartDoesNotProveAbsence() {
    Map<Listing, ListResult> results = results(once(List.of()), once(List.of()));

    assertThat(observe(results, Map.of(), false).unlisted()).containsKeys(Vpc.class, Subnet.class);
    assertThat(observe(results, Map.of(), true).unlisted()).isEmpty();
  }

  @Test
  void aFailedListingDoesNotProveAbsenceAndKeepsItsResources() {
    ListResult vpcs = twice(List.of(vpc("vpc-1")));
    Map<Listing, ListResult> results =
        results(
            vpcs.withFailure(new Unlisted(Unlisted.Cause.FAILED, "DescribeVpcs: Denied")),
            twice(List.of()));

    Observation observed = observe(results, Map.of(), false);

    assertThat(observed.present()).containsKey(VPC);
    assertThat(observed.unlisted())
        .containsEntry(
            Vpc.class,
            new Unlisted(
                Unlisted.Cause.FAILED, "DescribeVpcs: Denied", Optional.of(vpcs.startedAt())));
  }

  @Test
  void aKnownButUnlistedResourceIsMissingUntilItsIdIsChecked() {
    Map<Listing, ListResult> empty = results(twice(List.of()), twice(List.of()));
    Map<Key, String> known = Map.of(VPC, "vpc-1");

    assertThat(observe(empty, known, false).missing()).containsKey(VPC);

    cache.absenceChecks().record(VPCS, "vpc-1", new AbsenceChecks.Result.Gone("unknown"));
    Observation gone = observe(empty, known, false);
    assertThat(gone.missing()).isEmpty();
    assertThat(gone.tombstones().get(VPC).id()).isEqualTo("vpc-1");
    assertThat(gone.provenEmpty()).isTrue();
  }

  @Test
  void aResourceThatLostItsOwnershipTagsIsNeitherPresentNorGone() {
    Map<Listing, ListResult> empty = results(twice(List.of()), twice(List.of()));
    observe(empty, Map.of(VPC, "vpc-1"), false);
    cache
        .absenceChecks()
        .record(
            VPCS, "vpc-1", new AbsenceChecks.Result.Disowned("It lost its tags", "Restore them"));

    Observation observed = observe(empty, Map.of(VPC, "vpc-1"), false);

    assertThat(observed.present()).isEmpty();
    assertThat(observed.missing()).containsEntry(VPC, "vpc: It lost its tags. Restore them");
    assertThat(observed.provenEmpty()).isFalse();
  }

  @Test
  void referencesToAnUnlistedVpcStayKeys() {
    Map<Listing, ListResult> withoutVpc =
        results(twice(List.of()), twice(List.of(subnet("subnet-1", "vpc-1"))));

    Observation observed = observe(withoutVpc, Map.of(VPC, "vpc-1"), false);

    assertThat(((Subnet) observed.present().get(SUBNET).resource()).vpc()).isEqualTo(Ref.to(VPC));
  }

  @Test
  void anUnknownOutcomeKeepsItsKeyMissingUntilAMuchLaterListing() {
    cache.recordUnknownOutcome(VPC, START.plusSeconds(60));

    assertThat(observe(List.of(), List.of()).missing()).containsKey(VPC);

    Instant laterListing = START.plusSeconds(61).plus(Timing.PROOF_OF_ABSENCE);
    Map<Listing, ListResult> later =
        results(twice(List.of()).withItems(laterListing, List.of()), twice(List.of()));
    assertThat(observe(later, Map.of(), false).missing()).isEmpty();
  }

  private Observation observe(List<ListedResource> vpcs, List<ListedResource> subnets) {
    return observe(results(twice(vpcs), twice(subnets)), Map.of(), false);
  }

  private Observation observe(
      Map<Listing, ListResult> results, Map<Key, String> known, boolean createdByThisProcess) {
    return new ObservationBuilder(cache, results, known, new InternalErrors(() -> {}))
        .build("111122223333", createdByThisProcess, new Pings.Known(Map.of()));
  }

  private static Map<Listing, ListResult> results(ListResult vpcs, ListResult subnets) {
    Map<Listing, ListResult> results = new LinkedHashMap<>();
    results.put(VPCS, vpcs);
    results.put(SUBNETS, subnets);
    return results;
  }

  private static ListResult once(List<ListedResource> items) {
    return ListResult.notRead("not read yet").withItems(START, items);
  }

  private static ListResult twice(List<ListedResource> items) {
    return once(items).withItems(START.plus(Timing.PROOF_OF_ABSENCE), items);
  }

  private static ListedResource vpc(String id) {
    return item(
        id,
        OWNER,
        VPC,
        key -> List.of(ready(new Vpc(key, "10.0.0.0/16", true, true, Tags.NONE), id)));
  }

  private static ListedResource subnet(String id, String vpc) {
    return item(
        id,
        OWNER,
        SUBNET,
        key -> List.of(ready(new Subnet(key, Ref.id(vpc), "10.0.0.0/19", "a", Tags.NONE), id)));
  }

  private static Observed ready(Resource resource, String id) {
    return new Observed(resource, id, State.READY, "available");
  }

  private static ListedResource item(
      String id, Owner owner, Key key, ListedResource.Decoder decoder) {
    return ListedResource.of(id, owner.of(key).tags(), false, "available", decoder);
  }

  /** Never called, because the tests pass the results. */
  private record FakeListing(Class<? extends Resource> primaryType) implements Listing {
    @Override
    public ReadLag readLag() {
      return ReadLag.EC2;
    }

    @Override
    public String action() {
      return "Describe" + primaryType.getSimpleName();
    }

    @Override
    public Set<Class<? extends Resource>> types() {
      return Set.of(primaryType);
    }

    @Override
    public Listed list(Clients clients, TagScope scope) {
      return Listed.complete(List.of());
    }

    @Override
    public Optional<ListedResource> find(Clients clients, String id) {
      return Optional.empty();
    }
  }
}
