package io.ssmenv.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class ManagedFieldsTest {

  @Test
  void whoManagesWhichFieldIsNotKept() {
    SsmManagedEnvironment read =
        new KubernetesSerialization()
            .unmarshal(
                """
                apiVersion: ssmenv.io/v1alpha1
                kind: SsmManagedEnvironment
                metadata:
                  name: one
                  annotations: {a: b}
                  managedFields:
                    - manager: kubectl
                      fieldsV1: {"f:spec": {"f:region": {}}}
                spec:
                  region: eu-west-1
                  connectivity: {pattern: ElasticIp}
                  instances: [{name: app}]
                """,
                SsmManagedEnvironment.class);

    assertThat(read.getMetadata().getManagedFields()).isEmpty();
    assertThat(read.getMetadata().getAnnotations()).containsEntry("a", "b");
    assertThat(read.getSpec().region()).isEqualTo("eu-west-1");
  }
}
