package io.ssmenv.aws.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class BlockerSearchTest {

  @Test
  void aResourceThatTwoSearchesFindIsNamedOnce() {
    assertThat(
            new BlockerSearch()
                .add("a", "DescribeA", () -> List.of("one", "two"))
                .add("b", "DescribeB", () -> List.of("two", "three"))
                .blockers())
        .containsExactly("one", "two", "three");
  }

  @Test
  void whatCannotBeListedIsNamedLastInOneEntry() {
    assertThat(
            new BlockerSearch()
                .add("subnets", "DescribeSubnets", () -> fail("UnauthorizedOperation"))
                .add("groups", "DescribeGroups", () -> List.of("group sg-1"))
                .add(
                    "gateways",
                    "DescribeGateways",
                    () -> {
                      throw SdkClientException.create("no response");
                    })
                .blockers())
        .containsExactly(
            "group sg-1",
            "resources that could not be listed: subnets (DescribeSubnets: UnauthorizedOperation),"
                + " gateways (DescribeGateways: SdkClientException)");
  }

  @Test
  void whatIsGoneHasNothingThatBlocksIt() {
    assertThat(
            new BlockerSearch()
                .add("attachments", "DescribeX", () -> fail("InvalidNetworkInterfaceID.NotFound"))
                .blockers())
        .isEmpty();
  }

  @Test
  void aFaultOfTheOperatorIsNotHidden() {
    assertThatThrownBy(() ->
            new BlockerSearch()
                .add(
                    "subnets",
                    "DescribeSubnets",
                    () -> {
                      throw new IllegalStateException("a fault");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  private static List<String> fail(String code) {
    throw Ec2Exception.builder()
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("").build())
        .statusCode(403)
        .build();
  }
}
