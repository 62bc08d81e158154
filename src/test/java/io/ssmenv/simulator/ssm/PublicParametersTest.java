package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

class PublicParametersTest {
  private static final String LATEST =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-";

  private SimulatedAws aws;
  private AwsClients ireland;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options());
    ireland = AwsClients.of(aws);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void referenceAnImageThatEc2Describes() {
    Parameter parameter = ireland.ssm().getParameter(r -> r.name(LATEST + "arm64")).parameter();

    assertThat(parameter.arn()).isEqualTo("arn:aws:ssm:eu-west-1::parameter" + LATEST + "arm64");
    assertThat(
            ireland
                .ec2()
                .describeImages(r -> r.imageIds(parameter.value()))
                .images()
                .getFirst()
                .architecture())
        .isEqualTo(ArchitectureValues.ARM64);
  }

  @Test
  void haveTheDateOfTheirImageAtAnySpeed() {
    assertThat(
            ireland
                .ssm()
                .getParameter(r -> r.name(LATEST + "arm64"))
                .parameter()
                .lastModifiedDate())
        .isEqualTo("2026-11-11T10:00:00Z");
  }

  @Test
  void referenceADifferentImageInEachRegion() {
    AwsClients frankfurt = ireland.in(Region.EU_CENTRAL_1);

    assertThat(frankfurt.ssm().getParameter(r -> r.name(LATEST + "x86_64")).parameter().value())
        .isNotEqualTo(
            ireland.ssm().getParameter(r -> r.name(LATEST + "x86_64")).parameter().value());
  }

  @Test
  void areNotFoundIfAwsDoesNotPublishThem() {
    assertThatThrownBy(() -> ireland.ssm().getParameter(r -> r.name(LATEST + "mips")))
        .isInstanceOf(ParameterNotFoundException.class)
        .hasMessageContaining("mips");
    GetParametersResponse several =
        ireland.ssm().getParameters(r -> r.names(LATEST + "x86_64", LATEST + "mips"));
    assertThat(several.parameters()).hasSize(1);
    assertThat(several.invalidParameters()).containsExactly(LATEST + "mips");
  }
}
