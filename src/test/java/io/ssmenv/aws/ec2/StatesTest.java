package io.ssmenv.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.topology.Observed.State;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatesTest {

  @ParameterizedTest
  @CsvSource({
    "available, READY",
    "Available, READY",
    "attached, READY",
    "associated, READY",
    "pending, PENDING",
    "pendingAcceptance, PENDING",
    "associating, PENDING",
    "failed, FAILED",
    "Rejected, FAILED",
    "deleting, DELETING",
    "Deleted, DELETING",
  })
  void theCaseOfAStateDoesNotMatter(String word, State state) {
    assertThat(States.of(States.word(word))).isEqualTo(state);
  }

  @Test
  void aTokenThatReturnsADeletedResourceIsStale() {
    assertThatThrownBy(
            () -> States.created("CreateVpcEndpoint", "vpce-1", "deleting", List.of("deleting")))
        .isInstanceOfSatisfying(
            CloudException.class,
            e -> assertThat(e.error()).isInstanceOf(CloudError.StaleClientToken.class));
    assertThat(States.created("CreateVpcEndpoint", "vpce-1", "available", List.of()).state())
        .isEqualTo(State.READY);
  }
}
