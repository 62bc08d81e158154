package io.ssmenv.simulator.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each protocol has its errors in the table. */
class ErrorDialectTest {

  private static final SeededRandom RANDOM = new SeededRandom(1, Durations.SEEDED);

  @ParameterizedTest
  @CsvSource({
    "EC2, MissingParameter, InvalidParameterValue, UnknownParameter",
    "QUERY, ValidationError, ValidationError, ValidationError",
    "JSON, ValidationException, ValidationException, ValidationException",
  })
  void aParameterIsNamed(ErrorDialect dialect, String missing, String malformed, String unknown) {
    assertThat(dialect.missing("Name"))
        .hasMessage("The request must contain the parameter Name")
        .extracting("code")
        .isEqualTo(missing);
    assertThat(dialect.malformed("Name", "x", "a whole number"))
        .hasMessage("Value (x) for parameter Name is invalid. Expecting a whole number.")
        .extracting("code")
        .isEqualTo(malformed);
    assertThat(dialect.unknown("Name"))
        .hasMessage("The parameter Name is not recognized")
        .extracting("code")
        .isEqualTo(unknown);
  }

  @ParameterizedTest
  @CsvSource({
    "EC2, AuthFailure, 401, AuthFailure, RequestExpired",
    "QUERY, SignatureDoesNotMatch, 403, InvalidClientTokenId, ExpiredToken",
    "JSON, InvalidSignatureException, 400, UnrecognizedClientException, ExpiredTokenException",
  })
  void credentialsAreRefused(
      ErrorDialect dialect, String region, int status, String invalid, String expired) {
    AwsError unknown = dialect.unknownRegion(RANDOM, "nowhere");

    assertThat(unknown.message()).contains("Credential should be scoped to a valid region");
    assertThat(unknown.code()).isEqualTo(region);
    assertThat(unknown.httpStatus()).isEqualTo(status);
    assertThat(dialect.invalidCredentials().code()).isEqualTo(invalid);
    assertThat(dialect.expiredCredentials().code()).isEqualTo(expired);
  }
}
