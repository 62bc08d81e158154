package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.RefreshTiming;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperatorSettingsTest {

  @Test
  void theMessageListsTheDefaults() {
    assertThat(
            settings(Set.of(), Set.of(), Set.of(), Optional.empty(), Set.of(), Optional.empty())
                .message())
        .isEqualTo(
            "account of the environments; poll interval 60 s, minimum 5 s; namespaces all; selector none; regions"
                + " enabled for the account; allowed policies none; required permissions boundary"
                + " none; denied tag keys none; allowed session resources none; adoption from the own namespace; leader election none");
  }

  @Test
  void theMessageListsTheSettingsInOrder() {
    assertThat(
            settings(
                    Set.of("team-b", "team-a"),
                    Set.of("eu-west-1", "eu-north-1"),
                    Set.of("arn:aws:iam::aws:policy/B", "arn:aws:iam::aws:policy/A"),
                    Optional.of("arn:aws:iam::111122223333:policy/boundary"),
                    Set.of(new DeniedTagKey("team"), new DeniedTagKey("cost*")),
                    Optional.of("ssmenv"))
                .message())
        .isEqualTo(
            "account of the environments; poll interval 60 s, minimum 5 s; namespaces [team-a, team-b]; selector team=a; regions [eu-north-1, eu-west-1]; allowed policies"
                + " [arn:aws:iam::aws:policy/A, arn:aws:iam::aws:policy/B]; required permissions"
                + " boundary arn:aws:iam::111122223333:policy/boundary; denied tag keys"
                + " [cost*, team]; allowed session resources none; adoption from the own namespace; leader election in ssmenv/ssmenv-operator-fa8a4ef65f");
  }

  private static OperatorSettings settings(
      Set<String> namespaces,
      Set<String> regions,
      Set<String> policies,
      Optional<String> boundary,
      Set<DeniedTagKey> denied,
      Optional<String> leaderElection) {
    return new OperatorSettings(
        Optional.empty(),
        Optional.empty(),
        namespaces,
        Optional.of(new LabelSelector("team=a")).filter(_ -> !namespaces.isEmpty()),
        regions,
        Duration.ofMinutes(1),
        Duration.ofSeconds(5),
        RefreshTiming.OF_AWS,
        policies,
        boundary,
        denied,
        Set.of(),
        false,
        "127.0.0.1",
        0,
        leaderElection);
  }
}
