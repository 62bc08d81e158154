package io.ssmenv.simulator.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ssmenv.simulator.core.AwsError;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each type has its errors in the table. */
class ResourceIdTypeTest {

  @ParameterizedTest
  @EnumSource
  void idsThatDoNotExistAreNamed(ResourceIdType type) {
    String first = type.prefix() + "-00000001";
    String second = type.prefix() + "-00000002";

    AwsError one = type.notFound(List.of(first));
    AwsError several = type.notFound(List.of(first, second));

    assertThat(one.message()).contains(first);
    assertThat(several.message()).contains(first + ", " + second);
    assertThat(one.code()).endsWith("NotFound").isEqualTo(several.code());
  }

  @ParameterizedTest
  @EnumSource
  void aMalformedIdIsQuotedWithTheFormThatIsExpected(ResourceIdType type) {
    assertThatExceptionOfType(AwsError.class)
        .isThrownBy(() -> type.checkForm("nothing"))
        .withMessage("Invalid id: \"nothing\" (expecting \"%s-...\")", type.prefix())
        .extracting(AwsError::code)
        .asString()
        .endsWith("Malformed");
  }
}
