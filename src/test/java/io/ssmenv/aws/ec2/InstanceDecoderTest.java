package io.ssmenv.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;

class InstanceDecoderTest {

  @Test
  void whatAPendingInstanceDoesNotShowYetIsNotMissing() {
    assertThat(decoded("pending").networkInterface()).isEqualTo(new Ref.NotShownYet());
    assertThat(decoded("pending").profile()).isEqualTo(new Ref.NotShownYet());
    assertThat(decoded("running").networkInterface()).isNotEqualTo(new Ref.NotShownYet());
    assertThat(decoded("running").profile()).isNotEqualTo(new Ref.NotShownYet());
  }

  private static io.ssmenv.topology.Instance decoded(String state) {
    Instance instance =
        Instance.builder()
            .instanceId("i-1")
            .instanceType("t3.micro")
            .state(s -> s.name(state))
            .build();
    return (io.ssmenv.topology.Instance)
        InstanceDecoder.item(instance)
            .records(Key.of("instance", "app-0"), Ref::id)
            .getFirst()
            .resource();
  }
}
