package io.ssmenv.aws.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.WireTest;
import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.ForeignVpc.Consent;
import io.ssmenv.cloud.Timing;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.simulator.core.Throttling;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;

/** How much of a VPC of somebody else is read. */
class ForeignVpcReaderTest extends WireTest {

  private final ReadBudget budget = new ReadBudget(() -> Instant.EPOCH, Timing.POLL_INTERVAL);
  private Ec2Client ec2;
  private String vpc;
  private String subnet;

  /** A hundred writes would exhaust AWS's bucket and the retries of the SDK. */
  @Override
  protected SimulatorOptions options() {
    return super.options().withThrottling(Throttling.OFF);
  }

  @BeforeEach
  void build() {
    ec2 = fixture.clients().ec2();
    vpc = ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    subnet = ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.1.1.0/24")).subnet().subnetId();
    share("team-a");
  }

  private void share(String namespaces) {
    ec2.createTags(
        r -> r.resources(vpc).tags(Tag.builder().key(Consent.TAG).value(namespaces).build()));
  }

  private Optional<ForeignVpc> read(List<String> subnets) {
    return new ForeignVpcReader(ec2, new ForeignReads(budget))
        .read(subnets.isEmpty() ? Optional.of(vpc) : Optional.empty(), subnets, "lab");
  }

  private List<String> actionsOf(Runnable call) {
    int before = aws.callLog().calls().size();
    call.run();
    return aws.callLog().calls().stream().skip(before).map(CallRecord::action).toList();
  }

  @Test
  void onlyTheTagsOfAVpcWithoutConsentAreRead() {
    assertThat(
            actionsOf(() ->
                assertThat(read(List.of()))
                    .get()
                    .satisfies(read -> {
                      assertThat(read.consent().tag()).contains("team-a");
                      assertThat(read.subnets()).isEmpty();
                    })))
        .containsExactly("DescribeVpcs");
    assertThat(actionsOf(() -> assertThat(read(List.of(subnet))).isPresent()))
        .containsExactly("DescribeSubnets", "DescribeVpcs");
  }

  @Test
  void aVpcWithConsentIsReadInFull() {
    share("team-a lab");
    assertThat(
            actionsOf(() ->
                assertThat(read(List.of()))
                    .get()
                    .satisfies(read ->
                        assertThat(read.subnets())
                            .extracting(ForeignVpc.Subnet::id)
                            .containsExactly(subnet))))
        .startsWith("DescribeVpcs")
        .contains("DescribeSubnets", "DescribeRouteTables", "DescribeVpcAttribute");
  }

  @Test
  void aReadThatTheBudgetHasNoRoomForIsNotBegun() {
    int before = aws.callLog().calls().size();
    while (budget.tryTakeById("DescribeVpcs")) {
      assertThat(aws.callLog().calls()).hasSize(before);
    }
    assertThat(
            actionsOf(() ->
                assertThatThrownBy(() -> read(List.of()))
                    .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.error()).isInstanceOf(CloudError.ReadDeferred.class))))
        .isEmpty();
  }

  @Test
  void eachPageTakesItsOwnToken() {
    share("lab");
    int tokens = drain(new ReadBudget(() -> Instant.EPOCH, Timing.POLL_INTERVAL));
    for (int i = 0; i < 100; i++) {
      ec2.createRouteTable(r -> r.vpcId(vpc));
    }
    read(List.of());
    long pages =
        aws.callLog().calls().stream()
            .filter(call -> call.action().equals("DescribeRouteTables"))
            .count();
    assertThat(pages).isEqualTo(2);
    assertThat(tokens - drain(budget)).isEqualTo(2);
  }

  private static int drain(ReadBudget budget) {
    int tokens = 0;
    while (budget.tryTakeListing("DescribeRouteTables", 1)) {
      tokens++;
    }
    return tokens;
  }

  @Test
  void theRestOfAReadDelaysLaterListings() {
    share("lab");
    int reads = 0;
    while (budget.hasRoom("DescribeRouteTables", 1)) {
      read(List.of());
      reads++;
    }
    assertThat(reads).isBetween(2, 100);
  }
}
