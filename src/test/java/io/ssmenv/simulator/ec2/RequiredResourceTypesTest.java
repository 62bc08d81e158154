package io.ssmenv.simulator.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.testing.Simulations;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequiredResourceTypesTest {

  @Test
  void everyWriteHasItsResourceTypes() {
    Ec2 ec2 = new Ec2(Simulation.of(Simulations.options()), (_, _) -> Optional.empty());
    List<String> writes =
        ec2.families().stream()
            .map(ActionGroup::operations)
            .flatMap(List::stream)
            .filter(Operation::mutating)
            .map(Operation::name)
            .toList();
    assertThat(writes)
        .hasSizeGreaterThan(30)
        .allSatisfy(write ->
            assertThatCode(() -> RequiredResourceTypes.forAction(write))
                .doesNotThrowAnyException());
  }
}
