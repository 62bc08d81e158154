package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorClaimTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ns/ssmenv-operator                                                  | true
          ns/ssmenv-operator-1 --namespace=lab                                | true
          ns/ssmenv-operator-1 --namespace=a --namespace=lab                  | true
          ns/ssmenv-operator-1 --namespace=other                              | false
          ns/ssmenv-operator-1 --namespace=laboratory                         | false
          ns/ssmenv-operator-1 --selector=share=a                             | true
          ns/ssmenv-operator-1 --selector=share in (b, c)                     | false
          ns/ssmenv-operator-1 --namespace=lab --selector=share=a             | true
          ns/ssmenv-operator-1 --namespace=other --selector=share=a           | false
          ns/ssmenv-operator-1 --selector=(((                                 | false
          """)
  void aClaimCountsOnlyIfItsFlagsCanSelectTheEnvironment(String annotation, boolean counts) {
    assertThat(OperatorClaim.parse(annotation).maySelect("lab", Map.of("share", "a")))
        .isEqualTo(counts);
  }
}
