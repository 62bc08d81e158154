package io.ssmenv.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.ForeignVpc.Consent;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An endpoint of somebody else is refused only if it is certain that it lets nobody in. */
class ForeignEndpointCheckTest {

  private static SortedSet<String> set(List<String> all) {
    return new TreeSet<>(all);
  }

  private static Optional<String> problem(List<String> sources, List<String> sourceIds)
      throws JsonProcessingException {
    EnvironmentSpec spec =
        new ObjectMapper(new YAMLFactory())
            .readValue(
                """
                region: eu-west-1
                connectivity: {pattern: PrivateEndpoints}
                network: {existing: {subnetIds: [subnet-1]}}
                instances: [{name: app}]
                """,
                EnvironmentSpec.class);
    ForeignVpc.Endpoint endpoint =
        new ForeignVpc.Endpoint(
            "vpce-1",
            "com.amazonaws.eu-west-1.ssm",
            true,
            set(List.of("10.1.1.0/24")),
            true,
            set(List.of("sg-1")),
            set(sources),
            set(sourceIds),
            "");
    ForeignVpc vpc =
        new ForeignVpc(
            "vpc-1",
            List.of("10.1.0.0/16"),
            new Consent(Optional.of("*")),
            true,
            true,
            Optional.empty(),
            List.of(),
            List.of(endpoint));
    return new ForeignEndpointCheck(vpc, spec, List.of("10.1.0.0/24"))
        .problem()
        .map(Object::toString);
  }

  @Test
  void groupsAndPrefixListsMayLetTheInstancesIn() throws JsonProcessingException {
    assertThat(problem(List.of(), List.of("pl-1"))).isEmpty();
    assertThat(problem(List.of("192.168.0.0/16"), List.of("sg-2"))).isEmpty();
  }

  @Test
  void severalRangesMayLetTheInstancesInTogether() throws JsonProcessingException {
    assertThat(problem(List.of("10.1.0.0/25", "10.1.0.128/25"), List.of())).isEmpty();
  }

  @Test
  void whatLetsNobodyInIsRefused() throws JsonProcessingException {
    assertThat(problem(List.of("192.168.0.0/16"), List.of()).orElseThrow())
        .contains("has security groups that do not allow HTTPS from 10.1.0.0/24");
    assertThat(problem(List.of("10.1.0.0/16"), List.of())).isEmpty();
  }
}
