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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** The parameters of an account have versions, and are those of one region. */
class ParameterActionsTest {

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
  void eachWriteCountsTheVersionUp() {
    assertThat(put("/team/one", "1", false)).isEqualTo(1);
    assertThat(put("/team/one", "2", true)).isEqualTo(2);

    Parameter parameter = ireland.ssm().getParameter(r -> r.name("/team/one")).parameter();
    assertThat(parameter.value()).isEqualTo("2");
    assertThat(parameter.version()).isEqualTo(2);
    assertThat(parameter.arn()).endsWith(":parameter/team/one").contains(":eu-west-1:1");
    assertThatThrownBy(
            () -> ireland.in(Region.EU_CENTRAL_1).ssm().getParameter(r -> r.name("/team/one")))
        .isInstanceOf(ParameterNotFoundException.class);
  }

  @Test
  void anExistingOneIsOverwrittenOnlyIfAskedFor() {
    put("/team/one", "1", false);
    assertThatThrownBy(() -> put("/team/one", "2", false))
        .isInstanceOf(ParameterAlreadyExistsException.class)
        .hasMessageContaining(
            "The parameter already exists. To overwrite this value, set the overwrite option in the"
                + " request to true.");
  }

  @Test
  void aDeletedOneBeginsAnew() {
    put("/team/one", "1", false);
    ireland.ssm().deleteParameter(r -> r.name("/team/one"));
    assertThatThrownBy(() -> ireland.ssm().deleteParameter(r -> r.name("/team/one")))
        .isInstanceOf(ParameterNotFoundException.class);
    assertThat(put("/team/one", "1", false)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/ssm/one, ValidationException, can't be prefixed with",
    "/ssmenv/clusters/one, ValidationException, can't be prefixed with",
    "/a b, ValidationException, can't be prefixed with",
    "a/b, ValidationException, must be a fully qualified name",
    "/aws/one, AccessDeniedException, No access to reserved parameter name: /aws/one.",
  })
  void aNameHasToBeAllowed(String name, String code, String message) {
    assertThatThrownBy(() -> put(name, "1", false))
        .isInstanceOfSatisfying(
            SsmException.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  @Test
  void aNewOneNeedsAType() {
    assertThatThrownBy(() -> ireland.ssm().putParameter(r -> r.name("/team/one").value("1")))
        .hasMessageContaining("A parameter type is required when you create a parameter.");
  }

  private long put(String name, String value, boolean overwrite) {
    return ireland
        .ssm()
        .putParameter(
            r -> r.name(name).value(value).type(ParameterType.STRING).overwrite(overwrite))
        .version();
  }
}
