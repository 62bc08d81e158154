package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.aws.HandlerFixture;
import io.ssmenv.aws.ec2.SubnetHandler;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.Simulations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What AWS answers as before is not parsed again. */
class KnownItemsTest {

  private static final ListedResource ONE = resource("one");
  private static final ListedResource TWO = resource("two");

  private final KnownItems items = new KnownItems();

  @Test
  void theSameBytesAreTheSameResourceAndOthersAreParsed() {
    KnownItems.Pass first = items.whole();
    assertThat(isNew(first, "<one/>")).isTrue();
    assertThat(isNew(first, "<two/>")).isTrue();
    assertThat(first.with(List.of(ONE, TWO))).containsExactly(ONE, TWO);

    KnownItems.Pass second = items.whole();
    assertThat(isNew(second, "<one/>")).isFalse();
    assertThat(isNew(second, "<two changed/>")).isTrue();
    ListedResource changed = resource("two");
    assertThat(second.with(List.of(changed)))
        .satisfiesExactly(
            one -> assertThat(one).isSameAs(ONE), two -> assertThat(two).isSameAs(changed));
  }

  @Test
  void whatAWholeListingDoesNotShowIsForgottenAndAPartForgetsNothing() {
    listed(items.whole(), "<one/>", ONE);
    listed(items.part(), "<two/>", TWO);
    assertThat(isNew(items.whole(), "<one/>")).isFalse();
    assertThat(isNew(items.whole(), "<two/>")).isFalse();

    listed(items.whole(), "<three/>", resource("three"));
    assertThat(isNew(items.whole(), "<one/>")).isTrue();
  }

  @Test
  void nothingIsRememberedWhereItIsNotClearWhichItemIsWhich() {
    KnownItems.Pass repeated = items.whole();
    repeated.repeated();
    listed(repeated, "<one/>", ONE);
    KnownItems.Pass several = items.whole();
    assertThat(isNew(several, "<both/>")).isTrue();
    assertThat(several.with(List.of(ONE, TWO))).containsExactly(ONE, TWO);

    assertThat(isNew(items.whole(), "<one/>")).isTrue();
    assertThat(isNew(items.whole(), "<both/>")).isTrue();
  }

  @Test
  void whatCannotBeDecodedIsTriedAgain() {
    ListedResource failed =
        ListedResource.of(
            "one",
            Map.of(),
            false,
            "",
            key -> {
              throw new IllegalStateException("a fault");
            });
    listed(items.whole(), "<one/>", failed);

    assertThat(isNew(items.whole(), "<one/>")).isTrue();
  }

  @Test
  void aListingParsesOnlyWhatHasChanged() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withReadLag(ReadLag.NONE))) {
      HandlerFixture fixture = new HandlerFixture(aws, "one");
      SubnetHandler subnets = new SubnetHandler();
      String vpc = vpc(fixture);
      String first = subnet(fixture, vpc, "10.0.0.0/24");
      String second = subnet(fixture, vpc, "10.0.1.0/24");
      Listing listing = subnets.listing();
      List<ListedResource> before =
          await()
              .until(
                  () -> list(fixture, listing),
                  all ->
                      all.stream().filter(one -> one.awsState().equals("available")).count() == 2);
      assertThat(before).extracting(ListedResource::id).containsExactlyInAnyOrder(first, second);
      fixture
          .clients()
          .ec2()
          .createTags(request -> request.resources(second).tags(tag -> tag.key("team").value("b")));

      List<ListedResource> after = list(fixture, listing);
      assertThat(find(after, first)).isSameAs(find(before, first));
      assertThat(find(after, second).tags()).containsEntry("team", "b");
      fixture.clients().ec2().deleteSubnet(request -> request.subnetId(first));
      assertThat(list(fixture, listing)).containsExactly(find(after, second));
    }
  }

  private List<ListedResource> list(HandlerFixture fixture, Listing listing) {
    return listing
        .list(fixture.clients(), TagScope.ofCluster("cluster-1"), items.whole())
        .resources();
  }

  private static ListedResource find(List<ListedResource> all, String id) {
    return all.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private static String vpc(HandlerFixture fixture) {
    return fixture
        .clients()
        .ec2()
        .createVpc(request -> request.cidrBlock("10.0.0.0/16"))
        .vpc()
        .vpcId();
  }

  private static String subnet(HandlerFixture fixture, String vpc, String range) {
    return fixture
        .clients()
        .ec2()
        .createSubnet(request ->
            request
                .vpcId(vpc)
                .cidrBlock(range)
                .tagSpecifications(specification ->
                    specification
                        .resourceType("subnet")
                        .tags(tag -> tag.key("ssmenv.io/cluster").value("cluster-1"))))
        .subnet()
        .subnetId();
  }

  private static void listed(KnownItems.Pass pass, String item, ListedResource resource) {
    assertThat(isNew(pass, item)).isTrue();
    assertThat(pass.with(List.of(resource))).containsExactly(resource);
  }

  private static boolean isNew(KnownItems.Pass pass, String item) {
    byte[] bytes = ("..." + item + "...").getBytes(StandardCharsets.UTF_8);
    return pass.isNew(bytes, 3, bytes.length - 3);
  }

  private static ListedResource resource(String id) {
    return ListedResource.of(id, Map.of(), false, "available", key -> List.of());
  }
}
