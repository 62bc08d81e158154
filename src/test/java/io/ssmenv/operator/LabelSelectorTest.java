package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {

  private static final Map<String, String> LABELS = Map.of("team", "a", "example.org/tier", "web");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "team=a                            | true",
        "team==a                           | true",
        "team = b                          | false",
        "team!=a                           | false",
        "zone!=a                           | true",
        "team in (b, a)                    | true",
        "team in (b)                       | false",
        "team notin (b,c)                  | true",
        "zone notin (b)                    | true",
        "team                              | true",
        "zone                              | false",
        "!zone                             | true",
        "!team                             | false",
        "team in (a,b),example.org/tier=web | true",
        "team in (a,b),example.org/tier=db | false"
      })
  void itMatchesAsKubectlDoes(String selector, boolean matches) {
    assertThat(new LabelSelector(selector).matches(LABELS)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "team=a b", "team in a", "=a", "team=a,", "team in (a,\"b\")"})
  void whatIsNoSelectorIsRefused(String wrong) {
    assertThatThrownBy(() -> new LabelSelector(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be a label selector, such as team=a");
  }

  @Test
  void theNameOfTheLeaseFollowsFromTheFlagsInAnyOrder() {
    assertThat(new OperatorShare(Set.of(), Optional.empty()).leaseName())
        .isEqualTo("ssmenv-operator");
    Optional<LabelSelector> teamA = Optional.of(new LabelSelector(" team=a "));
    assertThat(new OperatorShare(Set.of(), teamA).leaseName())
        .isEqualTo("ssmenv-operator-8367254cf3");
    OperatorShare share = new OperatorShare(Set.of("team-b", "team-a"), teamA);
    assertThat(share.flags()).isEqualTo("--namespace=team-a --namespace=team-b --selector=team=a");
    assertThat(share.leaseName())
        .isEqualTo(new OperatorShare(Set.of("team-a", "team-b"), teamA).leaseName());
  }
}
