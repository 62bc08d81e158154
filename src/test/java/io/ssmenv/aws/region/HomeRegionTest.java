package io.ssmenv.aws.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The region that is asked what belongs to no region is one of the partition of the account. */
class HomeRegionTest {

  @Test
  void isThatOfTheConfiguration() {
    assertThat(HomeRegion.of(Optional.of("cn-northwest-1"), List.of("eu-west-1")))
        .isEqualTo("cn-northwest-1");
  }

  @Test
  void isInThePartitionOfANamedRegion() {
    assertThat(HomeRegion.of(Optional.empty(), List.of("us-gov-west-1"))).startsWith("us-gov-");
    assertThat(HomeRegion.of(Optional.empty(), List.of("cn-northwest-1"))).startsWith("cn-");
    assertThat(HomeRegion.of(Optional.empty(), List.of("eu-west-1"))).isEqualTo("us-east-1");
  }

  @Test
  void isThatOfThePartitionAwsIfNothingSaysOtherwise() {
    assertThat(HomeRegion.of(Optional.empty(), List.of())).isEqualTo("us-east-1");
  }
}
