package io.ssmenv.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code deploy/samples/}, read with the API types. */
class SamplesTest {

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  @ParameterizedTest
  @EnumSource(Pattern.class)
  void everyPatternHasASample(Pattern pattern) throws IOException {
    SsmManagedEnvironment sample =
        SERIALIZATION.unmarshal(
            Files.readString(Samples.file(pattern)), SsmManagedEnvironment.class);
    assertThat(sample.getSpec().connectivity().pattern()).isEqualTo(pattern);
    assertThat(sample.getMetadata().getName()).isEqualTo(Samples.name(pattern));
    assertThat(sample.getMetadata().getNamespace()).isNull();
  }

  @ParameterizedTest
  @EnumSource(Pattern.class)
  void readingAndWritingChangesNothing(Pattern pattern) throws IOException {
    String text = Files.readString(Samples.file(pattern));
    SsmManagedEnvironment sample = SERIALIZATION.unmarshal(text, SsmManagedEnvironment.class);
    assertThat(SERIALIZATION.unmarshal(SERIALIZATION.asYaml(sample.getSpec()), Map.class))
        .isEqualTo(SERIALIZATION.unmarshal(text, Map.class).get("spec"));
  }

  @Test
  void thereAreNoOtherSamples() throws IOException {
    try (var files = Files.list(Samples.DIRECTORY)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("public.yaml", "nat.yaml", "private.yaml");
    }
  }
}
