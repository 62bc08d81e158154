package io.ssmenv.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.desired.GuestRanges.Subnet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GuestRangesTest {

  private static final String CIDR = "10.20.0.0/16";
  private static final Subnet ONE = new Subnet("uid-1", "a");
  private static final Subnet TWO = new Subnet("uid-2", "a");

  @Test
  void theRangesAreTheLastQuarterOfTheVpc() {
    assertThat(new SubnetCidrs(CIDR).guestSubnets())
        .hasSize(64)
        .startsWith("10.20.192.0/24", "10.20.193.0/24")
        .endsWith("10.20.255.0/24");
    assertThat(new SubnetCidrs("10.20.16.0/20").guestSubnets())
        .hasSize(64)
        .startsWith("10.20.28.0/28")
        .endsWith("10.20.31.240/28");
    assertThat(new SubnetCidrs("10.20.30.0/24").guestSubnets())
        .containsExactly(
            "10.20.30.192/28", "10.20.30.208/28", "10.20.30.224/28", "10.20.30.240/28");
  }

  @Test
  void whatIsWantedGetsTheLowestFreeRangeAndKeepsIt() {
    GuestRanges first = allocate(Map.of(), Map.of(), ONE);
    assertThat(first.taken()).containsExactly(Map.entry(ONE, "10.20.192.0/24"));

    GuestRanges second = allocate(Map.of(), first.taken(), new Subnet("uid-0", "a"), ONE);
    assertThat(second.of("uid-1")).containsExactly(Map.entry("a", "10.20.192.0/24"));
    assertThat(second.of("uid-0")).containsExactly(Map.entry("a", "10.20.193.0/24"));

    GuestRanges after = allocate(Map.of(), Map.of(), TWO);
    assertThat(after.of("uid-2")).as("a range comes back").containsValue("10.20.192.0/24");
  }

  @Test
  void anExistingSubnetCountsMoreThanWhatIsRecorded() {
    GuestRanges ranges =
        allocate(Map.of(TWO, "10.20.192.0/24"), Map.of(ONE, "10.20.192.0/24"), ONE, TWO);

    assertThat(ranges.of("uid-2")).containsValue("10.20.192.0/24");
    assertThat(ranges.of("uid-1")).containsValue("10.20.193.0/24");
  }

  @Test
  void anEditedRecordGivesNoRangeTwiceAndNoneOfSomebodyElse() {
    GuestRanges ranges =
        allocate(
            Map.of(),
            Map.of(
                ONE, "10.20.0.0/19", TWO, "10.20.200.0/24", new Subnet("z", "a"), "10.20.200.0/24"),
            ONE);

    assertThat(ranges.taken())
        .containsExactly(Map.entry(ONE, "10.20.192.0/24"), Map.entry(TWO, "10.20.200.0/24"));
  }

  @Test
  void withoutAFreeRangeNothingIsGiven() {
    TreeSet<Subnet> wanted = new TreeSet<>();
    for (String uid : List.of("uid-1", "uid-2", "uid-3", "uid-4", "uid-5")) {
      wanted.add(new Subnet(uid, "a"));
    }

    assertThat(
            GuestRanges.allocate("10.20.30.0/24", Map.of(), List.of(), new TreeMap<>(), wanted)
                .taken()
                .keySet())
        .extracting(Subnet::guest)
        .containsExactly("uid-1", "uid-2", "uid-3", "uid-4");
  }

  @Test
  void aGuestForWhichThereAreTooFewRangesTakesNoneFromOthers() {
    SortedMap<Subnet, String> recorded = new TreeMap<>();
    recorded.put(new Subnet("uid-0", "a"), "10.20.30.192/28");
    recorded.put(new Subnet("uid-0", "b"), "10.20.30.208/28");
    TreeSet<Subnet> wanted = new TreeSet<>();
    for (String letter : List.of("a", "b", "c")) {
      wanted.add(new Subnet("uid-1", letter));
    }
    wanted.add(TWO);

    GuestRanges ranges =
        GuestRanges.allocate("10.20.30.0/24", Map.of(), List.of(), recorded, wanted);

    assertThat(ranges.of("uid-1")).isEmpty();
    assertThat(ranges.of("uid-2")).containsValue("10.20.30.224/28");
  }

  @Test
  void aRangeThatOverlapsWithASubnetThatIsLeftIsNobodys() {
    SortedMap<Subnet, String> recorded = new TreeMap<>();
    recorded.put(ONE, "10.20.193.0/24");

    GuestRanges ranges =
        GuestRanges.allocate(
            CIDR,
            Map.of(),
            List.of("10.20.192.16/28", "10.20.193.0/24"),
            recorded,
            new TreeSet<>(List.of(ONE, TWO)));

    assertThat(ranges.taken())
        .as("what is recorded without a subnet moves")
        .containsExactly(Map.entry(ONE, "10.20.194.0/24"), Map.entry(TWO, "10.20.195.0/24"));
    assertThat(GuestRanges.isForGuests(CIDR, "10.20.128.0/18")).isFalse();
    assertThat(GuestRanges.isForGuests(CIDR, "10.20.192.16/28")).isTrue();
  }

  private static GuestRanges allocate(
      Map<Subnet, String> existing, Map<Subnet, String> recorded, Subnet... wanted) {
    SortedMap<Subnet, String> sorted = new TreeMap<>(recorded);
    return GuestRanges.allocate(CIDR, existing, List.of(), sorted, new TreeSet<>(List.of(wanted)));
  }
}
