package io.ssmenv.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeletionTextTest {

  @Test
  void reportBlocksADeletionAsAPauseDoes() throws JsonProcessingException {
    assertThat(DeletionText.of("nat", status("Deleting", "ReportOnly", "no")))
        .containsExactly(
            "Deletion is blocked: spec.drift.policy is Report. Set it to Correct, or the demo ends soon and leaves it:",
            "kubectl patch ssmenv nat --type merge -p '{\"spec\":{\"drift\":{\"policy\":\"Correct\"}}}'");
  }

  @Test
  void whatStallsADeletionIsNamed() throws JsonProcessingException {
    String message = "DeleteVpc: UnauthorizedOperation. Allow ec2:DeleteVpc";
    assertThat(DeletionText.of("nat", status("Stalled", "AccessDenied", message)))
        .containsExactly("Deletion is blocked: " + message + ", or press Ctrl-C again");
  }

  @Test
  void whatADeletionWaitsForIsNamedWithItsIds() throws JsonProcessingException {
    String message = "subnet/a (subnet-0123456789abcdef0): Blocked by eni-0123456789abcdef0";
    assertThat(DeletionText.of("nat", status("Deleting", "Retrying", message)))
        .containsExactly(message);
    assertThat(DeletionText.of("nat", EnvironmentStatus.none())).isEmpty();
  }

  private static EnvironmentStatus status(String type, String reason, String message)
      throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    return json.readValue(
        json.writeValueAsString(
            Map.of(
                "conditions",
                List.of(
                    Map.of("type", type, "status", "True", "reason", reason, "message", message)))),
        EnvironmentStatus.class);
  }
}
