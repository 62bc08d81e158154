package io.ssmenv.simulator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamsTest {

  @Test
  void ec2ListsAreOrderedByTheirNumbers() {
    Params params =
        Params.ofQuery(
            ErrorDialect.EC2,
            Map.of(
                "Filter.1.Name", "tag:a",
                "Filter.1.Value.10", "ten",
                "Filter.1.Value.2", "two",
                "EnableDnsHostnames.Value", "true"));
    Params filter = params.structs("Filter").getFirst();
    assertThat(filter.required("Name")).isEqualTo("tag:a");
    assertThat(filter.texts("Value")).containsExactly("two", "ten");
    assertThat(params.struct("EnableDnsHostnames").flatMap(p -> p.flag("Value"))).contains(true);
    assertThat(params.paths())
        .containsExactlyInAnyOrder("Filter.Name", "Filter.Value", "EnableDnsHostnames.Value");
  }

  @Test
  void iamListsHaveMembers() {
    Params params =
        Params.ofQuery(
            ErrorDialect.QUERY, Map.of("Tags.member.1.Key", "a", "Tags.member.1.Value", "b"));
    assertThat(params.structs("Tags").getFirst().required("Key")).isEqualTo("a");
    assertThat(params.paths()).containsExactlyInAnyOrder("Tags.Key", "Tags.Value");
  }

  @Test
  void aTokenIsHiddenInTheLog() {
    Params params =
        Params.ofQuery(
            ErrorDialect.QUERY, Map.of("WebIdentityToken", "secret", "RoleSessionName", "a"));
    assertThat(params.required("WebIdentityToken")).isEqualTo("secret");
    assertThat(params.toString()).contains("RoleSessionName=a").doesNotContain("secret");
  }

  @Test
  void jsonIsTheSameTree() throws Exception {
    Params params =
        Params.ofJson(
            new ObjectMapper()
                .readTree(
                    "{\"Filters\":[{\"Key\":\"k\",\"Values\":[\"a\",\"b\"]}],\"Max\":5,\"No\":null}"));
    assertThat(params.structs("Filters").getFirst().texts("Values")).containsExactly("a", "b");
    assertThat(params.integer("Max")).contains(5);
    assertThat(params.has("No")).isFalse();
  }

  @Test
  void eachDialectHasItsOwnErrors() {
    Params ec2 = Params.ofQuery(ErrorDialect.EC2, Map.of("MaxResults", "many", "DryRun", "maybe"));
    assertThatThrownBy(() -> ec2.required("VpcId"))
        .isInstanceOfSatisfying(
            AwsError.class, e -> assertThat(e.code()).isEqualTo("MissingParameter"))
        .hasMessageContaining("VpcId");
    assertThatThrownBy(() -> ec2.integer("MaxResults")).hasMessageContaining("many");
    assertThatThrownBy(() -> ec2.flag("DryRun")).hasMessageContaining("maybe");
    Params iam = Params.ofQuery(ErrorDialect.QUERY, Map.of());
    assertThatThrownBy(() -> iam.required("RoleName"))
        .isInstanceOfSatisfying(
            AwsError.class, e -> assertThat(e.code()).isEqualTo("ValidationError"));
  }

  @Test
  void anOperationSupportsItsDeclaredParameters() {
    Operation operation = Operation.read("X", _ -> Struct.empty(), "Filter.Name", "Map.*");
    assertThat(operation.supports("Filter.Name")).isTrue();
    assertThat(operation.supports("Filter.Colour")).isFalse();
    assertThat(operation.supports("Map.any.thing")).isTrue();
    assertThat(operation.supports("Maps.any")).isFalse();
  }
}
