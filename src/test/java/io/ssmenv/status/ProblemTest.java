package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.DesiredState;
import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void aProblemHasAReasonTheErrorOfAwsAndAdvice() {
    Problem problem =
        Problem.of(
            new DesiredState.FactFailed(
                "the image ami-1",
                new CloudError.Invalid(
                    "DescribeImages", "InvalidAMIID.NotFound", "No such image")));

    assertThat(problem)
        .isEqualTo(
            new Problem(
                ConditionReason.INVALID_REQUEST,
                "the image ami-1: DescribeImages: InvalidAMIID.NotFound: No such image. Correct"
                    + " the spec",
                true));
  }

  @Test
  void aQuotedMessageWithAFullStopGetsNoSecondOne() {
    Problem problem =
        Problem.of(
            new DesiredState.FactFailed(
                "address/app-0",
                new CloudError.QuotaExceeded(
                    "AllocateAddress", "AddressLimitExceeded", "No more.")));

    assertThat(problem.message()).contains("No more. Request a higher quota");
  }
}
