package io.ssmenv.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ssmenv.api.v1alpha1.DriftStatus.DriftChange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The differences in a status, also as earlier versions wrote them. */
class DriftStatusTest {

  private static List<DriftChange> read(String change) {
    return new KubernetesSerialization()
        .unmarshal(
            "{\"corrected\": 0, \"pending\": 1, \"changes\": [%s]}".formatted(change),
            DriftStatus.class)
        .changes();
  }

  @Test
  void aDifferenceHasItsResourceAndAMessage() throws JsonProcessingException {
    DriftChange change = new DriftChange("vpc", "missing");
    assertThat(read(new ObjectMapper().writeValueAsString(change))).containsExactly(change);
  }

  @Test
  void aLineOfAnEarlierVersionIsReadAsOne() {
    assertThat(read("\"route/workload-a/0.0.0.0/0 missing\""))
        .containsExactly(new DriftChange("route/workload-a/0.0.0.0/0", "missing"));
    assertThat(read("\"vpc\"")).containsExactly(new DriftChange("vpc", ""));
  }
}
