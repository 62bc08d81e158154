package io.ssmenv.aws.ec2;

import static io.ssmenv.aws.HandlerFixture.TAGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.WireTest;
import io.ssmenv.cloud.ResourceHandler.Deletion;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Vpc;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The handler of VPCs and their attributes on a simulated AWS. */
class VpcHandlerTest extends WireTest {

  private static final Vpc VPC = new Vpc(Key.of("vpc"), "10.20.0.0/16", true, true, TAGS);

  private final VpcHandler vpcs = new VpcHandler();

  private void createVpc() {
    fixture.create(vpcs, VPC);
    fixture.correct(vpcs, vpcs, VPC);
  }

  @Test
  void createReturnsTheVpcWithTheDefaultsOfAws() {
    assertThat(fixture.create(vpcs, VPC).observedAfterCreate())
        .contains(new Vpc(VPC.key(), VPC.cidr(), true, false, TAGS));
    assertThat(fixture.changed(VPC, fixture.find(vpcs, VPC.key()).orElseThrow()))
        .containsExactly(Vpc.DNS_HOSTNAMES);

    fixture.correct(vpcs, vpcs, VPC);
    fixture.deleteFully(vpcs, VPC);
  }

  @Test
  void anOutOfBandChangeOfTheDnsAttributesIsSeen() {
    createVpc();
    fixture
        .clients()
        .ec2()
        .modifyVpcAttribute(request ->
            request.vpcId(fixture.id(VPC)).enableDnsHostnames(value -> value.value(false)));

    assertThat(fixture.changed(VPC, fixture.find(vpcs, VPC.key()).orElseThrow()))
        .containsExactly(Vpc.DNS_HOSTNAMES);
  }

  @Test
  void eachListingReadsTheAttributesOfOneVpcOnly() {
    for (int number = 0; number < 4; number++) {
      fixture.create(vpcs, new Vpc(Key.of("vpc", "" + number), VPC.cidr(), true, true, TAGS));
    }
    fixture.listed(vpcs);
    int before = aws.callLog().calls().size();

    fixture.listed(vpcs);

    assertThat(aws.callLog().calls().size() - before).isEqualTo(3);
  }

  @Test
  void removedTagsAreWrittenAgainAndForeignTagsAreKept() {
    createVpc();
    fixture
        .clients()
        .ec2()
        .deleteTags(request -> request.resources(fixture.id(VPC)).tags(tag -> tag.key("team")));
    fixture
        .clients()
        .ec2()
        .createTags(request ->
            request.resources(fixture.id(VPC)).tags(tag -> tag.key("backup").value("yes")));

    Observed corrected = fixture.correct(vpcs, vpcs, VPC);

    assertThat(((Vpc) corrected.resource()).tags())
        .isEqualTo(Tags.of(Map.of("Name", "reports", "team", "a", "backup", "yes")));
  }

  @Test
  void aChangeOfTheRangeIsRefused() {
    createVpc();
    assertThat(fixture.change(vpcs, vpcs, new Vpc(VPC.key(), "10.99.0.0/16", true, true, TAGS)))
        .isInstanceOf(Change.Refused.class);
  }

  @Test
  void anUnknownIdIsNotFound() {
    createVpc();

    assertThat(vpcs.delete(fixture.call(VPC), VPC, "vpc-0123456789abcdef0"))
        .isEqualTo(Deletion.NOT_FOUND);
    assertThat(vpcs.listing().find(fixture.clients(), "vpc-0123456789abcdef0")).isEmpty();
    assertThat(vpcs.listing().find(fixture.clients(), fixture.id(VPC))).isPresent();
  }
}
