package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A resource that cannot be decoded makes its type unlisted, for its own environment only. */
class UndecodableResourceTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Owner OWNER = new Owner("cluster", "uid", "team-a/reports");
  private static final Owner OTHER = new Owner("cluster", "other", "team-b/reports");
  private static final Key VPC = Key.of("vpc");
  private static final Key SUBNET = Key.of("subnet", "workload-a");
  private static final Listing VPCS = listing("DescribeVpcs", Vpc.class);
  private static final Listing SUBNETS = listing("DescribeSubnets", Subnet.class);

  private final AtomicInteger faults = new AtomicInteger();

  @Test
  void anUndecodableResourceMakesItsTypeUnlisted() {
    ListedResource undecodable =
        item(
            OWNER,
            VPC,
            "vpc-1",
            key -> {
              throw new StackOverflowError();
            });

    Observation observed = observe(OWNER, List.of(undecodable, vpc(OTHER, "vpc-2")), subnet());

    assertThat(observed.unlisted())
        .containsExactly(
            Map.entry(
                Vpc.class,
                new Unlisted(
                    Unlisted.Cause.INTERNAL_ERROR,
                    "DescribeVpcs: StackOverflowError: this is a fault of the operator, not of AWS"
                        + " or the spec; its log has the stack trace")));
    assertThat(observed.present()).containsOnlyKeys(SUBNET);
    assertThat(faults).hasValue(1);
  }

  @Test
  void anUndecodableResourceDoesNotAffectOtherEnvironments() {
    ListedResource undecodable =
        item(
            OWNER,
            VPC,
            "vpc-1",
            key -> {
              throw new NullPointerException();
            });

    Observation observed = observe(OTHER, List.of(undecodable, vpc(OTHER, "vpc-2")), subnet());

    assertThat(observed.unlisted()).isEmpty();
    assertThat(observed.present()).containsOnlyKeys(VPC);
  }

  private Observation observe(Owner owner, List<ListedResource> vpcs, ListedResource subnet) {
    Map<Listing, ListResult> results = new LinkedHashMap<>();
    results.put(VPCS, twice(vpcs));
    results.put(SUBNETS, twice(List.of(subnet)));
    return new ObservationBuilder(
            new EnvironmentCache(owner),
            results,
            Map.of(),
            new InternalErrors(faults::incrementAndGet))
        .build("111122223333", false, new Pings.Known(Map.of()));
  }

  private static ListResult twice(List<ListedResource> items) {
    return ListResult.notRead("not read")
        .withItems(START, items)
        .withItems(START.plus(Timing.PROOF_OF_ABSENCE), items);
  }

  private static ListedResource vpc(Owner owner, String id) {
    return item(
        owner,
        VPC,
        id,
        key ->
            List.of(
                new Observed(
                    new Vpc(key, "10.0.0.0/16", true, true, Tags.NONE),
                    id,
                    State.READY,
                    "available")));
  }

  private static ListedResource subnet() {
    return item(
        OWNER,
        SUBNET,
        "subnet-1",
        key ->
            List.of(
                new Observed(
                    new Subnet(key, Ref.id("vpc-1"), "10.0.0.0/19", "a", Tags.NONE),
                    "subnet-1",
                    State.READY,
                    "available")));
  }

  private static ListedResource item(
      Owner owner, Key key, String id, ListedResource.Decoder decoder) {
    return ListedResource.of(id, owner.of(key).tags(), false, "available", decoder);
  }

  private static Listing listing(String action, Class<? extends Resource> type) {
    return new SdkListing<ListedResource>(
        action,
        type,
        Set.of(),
        (clients, cluster) -> Stream.empty(),
        (clients, id) -> List.of(),
        item -> item);
  }
}
