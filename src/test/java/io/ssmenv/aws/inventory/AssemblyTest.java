package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.Clients;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
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

class AssemblyTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Owner OWNER = new Owner("cluster", "uid", "team-a/reports");
  private static final Key VPC = Key.of("vpc");
  private static final Key SUBNET = Key.of("subnet", "workload-a");
  private static final FakeListing VPCS = new FakeListing(Vpc.class);
  private static final FakeListing SUBNETS = new FakeListing(Subnet.class);

  private final Memory memory = new Memory(OWNER);

  @Test
  void referencesAreKeysWhereTheyLeadToResourcesOfTheEnvironment() {
    Observation observed = observe(List.of(vpc("vpc-1")), List.of(subnet("subnet-1", "vpc-1")));

    assertThat(((Subnet) observed.present().get(SUBNET).resource()).vpc()).isEqualTo(Ref.to(VPC));
    assertThat(observed.unlisted()).isEmpty();
  }

  @Test
  void anotherEnvironmentsResourcesAreNotSeen() {
    Item others =
        item("vpc-9", new Owner("cluster", "other", "team-b/x"), VPC, (key, names) -> List.of());

    assertThat(observe(List.of(others), List.of()).present()).isEmpty();
  }

  @Test
  void ofTwoWithTheSameKeyTheOneThatOthersReferToIsKept() {
    Observation observed =
        observe(List.of(vpc("vpc-1"), vpc("vpc-2")), List.of(subnet("subnet-1", "vpc-2")));

    assertThat(observed.present().get(VPC).id()).isEqualTo("vpc-2");
    assertThat(observed.surplus()).extracting(Observed::id).containsExactly("vpc-1");
  }

  @Test
  void ofTwoThatNobodyRefersToTheSmallestIdIsKept() {
    Observation observed = observe(List.of(vpc("vpc-2"), vpc("vpc-1")), List.of());

    assertThat(observed.present().get(VPC).id()).isEqualTo("vpc-1");
    assertThat(observed.surplus()).extracting(Observed::id).containsExactly("vpc-2");
  }

  @Test
  void oneListingAfterAStartProvesNoAbsence() {
    Map<Listing, Reading> readings = readings(once(List.of()), once(List.of()));

    assertThat(observe(readings, Map.of(), false).unlisted()).containsKeys(Vpc.class, Subnet.class);
    assertThat(observe(readings, Map.of(), true).unlisted()).isEmpty();
  }

  @Test
  void aListingThatFailedProvesNoAbsenceAndTakesNothingAway() {
    Map<Listing, Reading> readings =
        readings(twice(List.of(vpc("vpc-1"))).failed("DescribeVpcs: Denied"), twice(List.of()));

    Observation observed = observe(readings, Map.of(), false);

    assertThat(observed.present()).containsKey(VPC);
    assertThat(observed.unlisted()).containsEntry(Vpc.class, "DescribeVpcs: Denied");
  }

  @Test
  void whatIsKnownAndNotListedIsMissingUntilItsIdWasAskedFor() {
    Map<Listing, Reading> empty = readings(twice(List.of()), twice(List.of()));
    Map<Key, String> known = Map.of(VPC, "vpc-1");

    assertThat(observe(empty, known, false).missing()).containsKey(VPC);

    memory.suspicions().answered(VPCS, "vpc-1", new Suspicions.Answer.Gone("unknown"));
    Observation gone = observe(empty, known, false);
    assertThat(gone.missing()).isEmpty();
    assertThat(gone.dead().get(VPC).id()).isEqualTo("vpc-1");
    assertThat(gone.provenEmpty()).isTrue();
  }

  @Test
  void whatLostItsOwnershipTagsIsNeitherPresentNorGone() {
    Map<Listing, Reading> empty = readings(twice(List.of()), twice(List.of()));
    observe(empty, Map.of(VPC, "vpc-1"), false);
    memory.suspicions().answered(VPCS, "vpc-1", new Suspicions.Answer.Unclear("it lost its tags"));

    Observation observed = observe(empty, Map.of(VPC, "vpc-1"), false);

    assertThat(observed.present()).isEmpty();
    assertThat(observed.missing()).containsEntry(VPC, "vpc: it lost its tags");
    assertThat(observed.provenEmpty()).isFalse();
  }

  @Test
  void aVpcThatAListingLeavesOutStaysTheOneThatItsSubnetsReferTo() {
    Map<Listing, Reading> withoutVpc =
        readings(twice(List.of()), twice(List.of(subnet("subnet-1", "vpc-1"))));

    Observation observed = observe(withoutVpc, Map.of(VPC, "vpc-1"), false);

    assertThat(((Subnet) observed.present().get(SUBNET).resource()).vpc()).isEqualTo(Ref.to(VPC));
  }

  @Test
  void anAttemptWithoutAnAnswerKeepsItsKeyOpenUntilAListingWellAfterIt() {
    memory.uncertain(VPC, START.plusSeconds(60));

    assertThat(observe(List.of(), List.of()).missing()).containsKey(VPC);

    Instant well = START.plusSeconds(61).plus(Timing.PROOF_OF_ABSENCE);
    Map<Listing, Reading> later =
        readings(twice(List.of()).next(well, List.of()), twice(List.of()));
    assertThat(observe(later, Map.of(), false).missing()).isEmpty();
  }

  private Observation observe(List<Item> vpcs, List<Item> subnets) {
    return observe(readings(twice(vpcs), twice(subnets)), Map.of(), false);
  }

  private Observation observe(
      Map<Listing, Reading> readings, Map<Key, String> known, boolean brandNew) {
    return new Assembly(memory, readings, known, START.plusSeconds(30))
        .assemble("111122223333", brandNew, new Pings.Known(Map.of()));
  }

  private static Map<Listing, Reading> readings(Reading vpcs, Reading subnets) {
    Map<Listing, Reading> readings = new LinkedHashMap<>();
    readings.put(VPCS, vpcs);
    readings.put(SUBNETS, subnets);
    return readings;
  }

  private static Reading once(List<Item> items) {
    return Reading.none("not read yet").next(START, items);
  }

  private static Reading twice(List<Item> items) {
    return once(items).next(START.plus(Timing.PROOF_OF_ABSENCE), items);
  }

  private static Item vpc(String id) {
    return item(
        id,
        OWNER,
        VPC,
        (key, names) -> List.of(ready(new Vpc(key, "10.0.0.0/16", true, true, Tags.NONE), id)));
  }

  private static Item subnet(String id, String vpc) {
    return item(
        id,
        OWNER,
        SUBNET,
        (key, names) ->
            List.of(ready(new Subnet(key, names.ref(vpc), "10.0.0.0/19", "a", Tags.NONE), id)));
  }

  private static Observed ready(Resource resource, String id) {
    return new Observed(resource, id, State.READY, "available");
  }

  private static Item item(String id, Owner owner, Key key, Item.Decoder decoder) {
    return new Item(id, owner.of(key).tags(), false, "available", decoder);
  }

  /** Answers nothing: the readings are given. */
  private record FakeListing(Class<? extends Resource> main) implements Listing {
    @Override
    public String action() {
      return "Describe" + main.getSimpleName();
    }

    @Override
    public Set<Class<? extends Resource>> kinds() {
      return Set.of(main);
    }

    @Override
    public List<Item> list(Clients clients, String cluster) {
      return List.of();
    }

    @Override
    public Optional<Item> find(Clients clients, String id) {
      return Optional.empty();
    }
  }
}
