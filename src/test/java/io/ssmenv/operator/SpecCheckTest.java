package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecCheckTest {

  private final SpecCheck check =
      new SpecCheck(
          Set.of(),
          Optional.empty(),
          Set.of(new DeniedTagKey("team"), new DeniedTagKey("CostCenter*")),
          Set.of());

  @ParameterizedTest
  @ValueSource(strings = {"ssmenv", "SSMENV.io/Environment", "ssmenv-cluster", " ssmenv.io/key"})
  void aTagThatTheOperatorReliesOnIsRefused(String key) {
    assertThat(violation(key))
        .contains("spec.tags: the key " + key + " is reserved for the operator. Use another key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"team", "Team", "costcenter", "CostCenter:id"})
  void aTagThatTheAdministratorDeniesIsRefused(String key) {
    assertThat(violation(key).orElseThrow())
        .startsWith("spec.tags: the key " + key + " is not allowed. Remove it.")
        .contains("--deny-tag-key");
  }

  @Test
  void otherTagsAreAllowed() {
    assertThat(violation("teams")).isEmpty();
    assertThat(violation("cost")).isEmpty();
    assertThat(violation("my-ssmenv")).isEmpty();
  }

  private Optional<String> violation(String key) {
    return check.violation(
        new EnvironmentSpec(
            "eu-west-1",
            new Connectivity(Pattern.ELASTIC_IP, null),
            null,
            List.of(new InstanceGroup("app", 1, null, null)),
            null,
            Map.of(key, "x"),
            null,
            null,
            null));
  }
}
